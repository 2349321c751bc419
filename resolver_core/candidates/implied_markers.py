"""Where a version can be used, as far as its wheels' tags say (uv-resolution section 3.5)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from operator import and_, or_
from typing import NamedTuple

from packaging.tags import Tag
from packaging.version import Version

from resolver_core.candidates.python_range import LOWEST, Cut, PythonRange
from resolver_core.candidates.verdicts import Judgement
from resolver_core.markers import MarkerSet
from resolver_core.targets.wheel_tags import components, is_stable_abi, python_tag_parts

_IMPLEMENTATIONS = {"cp": "CPython", "pp": "PyPy", "graalpy": "GraalPy", "pyston": "Pyston"}
_WINDOWS_MACHINES = {"win32": "x86", "win_amd64": "AMD64", "win_arm64": "ARM64"}
_ANDROID_MACHINES = {"arm64_v8a": "aarch64", "armeabi_v7a": "armv7l", "x86_64": "x86_64", "x86": "i686"}
_MAC_MACHINES = {
    "arm64": ("arm64",),
    "fat": ("x86_64", "ppc"),
    "fat32": ("x86_64", "i386", "ppc", "ppc64"),
    "fat64": ("x86_64", "ppc64"),
    "i386": ("i386",),
    "intel": ("x86_64", "i386"),
    "ppc": ("ppc",),
    "ppc64": ("ppc64",),
    "universal": ("x86_64", "i386", "ppc64", "ppc", "intel"),
    "universal2": ("x86_64", "arm64"),
    "x86_64": ("x86_64",),
}

_LEGACY_GLIBC = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}

_ABOVE_EVERY_END: Cut = ((sys.maxsize - 1,), 0)  # of wheels without a Python tag that uv knows (measured)


class Libc(NamedTuple):
    """The C library of the oldest Linux in scope: "glibc" or "musl", and its version (`minimum-libc-version`)."""

    kind: str
    version: tuple[int, int]


def implied_marker(judgements: Iterable[Judgement], *, oldest_libcs: Sequence[Libc] = ()) -> MarkerSet:
    """The environments that the usable files of one version cover, in a universal solve.

    Everywhere if a source distribution is usable; else where some usable wheel is. A pure wheel covers one
    Python major only: `py3-none-any` is `>=3,<4`. With `oldest_libcs`, Linux is covered where wheels for each of
    these C libraries are content with it (measured).
    """
    wheels = _usable_wheels(judgements)
    if wheels is None:
        return MarkerSet.TRUE
    return reduce(and_, (_covered_by(wheels, libc) for libc in oldest_libcs or (None,)))


def implied_python_low(judgements: Iterable[Judgement]) -> Cut:
    """Where the Pythons begin that the usable files of one version name; `LOWEST` with a source distribution.

    Measured on uv 0.13.8, not in its published rules: in a universal solve a version is unavailable ("no wheels with
    a matching Python version tag") where `low >= target.high`, in `requires-python` and in each narrower fork.
    Only Python tags count: `cp312-abi3` and `py312` begin at 3.12, and foreign platforms do not matter.
    """
    wheels = _usable_wheels(judgements)
    if wheels is None:
        return LOWEST
    lows = [_python_low(tag) for wheel in wheels for tag in components(wheel)[0]]
    return min(lows, default=_ABOVE_EVERY_END)


def _usable_wheels(judgements: Iterable[Judgement]) -> frozenset[frozenset[Tag]] | None:
    """The tags of every usable wheel; None where a usable source distribution makes them irrelevant."""
    usable = [judgement.distribution for judgement in judgements if judgement.verdict.is_compatible]
    if any(not distribution.is_wheel for distribution in usable):
        return None
    return frozenset(distribution.tags for distribution in usable)


@lru_cache(maxsize=1024)
def _python_low(tag: str) -> Cut:
    parts = python_tag_parts(tag)
    if parts is None:
        return LOWEST
    _, major, minor = parts
    return PythonRange.at_least(Version(f"{major}.{minor or 0}")).low


@lru_cache(maxsize=1_024)
def _covered_by(wheels: frozenset[frozenset[Tag]], libc: Libc | None) -> MarkerSet:
    return _union(implied_by_wheel(tags, libc) for tags in wheels)


@lru_cache(maxsize=2_048)
def implied_by_wheel(tags: frozenset[Tag], libc: Libc | None = None) -> MarkerSet:
    """The environments that the tags of one wheel name: its platforms and its Pythons."""
    pythons, abis, platforms = components(tags)
    stable = any(map(is_stable_abi, abis))
    covered = _union(_platform_marker(platform, libc) for platform in platforms)
    return covered & _union(_python_marker(python, stable) for python in pythons)


def _is_content_with(tag: str, libc: Libc) -> bool:
    """Whether a Linux tag needs no newer C library; "linux_x86_64" does not say and counts."""
    kind, _, rest = tag.partition("_")
    if kind == "linux":
        return True
    if (libc.kind == "musl") is not (kind == "musllinux"):
        return False
    needed = _LEGACY_GLIBC.get(kind)
    if needed is None:
        major, minor = rest.split("_", 2)[:2]
        needed = int(major), int(minor)
    return needed <= libc.version


@lru_cache(maxsize=4096)
def _platform_marker(tag: str, libc: Libc | None) -> MarkerSet:
    if tag == "any":
        return MarkerSet.TRUE
    if tag in _WINDOWS_MACHINES:
        return _platform("win32", (_WINDOWS_MACHINES[tag],))
    kind, _, rest = tag.partition("_")
    if kind == "macosx":
        return _mac_marker(*rest.split("_", 2))
    if kind == "android":
        machine = _ANDROID_MACHINES.get(rest.partition("_")[2])
        return MarkerSet.FALSE if machine is None else _platform("android", (machine,))
    if kind == "linux" or kind.startswith("manylinux") or kind == "musllinux":
        if libc is not None and not _is_content_with(tag, libc):
            return MarkerSet.FALSE
        numbered = kind in ("manylinux", "musllinux")
        return _platform("linux", (rest.split("_", 2)[2] if numbered else rest,))
    return MarkerSet.FALSE


def _mac_marker(major: str, minor: str, binary_format: str) -> MarkerSet:
    """macOS of at least a version, told by its Darwin release; FALSE for a version that never existed."""
    darwin = _darwin_release(int(major), int(minor))
    if darwin is None:
        return MarkerSet.FALSE
    since = MarkerSet.compare("platform_release", ">=", str(darwin))
    return _platform("darwin", _MAC_MACHINES[binary_format]) & since


def _darwin_release(major: int, minor: int) -> int | None:
    """Darwin's major release of a macOS version, as far as uv 0.13.8 knows one (docs/uv-behaviour.md)."""
    if major == 10:
        return minor + 4
    if minor != 0:
        return None
    if 11 <= major <= 15:
        return major + 9
    return major - 1 if major >= 26 else None


def _platform(sys_platform: str, machines: Iterable[str]) -> MarkerSet:
    on_machines = _union(MarkerSet.compare("platform_machine", "==", machine) for machine in machines)
    return MarkerSet.compare("sys_platform", "==", sys_platform) & on_machines


@lru_cache(maxsize=1024)
def _python_marker(tag: str, stable_abi: bool) -> MarkerSet:
    parts = python_tag_parts(tag)
    if parts is None:
        return MarkerSet.TRUE
    kind, major, minor = parts
    release = f"{major}" if minor is None else f"{major}.{minor}"
    # "py310" is a lower bound, as "py3" is: it suits every later Python 3.
    following = f"{major + 1}" if minor is None or kind == "py" else f"{major}.{minor + 1}"
    versions = MarkerSet.python_range(Version(release), None if stable_abi else Version(following))
    if kind not in _IMPLEMENTATIONS:
        return versions
    return versions & MarkerSet.compare("platform_python_implementation", "==", _IMPLEMENTATIONS[kind])


def _union(markers: Iterable[MarkerSet]) -> MarkerSet:
    return reduce(or_, markers, MarkerSet.FALSE)
