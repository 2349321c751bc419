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
        f"{picked} is a pre-release: by default uv takes one only if a requirement of yours that applies contains a "
        "pre-release (>=2.0rc1), or if the project has no other versions. "
        f"With pre-releases of {project} {ENDS[value]} both modes agree on {project}."
    )


def in_failure(projects: Iterable[str]) -> str:
    """A mode has a solution with the setting."""
    return f"With pre-releases of {listed(projects)} allowed there is a solution."


def in_pick(pin: Pin, outcome: str) -> str:
    """A pre-release that was picked where a stable release would do."""
    return f"{pinned(pin.key)} is a pre-release. With pre-releases of {pin.project} refused {then(outcome)}."
