"""Machines as markers tell them apart: a system, a machine and a minor version of Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target

_PLATFORMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "riscv64-unknown-linux",
    "s390x-unknown-linux-gnu",
    "powerpc64le-unknown-linux-gnu",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
    "aarch64-pc-windows-msvc",
    "i686-pc-windows-msvc",
)
_NEWEST_DARWIN = "99.0.0"
"""Of a macOS that every wheel is content with: its age is no matter of a marker in a text."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A kind of machine; `markers` are the values of all eleven variables on one of them."""

    system: str  #: sys_platform
    machine: str  #: platform_machine
    minor: int  #: of Python 3
    markers: Mapping[str, str] = field(hash=False, compare=False, repr=False)
    environment: Environment = field(hash=False, compare=False, repr=False)


def spots(minors: Iterable[int]) -> Iterator[Spot]:
    """Every kind of machine with each of some minor versions of Python."""
    for minor in minors:
        for platform in _PLATFORMS:
            yield spot_of(target(f"3.{minor}", platform))


def spot_of(environment: Environment) -> Spot:
    """The kind of one machine."""
    markers = dict(environment.markers)
    if markers["sys_platform"] == "darwin":
        markers["platform_release"] = _NEWEST_DARWIN
    minor = environment.python_version.minor
    return Spot(markers["sys_platform"], markers["platform_machine"], minor, markers, environment)
