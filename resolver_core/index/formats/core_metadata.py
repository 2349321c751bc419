"""METADATA and PKG-INFO as values: only the header block, only what a resolution reads. No I/O."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import TypeVar

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import InvalidName, NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core import stopping
from resolver_core.errors import CoreError
from resolver_core.index import limits
from resolver_core.index.formats.lenient import UnreadableText, is_version, lenient_requirement, lenient_specifiers
from resolver_core.index.records import CoreMetadata, Repair

__all__ = ["Headers", "InvalidMetadata", "lenient_requirement", "lenient_specifiers", "parse_core_metadata"]

Parsed = TypeVar("Parsed")

_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")  # a line of blanks is a folded line, not the end


class InvalidMetadata(CoreError, ValueError):
    """Core metadata that uv cannot read either; the version is then unavailable (uv-resolution section 2.7)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class Headers:
    """The header block of a metadata file: RFC 822 style fields, in order, with folded lines joined."""

    def __init__(self, data: bytes) -> None:
        block = _BLANK_LINE.split(data.lstrip(b"\r\n"), maxsplit=1)[0]
        if len(block) > limits.HEADER_BYTES:
            raise InvalidMetadata(f"a header of {len(block):,} bytes, and at most {limits.HEADER_BYTES:,} are read")
        self.text = block.decode("utf-8", errors="replace").replace("\r\n", "\n")
        self._fields = [(key.lower(), value) for key, value in _fields(self.text)]

    def first(self, name: str) -> str | None:
        """The first value of a field, or None."""
        return next(iter(self.all(name)), None)

    def count(self, name: str) -> int:
        """How often a field is there."""
        wanted = name.lower()
        return sum(key == wanted for key, _ in self._fields)

    def all(self, name: str) -> list[str]:
        """Every value of a field, in the order of the file."""
        wanted = name.lower()
        return [_decoded(value) for key, value in self._fields if key == wanted]


def _fields(block: str) -> Iterator[tuple[str, str]]:
    for line in re.sub(r"\n[ \t]+", " ", block).split("\n"):
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip(), value.strip()


def _decoded(value: str) -> str:
    """RFC 2047 words decoded, as uv's mail parser does."""
    if "=?" not in value or len(value) > limits.DECODED_CHARACTERS:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def parse_core_metadata(data: bytes) -> CoreMetadata:
    """The core metadata in the bytes of a METADATA or PKG-INFO file.

    Specifiers are repaired as uv repairs them, and every repair is recorded. An extra with an invalid name is
    left out. Raises `InvalidMetadata` (no or bad Name or Version, a requirement beyond repair).
    """
    headers = Headers(data)
    _refuse_many(headers)
    try:
        requirements = [_requirement(text) for text in headers.all("Requires-Dist")]
        python_text = headers.first("Requires-Python")
        python = None if python_text is None else lenient_specifiers(python_text)
    except UnreadableText as error:
        raise InvalidMetadata(str(error)) from error
    return _metadata(headers, requirements, python)


def readable_core_metadata(data: bytes) -> CoreMetadata:
    """The same without the fields that are beyond repair: what a file would say if they were not there.

    uv never reads a file so; it is the counterfactual of an explanation. Raises `InvalidMetadata` (Name, Version).
    """
    headers = Headers(data)
    _refuse_many(headers)
    requirements = _readable(_requirement, headers.all("Requires-Dist"))
    pythons = _readable(lenient_specifiers, headers.all("Requires-Python")[:1])
    return _metadata(headers, requirements, next(iter(pythons), None))


def _refuse_many(headers: Headers) -> None:
    for name, limit in (("Requires-Dist", limits.REQUIREMENTS), ("Provides-Extra", limits.EXTRAS)):
        if (count := headers.count(name)) > limit:
            raise InvalidMetadata(f"{count:,} {name} fields, and at most {limit:,} are read")


def _requirement(text: str) -> tuple[Requirement, tuple[Repair, ...]]:
    stopping.check()
    try:
        return lenient_requirement(text)
    except RecursionError:
        raise UnreadableText(text, "parentheses too deep within each other") from None


def _readable(read: Callable[[str], Parsed], texts: Iterable[str]) -> list[Parsed]:
    found = []
    for text in texts:
        with suppress(UnreadableText):
            found.append(read(text))
    return found


def _metadata(
    headers: Headers,
    requirements: list[tuple[Requirement, tuple[Repair, ...]]],
    python: tuple[SpecifierSet, tuple[Repair, ...]] | None,
) -> CoreMetadata:
    repairs: list[Repair] = []
    for _, made in requirements:
        repairs.extend(made)
    if python is not None:
        repairs.extend(python[1])
    return CoreMetadata(
        name=_name(headers),
        version=_stated_version(headers),
        requires_dist=tuple(requirement for requirement, _ in requirements),
        requires_python=None if python is None else python[0],
        provides_extra=tuple(_extras(headers)),
        repairs=tuple(repairs),
        text=headers.text,
    )


def _name(headers: Headers) -> NormalizedName:
    text = headers.first("Name")
    if text is None:
        raise InvalidMetadata("no Name field")
    try:
        return canonicalize_name(text, validate=True)
    except InvalidName as error:
        raise InvalidMetadata(f"invalid Name: {text[:200]!r}") from error


def _stated_version(headers: Headers) -> Version:
    text = headers.first("Version")
    if text is None:
        raise InvalidMetadata("no Version field")
    if not is_version(text):
        raise InvalidMetadata(f"invalid Version: {text[:200]!r}")
    return Version(text)


def _extras(headers: Headers) -> Iterator[NormalizedName]:
    for text in headers.all("Provides-Extra"):
        try:
            yield canonicalize_name(text, validate=True)
        except InvalidName:
            continue
