"""Words of `python-range`."""

from __future__ import annotations

REASON = (
    "The lock has to hold for every Python in requires-python, the install for one: "
    "with the other's Python range each mode gives the other's version."
)


def narrowed(minor: str) -> str:
    """An experiment with one minor version of Python."""
    return f"with requires-python narrowed to Python {minor}"


def in_divergence(requires_python: object, minor: str) -> str:
    """Both modes agree for one Python."""
    return f"The lock has to hold for every Python in {requires_python}: narrowed to Python {minor} both modes agree."


def in_failure(requires_python: object, minor: str) -> str:
    """A lock for one Python has an answer."""
    return f"The lock has to hold for every Python in {requires_python}: for Python {minor} alone there is an answer."
