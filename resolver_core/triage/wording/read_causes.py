"""What is said of a cause that the words of a report show, and no solve."""

from __future__ import annotations


def fall(line: int, text: str) -> str:
    """A build that refuses the Python it runs on."""
    return (
        f"A build refuses the Python it runs on (line {line}: {text}). A release that says so only "
        "while it is built is an old one: newer ones of the project were passed over."
    )


def local_version(line: int, file: str, version: str) -> str:
    """No answer, where another command takes a version with a local part."""
    return (
        f"No answer is found (line {line}), and another command takes {file}: its version is {version}, with "
        "a local part that uv wants to be asked for."
    )
