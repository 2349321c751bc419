"""Named targets: a Python version and one of uv's platform names as an `Environment`.

The values are those of `uv pip compile --python-version P --python-platform T` (uv-resolution section 10),
so "3.11" means 3.11.0 and `platform_release` and `platform_version` are empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from packaging.tags import Tag

from resolver_core.errors import InvalidTarget
from resolver_core.targets.environment import Environment
from resolver_core.targets.wheel_tags import TagRanks, cpython_tags, pypy_tags, rank_of

__all__ = ["ALIASES", "PLATFORMS", "PYTHONS", "TagRanks", "rank_of", "target"]

PYTHONS = (
    *(f"3.{minor}" for minor in range(8, 16)),
    *(f"3.{minor}t" for minor in range(13, 16)),
    *(f"pypy3.{minor}" for minor in range(8, 12)),
)
"""The Pythons to choose from; patch versions ("3.12.4"), pre-releases ("3.14rc1") and other minors are taken, too."""

_OLDEST_MINOR = 6
"""uv knows no Python before 3.6; a bare "3" is 3.0 to it all the same (measured)."""

ALIASES = {
    "linux": "x86_64-unknown-linux-gnu",
    "macos": "aarch64-apple-darwin",
    "windows": "x86_64-pc-windows-msvc",
}
"""uv's short platform names."""

_PYTHON = re.compile(
    r"(?P<pypy>pypy)?(?P<version>(?P<release>3(?:\.(?P<minor>\d{1,3})(?:\.\d{1,6})?)?)(?:(?:a|b|rc)\d{1,6})?)(?P<free_threaded>t)?"
)
_PYPY_ABI = "pp73"
_PYPY_VERSION = "7.3.0"
_OLDEST_MANYLINUX = {"x86_64": 5, "aarch64": 17, "riscv64": 31, "s390x": 17, "ppc64le": 17, "loongarch64": 36}
_LEGACY_MANYLINUX = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
_MAC_FORMATS = ("x86_64", "intel", "fat64", "fat32", "universal2", "universal")
_NEWEST_MACOS = 13


@dataclass(frozen=True, slots=True)
class _Platform:
    os_name: str
    sys_platform: str
    platform_system: str
    platform_machine: str
    tags: tuple[str, ...]  #: platform tags, best first
    platform_release: str = ""
    platform_version: str = ""


def target(python: str, platform: str) -> Environment:
    """The environment of a Python ("3.12", "3.12.4", "3.13t", "pypy3.10") on a platform that uv names.

    An alias keeps its name in `Environment.platform`. Free-threaded and PyPy targets, which uv takes from an
    interpreter only, are `best_effort`. Raises `InvalidTarget` for anything uv does not accept.
    """
    return _target(python.strip(), platform.strip())


@lru_cache(maxsize=128)
def _target(python: str, platform: str) -> Environment:
    match = _PYTHON.fullmatch(python)
    if match is None or not _is_known(match):
        raise InvalidTarget("Python version", python, PYTHONS)
    machine = _PLATFORMS.get(ALIASES.get(platform, platform))
    if machine is None:
        raise InvalidTarget("platform", platform, PLATFORMS)
    return Environment(
        python=python,
        platform=platform,
        markers=_python_markers(match) | _platform_markers(machine),
        tags=_tags(int(match["minor"] or 0), bool(match["pypy"]), bool(match["free_threaded"]), machine.tags),
        best_effort=bool(match["pypy"] or match["free_threaded"]),
    )


def _is_known(match: re.Match[str]) -> bool:
    """Whether uv takes the version; free-threaded and PyPy ones are ours to list."""
    if match["pypy"] or match["free_threaded"]:
        return f"{match['pypy'] or ''}3.{match['minor']}{match['free_threaded'] or ''}" in PYTHONS
    return match["minor"] is None or int(match["minor"]) >= _OLDEST_MINOR


def _python_markers(match: re.Match[str]) -> dict[str, str]:
    """Only the release counts as a marker's Python version: 3.12rc1 is 3.12.0 (measured)."""
    version, minor, pypy = match["version"], int(match["minor"] or 0), bool(match["pypy"])
    release = match["release"]
    return {
        "implementation_name": "pypy" if pypy else "cpython",
        "implementation_version": _PYPY_VERSION if pypy else version,
        "platform_python_implementation": "PyPy" if pypy else "CPython",
        "python_full_version": release + ".0" * (2 - release.count(".")),
        "python_version": f"3.{minor}",
    }


def _platform_markers(machine: _Platform) -> dict[str, str]:
    return {
        "os_name": machine.os_name,
        "platform_machine": machine.platform_machine,
        "platform_release": machine.platform_release,
        "platform_system": machine.platform_system,
        "platform_version": machine.platform_version,
        "sys_platform": machine.sys_platform,
    }


