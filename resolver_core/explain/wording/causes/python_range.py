"""Words of `python-range`."""

from __future__ import annotations

REASON = "The lock has to cover every Python in requires-python, the install only the Python of the target."


def narrowed(minor: str) -> str:
    """An experiment with one minor version of Python."""
    return f"with requires-python narrowed to Python {minor}"


def in_divergence(project: str, requires_python: object, minor: str) -> str:
    """Both modes agree for one Python."""
    return (
        f"The lock has to cover every Python in {requires_python}: with requires-python narrowed to Python {minor} "
        f"both modes agree on {project}."
    )


def in_failure(requires_python: object, minor: str) -> str:
    """A lock for one Python has a solution."""
    return f"The lock has to cover every Python in {requires_python}: for Python {minor} alone there is a solution."
