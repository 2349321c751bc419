"""Words of `python-upper-bound`."""

from __future__ import annotations

from packaging.version import Version

from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.names import pinned
from resolver_core.explain.wording.outcomes import then

SAME_TEXT = "of the same text"


def obeyed_by_both(project: str) -> str:
    """An experiment with both modes."""
    return f"with the upper limits of Requires-Python obeyed for {project}"


def obeyed(project: str) -> str:
    """An experiment on a pick."""
    return f"with the upper limit of Requires-Python obeyed for {project}"


def in_divergence(pin: Pin, said: object, python: Version) -> str:
    """Both modes agree with the limit obeyed."""
    return (
        f"{pinned(pin.key)} requires Python {said}, which excludes {python}: uv ignores the upper "
        f"limit. With it obeyed both modes agree on {pin.project}."
    )


def in_pick(pin: Pin, said: object, python: Version, outcome: str) -> str:
    """A release that was picked against its limit."""
    return (
        f"{pinned(pin.key)} requires Python {said}, which excludes {python}: uv ignores upper limits, pip obeys "
        f"them. With the limit obeyed {then(outcome)}."
    )


def hold(project: str, python: Version) -> str:
    """A bound as a fix."""
    return f"ask for a release of {project} that allows Python {python}"
