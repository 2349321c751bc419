"""The order of files on a flat index: by structured file name (uv-resolution section 2.5)."""

from __future__ import annotations

import re
from functools import lru_cache

from packaging.utils import BuildTag

from resolver_core.index.records import Distribution
from resolver_core.targets.wheel_tags import abi_python_version, known_tags, python_tag_parts

Key = tuple[object, ...]

_MACHINES = (
    *("armeabi_v7a", "arm64_v8a", "x86"),
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
    """Sorts the files of one version: source distributions, then wheels with one known tag, then all others.

    Equal keys (`1.0` and `1.0.0` of the same kind) keep the order of the page.
    """
    if not distribution.is_wheel:
        return (0, distribution.filename.endswith(".zip"))
    pythons, abis, platforms = distribution.filename.removesuffix(".whl").split("-")[-3:]
    return (1, *_tag_set_key(distribution.build_tag, pythons, abis, platforms))


@lru_cache(maxsize=4_096)
def _tag_set_key(build_tag: BuildTag, pythons: str, abis: str, platforms: str) -> Key:
    known = known_tags(pythons.split("."), abis.split("."), platforms.split("."))
    is_single = not build_tag and all(len(tags) == 1 for tags in known)
    text = "" if is_single else f"{pythons}-{abis}-{platforms}"
    python_keys, abi_keys, platform_keys = (
        map(_python_key, known[0]),
        map(_abi_key, known[1]),
        map(_platform_key, known[2]),
    )
    return not is_single, build_tag, tuple(python_keys), tuple(abi_keys), tuple(platform_keys), text


def _python_key(tag: str) -> Key:
    parts = python_tag_parts(tag)
    if parts is None:
        return (0,)
    kind, major, minor = parts
    if kind == "cp" and minor is None:  # "cp3" comes last (measured)
        return len(_PYTHON_KINDS), major
    return _PYTHON_KINDS.index(kind), major, -1 if minor is None else minor


def _abi_key(tag: str) -> Key:
    kind = tag if tag in ("none", "abi3", "abi3t") else tag.rstrip("tdmu").split("_")[0].rstrip("0123456789")
    return _ABI_KINDS.index(kind), abi_python_version(tag) or (), _abi_flags(tag), tag


def _abi_flags(tag: str) -> int:
    """The flags of a CPython ABI as a number; plain "cp311" comes first."""
    flags = tag.lstrip("cp0123456789") if tag.startswith("cp") else ""
    return sum(1 << "tudm".index(flag) for flag in flags)


def _platform_key(tag: str) -> Key:
    kind = next(name for name in _PLATFORM_KINDS if tag.startswith(name))
    rest = tag.removeprefix(kind)
    numbers = re.match(r"(\d+_)*", rest)
    assert numbers is not None
    version = tuple(int(number) for number in numbers[0].split("_") if number)
    machine = rest[numbers.end() :]
    return _PLATFORM_KINDS.index(kind), version, _MACHINES.index(machine) if machine in _MACHINES else -1, machine
