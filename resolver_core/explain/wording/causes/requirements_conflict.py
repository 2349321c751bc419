"""Words of `requirements-conflict`."""

from __future__ import annotations


def loosened(line: str, loose: str) -> str:
    """An experiment with a line that allows every version."""
    return f"with {line!r} loosened to {loose!r}"


def in_failure(line: str) -> str:
    """A mode has a solution without the line's bound."""
    return f"If {line!r} did not hold there would be a solution."


def loosen(project: str) -> str:
    """The same edit as a fix."""
    return f"loosen {project}"
