"""Words of `representative-unreachable`."""

from __future__ import annotations

from resolver_core.explain.lab.changes import Start
from resolver_core.explain.wording.names import command
from resolver_core.targets.environment import Environment


def with_other(own: str, filename: str) -> str:
    """An experiment that reads one file's metadata in place of another's."""
    return f"with the metadata of {own} in place of those of {filename}"


def in_failure(start: Start, filename: str, status: int | None, files: int, own: str, whose: str) -> str:
    """A mode that has a solution with the metadata of `own`; `files` are unreachable."""
    answers = f"answers HTTP {status}" if status else "cannot be read"
    more = f" ({files} files are unreachable)" if files > 1 else ""
    return (
        f"{command(start)} needs the metadata of {filename}, which {answers}{more}. {own} ({whose}) can be read: "
        f"with its metadata {command(start)} finds a solution."
    )


def whose_file(target: Environment | None) -> str:
    """What the other file is: the one of the target, where it fits one."""
    return "another file of the version" if target is None else f"what {target.label} would use"


def status(code: int | None) -> str:
    """The answer of the index to the question for a file."""
    return f"HTTP status {code}"
