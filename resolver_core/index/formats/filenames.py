"""File names of an index as values: which project and version, which tags, or why nobody can use the file.

The rules are uv's (uv-resolution section 2.4), laxer than packaging's: unknown tags are kept, and the version of
an sdist begins at the first dash after which the name before it is the project's. No I/O.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from packaging.tags import Tag
from packaging.utils import BuildTag, NormalizedName
from packaging.version import InvalidVersion, Version

from resolver_core.errors import CoreError

SDIST_EXTENSIONS = (
    ".tar.gz",
    ".zip",
    ".tar.bz2",
    ".tar.lzma",
    ".tar.lz",
    ".tar.xz",
    ".tar.zst",
    ".tar",
    ".tbz",
    ".tgz",
    ".tlz",
    ".txz",
)
"""What uv takes for an sdist. Only the first two satisfy PEP 625; the others can never be chosen."""

_MAX_TAGS = 20_000  # of one wheel: a compressed tag set is a product and must not explode
_VALID_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_SEPARATORS = re.compile(r"[-_.]+")
_BUILD_TAG = re.compile(r"([0-9]+)(.*)", re.DOTALL)


class UnusableFilename(CoreError, ValueError):
    """The name is no wheel or sdist of the project. `foreign` is True where it is one of another project."""

    def __init__(self, reason: str, *, foreign: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.foreign = foreign

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class ParsedFilename:
    """What a file name says. `is_wheel` False means an sdist, which has no tags."""

    version: Version
    is_wheel: bool
    build_tag: BuildTag = ()
    tags: frozenset[Tag] = frozenset()


def parse_filename(filename: str, project: NormalizedName) -> ParsedFilename:
    """Read the name of a wheel or sdist of `project`. Raises `UnusableFilename`."""
    if filename.endswith(".whl"):
        return _parse_wheel(filename, project)
    for extension in SDIST_EXTENSIONS:
        if filename.endswith(extension):
            return _parse_sdist(filename.removesuffix(extension), project)
    raise UnusableFilename("neither a wheel nor an sdist")


def parse_listed_filename(filename: str, project: NormalizedName) -> ParsedFilename:
    """Read a name that the page of `project` lists. Raises `UnusableFilename`.

    uv takes a wheel of another project that stands there for one of this project's; it notices when it wants the
    metadata, and then gives up (measured with uv 0.13.8).
    """
    try:
        return parse_filename(filename, project)
    except UnusableFilename as error:
        own = normalized(filename.partition("-")[0])
        if not error.foreign or own is None or not filename.endswith(".whl"):
            raise
        return parse_filename(filename, NormalizedName(own))


def _parse_wheel(filename: str, project: NormalizedName) -> ParsedFilename:
    parts = filename.removesuffix(".whl").split("-")
    if len(parts) not in (5, 6):
        raise UnusableFilename("not the five or six parts of a wheel's name")
    if normalized(parts[0]) != project:
        raise UnusableFilename(f"a wheel of {parts[0]!r}", foreign=True)
    return ParsedFilename(
        version=_version(parts[1]),
        is_wheel=True,
        build_tag=_build_tag(parts[2]) if len(parts) == 6 else (),
        tags=_expand_tags(*parts[-3:]),
    )


def _parse_sdist(stem: str, project: NormalizedName) -> ParsedFilename:
    dash = stem.find("-")
    while dash >= 0:
        if normalized(stem[:dash]) == project:
            return ParsedFilename(version=_version(stem[dash + 1 :]), is_wheel=False)
        dash = stem.find("-", dash + 1)
    raise UnusableFilename("an sdist of another project", foreign=True)


@lru_cache(maxsize=4_096)
def normalized(name: str) -> str | None:
    """The normalised project name (PEP 503), or None where it is no valid name."""
    return _SEPARATORS.sub("-", name).lower() if _VALID_NAME.fullmatch(name) else None


@lru_cache(maxsize=16_384)
def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion as error:
        raise UnusableFilename(f"invalid version {text!r}") from error


@lru_cache(maxsize=1_024)
def _build_tag(text: str) -> BuildTag:
    match = _BUILD_TAG.fullmatch(text)
    if match is None:
        raise UnusableFilename(f"invalid build tag {text!r}")
    return int(match[1]), match[2]


@lru_cache(maxsize=4_096)
def _expand_tags(pythons: str, abis: str, platforms: str) -> frozenset[Tag]:
    sets = [[part for part in text.split(".") if part] for text in (pythons, abis, platforms)]
    if len(sets[0]) * len(sets[1]) * len(sets[2]) > _MAX_TAGS:
        raise UnusableFilename("too many tags")
    return frozenset(Tag(*triple) for triple in product(*sets))
