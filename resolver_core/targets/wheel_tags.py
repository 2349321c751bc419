"""Wheel compatibility tags: which ones a Python on a platform accepts, and how good each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache

from packaging.tags import Tag

_LINUX_MACHINES = "aarch64|armv5tel|armv6l|armv7l|armv8l|ppc64le|ppc64|ppc|i686|x86_64|s390x|loongarch64|riscv64"
_MAC_FORMATS = "arm64|fat|fat32|fat64|i386|intel|ppc|ppc64|universal|universal2|x86_64"
_PLATFORM = re.compile(
    rf"any|win32|win_amd64|win_arm64|win_ia64|(?:many|musl)linux_\d+_\d+_(?:{_LINUX_MACHINES})"
    rf"|(?:manylinux(?:1|2010|2014)|linux)_(?:{_LINUX_MACHINES})|macosx_\d+_\d+_(?:{_MAC_FORMATS})"
    r"|android_\d+_\w+|ios_\d+_\d+_\w+|py(?:odide|emscripten)_\d+_\d+_wasm32"
    r"|(?:freebsd|netbsd|openbsd|dragonfly|haiku|illumos|solaris)_\w+"
)
_PYTHON = re.compile(r"none|(?P<kind>py|cp|pp|graalpy|pyston)(?P<major>\d)(?P<minor>\d*)")
_ABI = re.compile(
    r"none|abi3t?|(?P<cp>cp)(?P<cp_major>\d)(?P<cp_minor>\d+)(?P<flags>[tdmu]*)"
    r"|pypy(?:(?P<pp_major>\d)(?P<pp_minor>\d+)_pp|_)\d+"
    r"|graalpy\d+_(?P<graal_major>\d)(?P<graal_minor>\d+)_native|pyston_\d+_x86_64_linux_gnu"
)


class TagMismatch(IntEnum):
    """Why no tag of a wheel fits, nearest miss last: a greater value is a wheel nearer to fitting."""

    INVALID = 1  #: no tag that uv can read
    PYTHON = 2  #: no Python tag fits
    ABI = 3  #: a Python tag fits, no ABI tag does
    FREETHREADED_ABI = 4  #: the wheel needs the global interpreter lock
    ABI_PYTHON_VERSION = 5  #: the tags are outside `requires-python` (universal solves only)
    PLATFORM = 6  #: Python and ABI fit, the platform does not


def cpython_tags(minor: int, platforms: Iterable[str], *, free_threaded: bool = False) -> Iterator[Tag]:
    """The tags CPython 3.`minor` accepts on `platforms` (best first), best first (uv-resolution 3.4)."""
    platforms, flag = tuple(platforms), "t" if free_threaded else ""
    python, stable = f"cp3{minor}", f"abi3{flag}"
    yield from (Tag(python, f"{python}{flag}", platform) for platform in platforms)
    yield from (Tag(python, stable, platform) for platform in platforms)
    yield from (Tag(python, "none", platform) for platform in platforms)
    for older in range(minor - 1, 1, -1):
        yield from (Tag(f"cp3{older}", stable, platform) for platform in platforms)
    yield from _pure_tags(minor, platforms)
    yield Tag(python, "none", "any")
    yield from _pure_tags(minor, ("any",))


def pypy_tags(minor: int, abi: str, platforms: Iterable[str]) -> Iterator[Tag]:
    """The tags PyPy 3.`minor` with this ABI tag accepts on `platforms`, best first."""
    platforms = tuple(platforms)
    yield from (Tag(f"pp3{minor}", abi, platform) for platform in platforms)
    yield from _pure_tags(minor, platforms)
    yield from _pure_tags(minor, ("any",))


def _pure_tags(minor: int, platforms: tuple[str, ...]) -> Iterator[Tag]:
    for python in (f"py3{minor}", "py3", *(f"py3{older}" for older in range(minor - 1, -1, -1))):
        yield from (Tag(python, "none", platform) for platform in platforms)


class TagRanks:
    """How good each tag is for one target. `judge` answers for a whole wheel and remembers its answers."""

    def __init__(self, tags: tuple[Tag, ...]) -> None:
        self.tags = tags
        self._rank = {tag: len(tags) - place for place, tag in enumerate(tags)}
        self._pythons = {tag.interpreter for tag in tags}
        self._abis = {(tag.interpreter, tag.abi) for tag in tags}
        self._free_threaded = bool(tags) and is_free_threaded(tags[0].abi)
        self._judged: dict[frozenset[Tag], int | TagMismatch] = {}

    def rank(self, tag: Tag) -> int | None:
        """The rank of one tag, greater is better, the worst is 1; None where the target cannot use it."""
        return self._rank.get(tag)

    def judge(self, tags: frozenset[Tag]) -> int | TagMismatch:
        """The best rank of any tag of a wheel, or what the nearest of them misses (uv-resolution 3.1, 3.2)."""
        answer = self._judged.get(tags)
        if answer is None:
            answer = self._judged[tags] = self._judge(tags)
        return answer

    def _judge(self, tags: frozenset[Tag]) -> int | TagMismatch:
        pythons, abis, platforms = components(tags)
        if self._free_threaded and not any(_fits_free_threaded(abi) for abi in abis):
            return TagMismatch.FREETHREADED_ABI
        ranks = [rank for tag in tags if (rank := self._rank.get(tag)) is not None]
        if ranks:
            return max(ranks)
        return max((self._miss(python, abis, platforms) for python in pythons), default=TagMismatch.INVALID)

    def _miss(self, python: str, abis: frozenset[str], platforms: frozenset[str]) -> TagMismatch:
        if python not in self._pythons:
            return TagMismatch.PYTHON
        if not any((python, abi) in self._abis for abi in abis):
            return TagMismatch.ABI if abis else TagMismatch.INVALID
        return TagMismatch.PLATFORM if platforms else TagMismatch.INVALID


@lru_cache(maxsize=64)
def rank_of(tags: tuple[Tag, ...]) -> TagRanks:
    """The `TagRanks` of a target's tags (best first), made once per tuple."""
    return TagRanks(tags)


