"""Named targets: a Python version and one of uv's platform names as an `Environment`.

The values are those of `uv pip compile --python-version P --python-platform T` (uv-resolution section 10),
so "3.11" means 3.11.0 and `platform_release` and `platform_version` are empty. A platform may have the version of its
macOS or of its C library behind an "@" ("macos@14.2"), as uv has it of `MACOSX_DEPLOYMENT_TARGET` or of an interpreter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from packaging.tags import Tag

from resolver_core.errors import InvalidTarget
from resolver_core.targets.environment import Environment
from resolver_core.targets.system_version import LEGACY_MANYLINUX, System, SystemVersion, parse_system_version
from resolver_core.targets.wheel_tags import TagRanks, cpython_tags, pypy_tags, rank_of

__all__ = [
    "ALIASES",
    "PLATFORMS",
    "PYTHONS",
    "TagRanks",
    "rank_of",
    "split_platform",
    "target",
    "uv_platform",
    "with_system_version",
]

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
_LEGACY_NAMES = {minor: name for name, minor in LEGACY_MANYLINUX.items()}
_MAC_FORMATS = ("x86_64", "intel", "fat64", "fat32", "universal2", "universal")
_MACOS = SystemVersion(System.MACOS, 13, 0)
_MUSL = SystemVersion(System.MUSL, 1, 2)


@dataclass(frozen=True, slots=True)
class _Platform:
    os_name: str
    sys_platform: str
    platform_system: str
    platform_machine: str
    tags: tuple[str, ...]  #: platform tags, best first
    platform_release: str = ""
    platform_version: str = ""
    system: SystemVersion | None = None
    is_system_named: bool = False  #: by the platform's name, so that no other can be stated


def target(python: str, platform: str) -> Environment:
    """The environment of a Python ("3.12", "3.12.4", "3.13t", "pypy3.10") on a platform that uv names.

    An alias keeps its name in `Environment.platform`. Behind an "@" may stand the version of macOS, glibc or musl
    ("macos@14.2", "linux@2.34"). `best_effort` are targets that uv takes from an interpreter only: free-threaded and
    PyPy ones, and those with a C library that no platform of uv's names. Raises `InvalidTarget` for anything else.
    """
    return _target(python.strip(), platform.strip())


def split_platform(text: str) -> tuple[str, str]:
    """A platform, and the version behind its "@"; "" for none."""
    name, _, version = text.partition("@")
    return name.strip(), version.strip()


def with_system_version(environment: Environment, number: str) -> Environment:
    """The same target with another version of its system ("14.2"). Raises `InvalidTarget` where it has none."""
    name = environment.platform
    if _PLATFORMS[ALIASES.get(name, name)].is_system_named:
        name = _UNNAMED[environment.markers["platform_machine"]]
    return target(environment.python, f"{name}@{number}")


def uv_platform(environment: Environment) -> str | None:
    """The name that `--python-platform` takes for a target; None where uv would have to run on such a machine.

    The version of a macOS is not part of it: uv takes that from `MACOSX_DEPLOYMENT_TARGET`.
    """
    system = environment.system
    if system is None or not environment.is_system_stated or system.system is System.MACOS:
        return environment.platform
    return _name_of(system, environment.markers["platform_machine"])


def _name_of(system: SystemVersion, machine: str) -> str | None:
    """uv's name of a machine with exactly this system."""
    all_named = _PLATFORMS.items()
    return next((name for name, one in all_named if (one.system, one.platform_machine) == (system, machine)), None)


@lru_cache(maxsize=128)
def _target(python: str, platform: str) -> Environment:
    match = _PYTHON.fullmatch(python)
    if match is None or not _is_known(match):
        raise InvalidTarget("Python version", python, PYTHONS)
    name, number = split_platform(platform)
    usual = _PLATFORMS.get(ALIASES.get(name, name))
    if usual is None:
        raise InvalidTarget("platform", name, PLATFORMS)
    machine = _aged(usual, name, number) if "@" in platform else usual
    return Environment(
        python=python,
        platform=name,
        markers=_python_markers(match) | _platform_markers(machine),
        tags=_tags(int(match["minor"] or 0), bool(match["pypy"]), bool(match["free_threaded"]), machine.tags),
        best_effort=bool(match["pypy"] or match["free_threaded"]) or _is_unnamed(machine),
        system=machine.system,
        is_system_stated=machine.system != usual.system,
    )


def _aged(usual: _Platform, name: str, number: str) -> _Platform:
    """The platform with a stated version of its system."""
    if usual.system is None or usual.is_system_named:
        raise InvalidTarget(f"version: {name} takes none", number)
    system = usual.system.system
    version = parse_system_version(system, number)
    if version is None:
        raise InvalidTarget(f"version of {system}", number, _SAMPLES[system])
    if version == usual.system:
        return usual
    make = {System.MACOS: _macos, System.GLIBC: _manylinux, System.MUSL: _musllinux}[system]
    return make(usual.platform_machine, version)


