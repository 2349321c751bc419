"""Words of `prerelease`."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.names import listed, pinned
from resolver_core.explain.wording.outcomes import then

ENDS = {"allow": "allowed", "disallow": "refused"}
"""What becomes of pre-releases under a value of the setting."""


def changed(projects: Iterable[str], value: str) -> str:
    """An experiment with the setting at a value for some projects."""
    return f"with pre-releases of {listed(projects)} {ENDS[value]}"


def setting(value: str, projects: Iterable[str]) -> str:
    """The setting as a fix."""
    return f"{value} pre-releases of {listed(projects)}"


def refuse(project: str) -> str:
    """The setting as a fix of a surprising pick."""
    return f"refuse pre-releases of {project}"


def in_divergence(project: str, picked: object, value: str) -> str:
    """Both modes agree with the setting."""
    return (
        f"{picked} is a pre-release: it counts only where a requirement that applies names one. "
        f"With pre-releases of {project} {ENDS[value]} in both modes they agree."
    )


def in_failure(projects: Iterable[str]) -> str:
    """A mode has an answer with the setting."""
    return f"Only a pre-release satisfies it: with pre-releases of {listed(projects)} allowed there is an answer."


def in_pick(pin: Pin, outcome: str) -> str:
    """A pre-release that was picked where a stable release would do."""
    return f"{pinned(pin.key)} is a pre-release. With pre-releases of {pin.project} refused {then(outcome)}."