@lru_cache(maxsize=4_096)
def components(tags: frozenset[Tag]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The Python, ABI and platform tags of a wheel, without those that uv cannot read and drops."""
    known = known_tags((tag.interpreter for tag in tags), (tag.abi for tag in tags), (tag.platform for tag in tags))
    return frozenset(known[0]), frozenset(known[1]), frozenset(known[2])


def known_tags(
    pythons: Iterable[str], abis: Iterable[str], platforms: Iterable[str]
) -> tuple[list[str], list[str], list[str]]:
    """The tags that uv can read, in the order given."""
    return (
        list(filter(_PYTHON.fullmatch, pythons)),
        list(filter(_ABI.fullmatch, abis)),
        list(filter(_PLATFORM.fullmatch, platforms)),
    )


@lru_cache(maxsize=1024)
def python_tag_parts(python: str) -> tuple[str, int, int | None] | None:
    """`("cp", 3, 11)` for "cp311", `("py", 3, None)` for "py3"; None for "none" and the unknown."""
    match = _PYTHON.fullmatch(python)
    if match is None or match["kind"] is None:
        return None
    return match["kind"], int(match["major"]), int(match["minor"]) if match["minor"] else None


@lru_cache(maxsize=1024)
def abi_python_version(abi: str) -> tuple[int, int] | None:
    """The Python version inside an ABI tag: (3, 11) for "cp311"; None where the tag names none."""
    match = _ABI.fullmatch(abi)
    if match is None:
        return None
    for kind in ("cp", "pp", "graal"):
        if match[f"{kind}_major"] is not None:
            return int(match[f"{kind}_major"]), int(match[f"{kind}_minor"])
    return None


def platform_family(platform: str) -> tuple[str, str]:
    """("manylinux", "x86_64") of manylinux_2_34_x86_64: what stays when a platform grows older."""
    kind = platform.partition("_")[0].rstrip("0123456789")
    machine = platform.removeprefix(platform.partition("_")[0]).lstrip("_0123456789") or platform
    return ("manylinux" if kind == "linux" else kind), machine


def is_stable_abi(abi: str) -> bool:
    """Whether this is the stable ABI, with or without the global interpreter lock."""
    return abi in ("abi3", "abi3t")


@lru_cache(maxsize=1024)
def is_free_threaded(abi: str) -> bool:
    """Whether this is the ABI of a free-threaded CPython ("cp313t")."""
    match = _ABI.fullmatch(abi)
    return match is not None and match["cp"] is not None and "t" in match["flags"]


def _fits_free_threaded(abi: str) -> bool:
    return abi in ("none", "abi3t") or is_free_threaded(abi)