def _is_unnamed(machine: _Platform) -> bool:
    """Whether uv has no name for a machine with such a C library, so that nothing could be asked of it."""
    version = machine.system
    if version is None or version.system is System.MACOS:
        return False
    return _name_of(version, machine.platform_machine) is None


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


def _linux(machine: str, tags: Iterable[str], version: SystemVersion) -> _Platform:
    return _Platform("posix", "linux", "Linux", machine, (*tags, f"linux_{machine}"), system=version)


def _glibc(minor: int) -> SystemVersion:
    return SystemVersion(System.GLIBC, 2, minor)


def _manylinux(machine: str, version: SystemVersion) -> _Platform:
    tags: list[str] = []
    for minor in range(version.minor, _OLDEST_MANYLINUX[machine] - 1, -1):
        tags.append(f"manylinux_2_{minor}_{machine}")
        if minor in _LEGACY_NAMES:
            tags.append(f"{_LEGACY_NAMES[minor]}_{machine}")
    return _linux(machine, tags, version)


def _named_manylinux(machine: str, minor: int) -> _Platform:
    return replace(_manylinux(machine, _glibc(minor)), is_system_named=True)


def _musllinux(machine: str, version: SystemVersion) -> _Platform:
    return _linux(machine, (f"musllinux_1_{minor}_{machine}" for minor in range(version.minor, -1, -1)), version)


def _macos(machine: str, version: SystemVersion) -> _Platform:
    """Of macOS since 11 only the major version counts; before it, arm64 has every universal2 wheel (measured)."""
    is_arm = machine == "arm64"
    formats = ("arm64", "universal2") if is_arm else _MAC_FORMATS
    old_formats = ("universal2",) if is_arm else _MAC_FORMATS
    newest_old = 16 if is_arm or version.major > 10 else version.minor
    tags = [f"macosx_{major}_0_{name}" for major in range(version.major, 10, -1) for name in formats]
    tags += [f"macosx_10_{minor}_{name}" for minor in range(newest_old, 3, -1) for name in old_formats]
    return _Platform("posix", "darwin", "Darwin", machine, tuple(tags), system=version)


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
    "x86_64-unknown-linux-gnu": _manylinux("x86_64", _glibc(28)),
    "aarch64-apple-darwin": _macos("arm64", _MACOS),
    "x86_64-apple-darwin": _macos("x86_64", _MACOS),
    "aarch64-unknown-linux-gnu": _manylinux("aarch64", _glibc(28)),
    "aarch64-unknown-linux-musl": _musllinux("aarch64", _MUSL),
    "x86_64-unknown-linux-musl": _musllinux("x86_64", _MUSL),
    "riscv64-unknown-linux": _manylinux("riscv64", _glibc(39)),
    **{
        f"{machine}-{name}": _named_manylinux(machine, minor)
        for machine in ("x86_64", "aarch64")
        for name, minor in (
            ("manylinux2014", 17),
            *((f"manylinux_2_{minor}", minor) for minor in (17, 28, *range(31, 41))),
        )
    },
    "s390x-unknown-linux-gnu": _manylinux("s390x", _glibc(28)),
    "powerpc64le-unknown-linux-gnu": _manylinux("ppc64le", _glibc(28)),
    "loongarch64-unknown-linux-gnu": _manylinux("loongarch64", _glibc(36)),
    **{
        f"{machine}-{name}": _named_manylinux(machine, minor)
        for machine in ("s390x", "ppc64le")
        for name, minor in (
            ("manylinux2014", 17),
            *((f"manylinux_2_{minor}", minor) for minor in (17, 28, *range(31, 41))),
        )
    },
    **{f"loongarch64-manylinux_2_{minor}": _named_manylinux("loongarch64", minor) for minor in range(36, 41)},
    "aarch64-linux-android": _android("aarch64", "arm64_v8a"),
    "x86_64-linux-android": _android("x86_64", "x86_64"),
    "wasm32-pyodide2024": _pyodide(2024, "3.1.58"),
    "wasm32-pyodide2025": _pyodide(2025, "4.0.9"),
    "arm64-apple-ios": _ios("arm64", "iphoneos"),
    "arm64-apple-ios-simulator": _ios("arm64", "iphonesimulator"),
    "x86_64-apple-ios-simulator": _ios("x86_64", "iphonesimulator"),
}

_UNNAMED = {
    machine.platform_machine: name
    for name, machine in _PLATFORMS.items()
    if machine.system is not None and machine.system.system is System.GLIBC and not machine.is_system_named
}
"""Of each machine with a glibc: the platform whose name does not say which."""

_SAMPLES = {
    System.MACOS: ("10.15", "13.0", "14.2", "…"),
    System.GLIBC: ("2.17", "2.28", "2.40", "…"),
    System.MUSL: ("1.1", "1.2", "…"),
}

PLATFORMS = ("windows", "linux", "macos", *_PLATFORMS)
"""Every platform name uv 0.13.8 accepts in `--python-platform`, those that its help hides included; aliases first."""