@lru_cache(maxsize=128)
def _tags(minor: int, pypy: bool, free_threaded: bool, platforms: tuple[str, ...]) -> tuple[Tag, ...]:
    if pypy:
        return tuple(pypy_tags(minor, f"pypy3{minor}_{_PYPY_ABI}", platforms))
    return tuple(cpython_tags(minor, platforms, free_threaded=free_threaded))


def _linux(machine: str, tags: tuple[str, ...]) -> _Platform:
    return _Platform("posix", "linux", "Linux", machine, (*tags, f"linux_{machine}"))


def _manylinux(machine: str, newest: int) -> _Platform:
    tags: list[str] = []
    for minor in range(newest, _OLDEST_MANYLINUX[machine] - 1, -1):
        tags.append(f"manylinux_2_{minor}_{machine}")
        if minor in _LEGACY_MANYLINUX:
            tags.append(f"{_LEGACY_MANYLINUX[minor]}_{machine}")
    return _linux(machine, tuple(tags))


def _musllinux(machine: str) -> _Platform:
    return _linux(machine, tuple(f"musllinux_1_{minor}_{machine}" for minor in (2, 1, 0)))


def _macos(machine: str) -> _Platform:
    formats = ("arm64", "universal2") if machine == "arm64" else _MAC_FORMATS
    old_formats = ("universal2",) if machine == "arm64" else _MAC_FORMATS
    tags = [f"macosx_{major}_0_{name}" for major in range(_NEWEST_MACOS, 10, -1) for name in formats]
    tags += [f"macosx_10_{minor}_{name}" for minor in range(16, 3, -1) for name in old_formats]
    return _Platform("posix", "darwin", "Darwin", machine, tuple(tags))


def _windows(machine: str, tag: str) -> _Platform:
    return _Platform("nt", "win32", "Windows", machine, (tag,))


def _android(machine: str, abi: str) -> _Platform:
    tags = tuple(f"android_{level}_{abi}" for level in range(24, 15, -1))
    return _Platform("posix", "android", "Android", machine, tags)


def _ios(machine: str, device: str) -> _Platform:
    tags = ("ios_13_0", *(f"ios_12_{minor}" for minor in range(9, -1, -1)))
    return _Platform("posix", "ios", "iOS", machine, tuple(f"{tag}_{machine}_{device}" for tag in tags))


def _pyodide(year: int, emscripten: str) -> _Platform:
    tags = tuple(f"{name}_{year}_0_wasm32" for name in ("pyemscripten", "pyodide"))
    return _Platform("posix", "emscripten", "Emscripten", "wasm32", tags, emscripten, "#1")


_PLATFORMS = {
    "x86_64-pc-windows-msvc": _windows("AMD64", "win_amd64"),
    "aarch64-pc-windows-msvc": _windows("ARM64", "win_arm64"),
    "i686-pc-windows-msvc": _windows("x86", "win32"),
    "x86_64-unknown-linux-gnu": _manylinux("x86_64", 28),
    "aarch64-apple-darwin": _macos("arm64"),
    "x86_64-apple-darwin": _macos("x86_64"),
    "aarch64-unknown-linux-gnu": _manylinux("aarch64", 28),
    "aarch64-unknown-linux-musl": _musllinux("aarch64"),
    "x86_64-unknown-linux-musl": _musllinux("x86_64"),
    "riscv64-unknown-linux": _manylinux("riscv64", 39),
    **{
        f"{machine}-{name}": _manylinux(machine, minor)
        for machine in ("x86_64", "aarch64")
        for name, minor in (
            ("manylinux2014", 17),
            *((f"manylinux_2_{minor}", minor) for minor in (17, 28, *range(31, 41))),
        )
    },
    "s390x-unknown-linux-gnu": _manylinux("s390x", 28),
    "powerpc64le-unknown-linux-gnu": _manylinux("ppc64le", 28),
    "loongarch64-unknown-linux-gnu": _manylinux("loongarch64", 36),
    **{
        f"{machine}-{name}": _manylinux(machine, minor)
        for machine in ("s390x", "ppc64le")
        for name, minor in (
            ("manylinux2014", 17),
            *((f"manylinux_2_{minor}", minor) for minor in (17, 28, *range(31, 41))),
        )
    },
    **{f"loongarch64-manylinux_2_{minor}": _manylinux("loongarch64", minor) for minor in range(36, 41)},
    "aarch64-linux-android": _android("aarch64", "arm64_v8a"),
    "x86_64-linux-android": _android("x86_64", "x86_64"),
    "wasm32-pyodide2024": _pyodide(2024, "3.1.58"),
    "wasm32-pyodide2025": _pyodide(2025, "4.0.9"),
    "arm64-apple-ios": _ios("arm64", "iphoneos"),
    "arm64-apple-ios-simulator": _ios("arm64", "iphonesimulator"),
    "x86_64-apple-ios-simulator": _ios("x86_64", "iphonesimulator"),
}

PLATFORMS = ("windows", "linux", "macos", *_PLATFORMS)
"""Every platform name uv 0.13.8 accepts in `--python-platform`, those that its help hides included; aliases first."""
