"""Words of `platform-tags`."""

from __future__ import annotations

from collections.abc import Sequence

from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.names import pinned
from resolver_core.explain.wording.numbers import counted
from resolver_core.targets.environment import Environment
from resolver_core.targets.system_version import SystemVersion

Named = Sequence[tuple[str, SystemVersion]]
"""Files, each with the oldest system that it is content with; the most modest first."""


def on(version: SystemVersion) -> str:
    """The same solve on a machine of another age."""
    return f"on a machine with {version}"


def wheel_of(pin: Pin) -> str:
    """What has to come out where a source distribution was taken."""
    return f"{pin.version}, as a wheel"


def in_divergence(project: str, target: Environment, version: SystemVersion, files: Named) -> str:
    """The age at which both modes agree."""
    return (
        f"{_asked(files)}, and the target has {target.system}: {version} is the oldest system with which both modes "
        f"agree on {project}."
    )


def in_failure(target: Environment, version: SystemVersion, files: Named) -> str:
    """The age at which there is a solution."""
    return (
        f"{_asked(files)}, and the target has {target.system}: {version} is the oldest system with which there "
        "is a solution."
    )


def in_pick(pin: Pin, target: Environment, version: SystemVersion, files: Named) -> str:
    """The age at which nothing has to be built."""
    return (
        f"{pinned(pin.key)} is installed from its source distribution. {_asked(files)}, and the target has "
        f"{target.system}: with {version} a wheel of it would be taken."
    )


def _asked(files: Named) -> str:
    name, asked = files[0]
    others = len(files) - 1
    more = f" and {counted(others, 'other')}" if others else ""
    return f"For this kind of machine there are only wheels for {asked} and later ({name}{more})"
