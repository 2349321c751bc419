"""One target: the eleven marker variables of a machine and the wheel tags it can install."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from packaging.tags import Tag
from packaging.version import Version

from resolver_core.targets.system_version import SystemVersion

MARKER_VARIABLES = (
    "implementation_name",
    "implementation_version",
    "os_name",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "platform_version",
    "python_full_version",
    "python_version",
    "sys_platform",
)
"""All environment markers of the dependency specifiers standard (PEP 508), `extra` aside."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python on a platform, as `--python-version` and `--python-platform` describe one.

    `markers` has a value for every name in `MARKER_VARIABLES` (never fewer: packaging would fill a
    gap from the running interpreter). `tags` are best first (uv-resolution section 3.4).
    """

    python: str  #: as asked for: "3.12" or "3.12.4"
    platform: str  #: uv's name: "x86_64-unknown-linux-gnu"
    markers: Mapping[str, str] = field(hash=False)
    tags: tuple[Tag, ...] = field(hash=False, repr=False)
    best_effort: bool = False  #: True where the values were not checked against uv
    system: SystemVersion | None = None  #: the newest that wheels may ask for; None where the platform has no such
    is_system_stated: bool = False  #: True where `system` is not what uv takes for the platform by itself

    @property
    def python_version(self) -> Version:
        """The full version: "3.12" means 3.12.0, as for uv."""
        return Version(self.markers["python_full_version"])

    @property
    def label(self) -> str:
        """For people: "Python 3.12 on x86_64-unknown-linux-gnu", "Python 3.12 on macos (macOS 14.2)"."""
        system = f" ({self.system})" if self.is_system_stated else ""
        return f"Python {self.python} on {self.platform}{system}"

    @property
    def system_version(self) -> str:
        """The version of macOS, glibc or musl that was stated ("14.2"); "" where it is uv's own."""
        return self.system.number if self.system is not None and self.is_system_stated else ""

    @property
    def platform_and_version(self) -> str:
        """The platform as `named.target` takes it: "linux", "macos@14.2"."""
        return f"{self.platform}@{self.system_version}" if self.is_system_stated else self.platform
