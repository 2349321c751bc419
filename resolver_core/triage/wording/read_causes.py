"""What is said of a cause that the words of a report show, and no solve."""

from __future__ import annotations


def fall(line: int, text: str) -> str:
    """A build that refuses the Python it runs on."""
    return (
        f"A build refuses the Python it runs on (line {line}: {text}). Such a release is often an old one (newer ones "
        "state Requires-Python), and newer ones may have been passed over: read from the report, nothing was solved."
    )


def local_version(line: int, file: str, version: str) -> str:
    """No solution, where another command takes a version with a local part."""
    return (
        f"No solution is found (line {line}), and another command takes {file}, whose version {version} has a local "
        "version label. With uv, require it with that label: read from the report, nothing was solved."
    )
