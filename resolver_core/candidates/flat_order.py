"""The order of files on a flat index: by structured file name (uv-resolution section 2.5)."""

from __future__ import annotations

import re
from functools import lru_cache

from packaging.utils import BuildTag

from resolver_core.index.records import Distribution
from resolver_core.wheel_tags import abi_python_version, is_free_threaded, python_tag_parts

Key = tuple[object, ...]

_MACHINES = (
    *("aarch64", "armv5tel", "armv6l", "armv7l", "ppc64le", "ppc64", "ppc"),
    *("i686", "x86_64", "s390x", "loongarch64", "riscv64"),
)
_PYTHON_KINDS = ("none", "py", "cp", "pp", "graalpy", "pyston")
_ABI_KINDS = ("none", "abi3", "abi3t", "cp", "pypy", "graalpy", "pyston")
_PLATFORM_KINDS = (
    *("any", "manylinux_", "manylinux1_", "manylinux2010_", "manylinux2014_", "linux_", "musllinux_", "macosx_"),
    *("win32", "win_amd64", "win_arm64", "win_ia64", "android_", "freebsd_", "netbsd_", "openbsd_", "dragonfly_"),
    *("haiku_", "illumos_", "solaris_", "pyodide_", "pyemscripten_", "ios_"),
)


def flat_key(distribution: Distribution) -> Key:
    """Sorts the files of one version: source distributions, then wheels with one tag, then all others."""
    if not distribution.is_wheel:
        return (0, distribution.filename)
    pythons, abis, platforms = distribution.filename.removesuffix(".whl").split("-")[-3:]
    return (1, *_tag_set_key(distribution.build_tag, pythons, abis, platforms))


@lru_cache(maxsize=65536)
def _tag_set_key(build_tag: BuildTag, pythons: str, abis: str, platforms: str) -> Key:
    single = not build_tag and not any("." in part for part in (pythons, abis, platforms))
    return (
        not single,
        build_tag,
        tuple(map(_python_key, pythons.split("."))),
        tuple(map(_abi_key, abis.split("."))),
        tuple(map(_platform_key, platforms.split("."))),
    )


def _python_key(tag: str) -> Key:
    parts = python_tag_parts(tag)
    if parts is None:
        return (0,)
    kind, major, minor = parts
    return _PYTHON_KINDS.index(kind), major, -1 if minor is None else minor


def _abi_key(tag: str) -> Key:
    kind = tag if tag in ("none", "abi3", "abi3t") else re.match("[a-z]*", tag)[0]  # type: ignore[index]
    place = _ABI_KINDS.index(kind) if kind in _ABI_KINDS else len(_ABI_KINDS)
    return place, abi_python_version(tag) or (), is_free_threaded(tag), tag


def _platform_key(tag: str) -> Key:
    kind = next((name for name in sorted(_PLATFORM_KINDS, key=len, reverse=True) if tag.startswith(name)), None)
    if kind is None:
        return (len(_PLATFORM_KINDS),)
    rest = tag.removeprefix(kind)
    numbers = re.match(r"(\d+_)*", rest)
    assert numbers is not None
    version = tuple(int(number) for number in numbers[0].split("_") if number)
    machine = rest[numbers.end() :]
    return _PLATFORM_KINDS.index(kind), version, _MACHINES.index(machine) if machine in _MACHINES else -1, machine
