"""How old a machine is: the version of its macOS, or of its C library, which wheels may ask for at most.

uv takes that of macOS from `MACOSX_DEPLOYMENT_TARGET`, that of glibc from the platform's name (`manylinux_2_28`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MACOS_VARIABLE = "MACOSX_DEPLOYMENT_TARGET"
"""Where uv takes the version of a macOS target from."""

LEGACY_MANYLINUX = {"manylinux2014": 17, "manylinux2010": 12, "manylinux1": 5}
"""The names of the first three manylinux policies, with the glibc 2.x that they stand for (PEP 600)."""

_VERSION = re.compile(r"(\d{1,2})(?:\.(\d{1,2}))?(?:\.\d{1,3})?", re.ASCII)
_TAG = re.compile(r"(macosx|manylinux|musllinux)_(\d+)_(\d+)_\w+", re.ASCII)


class System(StrEnum):
    """What has a version that wheels ask for."""

    MACOS = "macOS"
    GLIBC = "glibc"
    MUSL = "musl"


_OF_TAG = {"macosx": System.MACOS, "manylinux": System.GLIBC, "musllinux": System.MUSL}
_MAJORS = {System.MACOS: range(10, 40), System.GLIBC: range(2, 3), System.MUSL: range(1, 2)}
"""uv refuses macOS before 10, and none is near 40; there is no glibc but 2.x and no musl but 1.x."""


@dataclass(frozen=True, slots=True, order=True)
class SystemVersion:
    """A version of macOS, glibc or musl. Those of one system are in order."""

    system: System
    major: int
    minor: int

    @property
    def number(self) -> str:
        """ "10.15", "14.2"; a macOS since 11 without a minor version is "14"."""
        is_whole = self.system is System.MACOS and self.major > 10 and self.minor == 0
        return str(self.major) if is_whole else f"{self.major}.{self.minor}"

    @property
    def older(self) -> SystemVersion:
        """The one before, as far as wheels can tell: of macOS since 11 only the major version counts."""
        if self.system is System.MACOS and self.major > 10:
            return SystemVersion(self.system, self.major - 1, 16 if self.major == 11 else 0)
        return SystemVersion(self.system, self.major, self.minor - 1)

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


def parse_system_version(system: System, text: str) -> SystemVersion | None:
    """The version in a text such as "14.2", "13" or "10.15.7" (of which uv reads two numbers); None where it is none.

    A C library needs both numbers.
    """
    match = _VERSION.fullmatch(text)
    if match is None or int(match[1]) not in _MAJORS[system]:
        return None
    if match[2] is None and system is not System.MACOS:
        return None
    return SystemVersion(system, int(match[1]), int(match[2] or 0))


def asked_by(platform_tag: str) -> SystemVersion | None:
    """The oldest system that a platform tag is content with: macOS 14.0 for "macosx_14_0_arm64"; None: any."""
    policy, _, machine = platform_tag.partition("_")
    if policy in LEGACY_MANYLINUX and machine:
        return SystemVersion(System.GLIBC, 2, LEGACY_MANYLINUX[policy])
    match = _TAG.fullmatch(platform_tag)
    return None if match is None else SystemVersion(_OF_TAG[match[1]], int(match[2]), int(match[3]))
