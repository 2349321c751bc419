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
from resolver_core.index import limits
from resolver_core.inputs.limits import LARGEST_NUMBER, too_large_number

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

_KEPT_TAGS = 64  # a larger set is made anew each time
_VALID_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_SEPARATORS = re.compile(r"[-_.]+")
_PYTHON_TAG = re.compile(r"(?:py|cp|pp|graalpy|pyston)\d")
_BUILD_TAG = re.compile(r"([0-9]+)(.*)", re.DOTALL)


class UnusableFilename(CoreError, ValueError):
    """The name is no wheel or sdist of the project. `foreign` is True where it is one of another project."""

    def __init__(self, reason: str, *, foreign: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.foreign = foreign

    def __str__(self) -> str:
        return self.reason


def stated_version(filename: str) -> Version | None:
    """The version in the name of a file that nobody can use, as far as it can be told."""
    parts = filename.removesuffix(".whl").split("-")
    try:
        return Version(
            parts[1] if filename.endswith(".whl") else parts[-1].removesuffix(".tar.gz").removesuffix(".zip")
        )
    except (IndexError, InvalidVersion):
        return None


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
    if len(parts) in (6, 7) and _PYTHON_TAG.match(parts[-4]) and parts[-1]:
        raise UnusableFilename(f"a wheel variant (its label is {parts[-1]!r})", foreign=normalized(parts[0]) != project)
    if len(parts) not in (5, 6):
        raise UnusableFilename("not the five or six parts of a wheel's name")
    if normalized(parts[0]) != project:
        raise UnusableFilename(f"a wheel of {parts[0]!r}", foreign=True)
    return ParsedFilename(
        version=_parsed_version(parts[1]),
        is_wheel=True,
        build_tag=_build_tag(parts[2]) if len(parts) == 6 else (),
        tags=_expand_tags(*parts[-3:]),
    )


def _parse_sdist(stem: str, project: NormalizedName) -> ParsedFilename:
    dash = stem.find("-")
    while dash >= 0:
        if normalized(stem[:dash]) == project:
            return ParsedFilename(version=_parsed_version(stem[dash + 1 :]), is_wheel=False)
        dash = stem.find("-", dash + 1)
    raise UnusableFilename("an sdist of another project", foreign=True)


@lru_cache(maxsize=4_096)
def normalized(name: str) -> str | None:
    """The normalised project name (PEP 503), or None where it is no valid name."""
    return _SEPARATORS.sub("-", name).lower() if _VALID_NAME.fullmatch(name) else None


@lru_cache(maxsize=16_384)
def _parsed_version(text: str) -> Version:
    if (number := too_large_number(text)) is not None:
        reason = f"a number of {len(number):,} digits in its version, and uv reads up to {LARGEST_NUMBER}"
        raise UnusableFilename(reason)
    try:
        return Version(text)
    except ValueError as error:  # InvalidVersion, or a number of more digits than Python converts
        raise UnusableFilename(f"invalid version {text!r}") from error


@lru_cache(maxsize=1_024)
def _build_tag(text: str) -> BuildTag:
    match = _BUILD_TAG.fullmatch(text)
    if match is None or too_large_number(match[1]) is not None:
        raise UnusableFilename(f"invalid build tag {text!r}")
    return int(match[1]), match[2]


def _expand_tags(pythons: str, abis: str, platforms: str) -> frozenset[Tag]:
    count = (pythons.count(".") + 1) * (abis.count(".") + 1) * (platforms.count(".") + 1)
    if count > limits.WHEEL_TAGS:
        raise UnusableFilename(f"it has {count:,} tags, and at most {limits.WHEEL_TAGS:,} are read")
    if count > _KEPT_TAGS:
        return _product(pythons, abis, platforms)
    return _kept_product(pythons, abis, platforms)


def _product(*texts: str) -> frozenset[Tag]:
    return frozenset(
        Tag(*triple) for triple in product(*([part for part in text.split(".") if part] for text in texts))
    )


_kept_product = lru_cache(maxsize=4_096)(_product)
