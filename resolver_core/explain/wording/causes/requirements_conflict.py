"""Words of `requirements-conflict`."""

from __future__ import annotations


def loosened(line: str, loose: str) -> str:
    """An experiment with a line that allows every version."""
    return f"with {line!r} loosened to {loose!r}"


def in_failure(line: str) -> str:
    """A mode has a solution without the line's bound."""
    return f"If {line!r} did not hold there would be a solution."


def left_out(line: str) -> str:
    """An experiment without a line."""
    return f"without {line!r}"


def without(line: str, unknown: str) -> str:
    """A mode has a solution without the line; `unknown` is its project where no index that was asked has it."""
    if unknown:
        return f"No index that was asked has a project called {unknown}: without {line!r} there is a solution."
    return f"Without {line!r} there is a solution."


def loosen(project: str) -> str:
    """The same edit as a fix."""
    return f"loosen {project}"
