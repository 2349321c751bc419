"""Malformed specifiers and requirements, read the way uv reads them (uv-resolution sections 2.4 and 5).

A text that parses is taken as it stands. Otherwise eight repairs are tried in a fixed order; each works on
what the one before it left, and the first result that parses is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from resolver_core.errors import CoreError
from resolver_core.index import limits
from resolver_core.index.records import Repair
from resolver_core.inputs.limits import LARGEST_NUMBER, too_large_number
from resolver_core.inputs.written_requirement import WrittenRequirement

Parsed = TypeVar("Parsed")


class UnreadableText(CoreError, ValueError):
    """A specifier or requirement that stays invalid after every repair. `detail` says what the parser said."""

    def __init__(self, text: str, detail: str) -> None:
        super().__init__(text, detail)
        self.text = text
        self.detail = detail

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 200 else f"{self.text[:100]}…"
        return f"{shown!r}: {self.detail}"


def too_long(text: str, limit: int) -> UnreadableText:
    """The refusal of a text with more characters than any real one."""
    return UnreadableText(text, f"it has {len(text):,} characters, and at most {limit:,} are read")


def _outside_markers(text: str, pattern: str) -> str:
    """Remove what `pattern` matches, but only before the first semicolon."""
    head, separator, marker = text.partition(";")
    return re.sub(pattern, "", head) + separator + marker


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("missing comma", lambda text: re.sub(r"(?<=[0-9])(?=[<>=~^!])", ",", text)),
    ("tilde after !=", lambda text: re.sub(r"!=~([0-9](?:\.[0-9])*)", r"!=\1.*", text)),
    ("star after an ordered comparison", lambda text: re.sub(r"([<>]=?\s*[0-9]+(?:\.[0-9]+)*)\.\*", r"\1", text)),
    ("missing dot before the star", lambda text: re.sub(r"([0-9]\.[0-9])\*", r"\1.*", text)),
    ("trailing comma", lambda text: re.sub(r",\s*$", "", text)),
    ("greater than dev", lambda text: text.replace(">dev", ">0.0.0dev")),
    ("zero after a pre-release", lambda text: re.sub(r"([0-9](?:a|b|rc|post|dev)[0-9]+)\.0", r"\1", text)),
    ("stray quotes", lambda text: _outside_markers(text, "['\"]")),
)
_EMPTY_CLAUSE = re.compile(r",\s*(?:,|$)|^\s*,|\(\s*\)")


def _parse_leniently(
    text: str, parse: Callable[[str], Parsed], error: type[Exception]
) -> tuple[Parsed, tuple[Repair, ...]]:
    try:
        return parse(text), ()
    except error as first:
        current, names = text, list[str]()
        for name, repair in _REPAIRS:
            if (repaired := repair(current)) == current:
                continue
            current = repaired
            names.append(name)
            try:
                return parse(current), (Repair(text, current, ", ".join(names)),)
            except error:
                pass
        raise UnreadableText(text, str(first).splitlines()[0]) from first


def _specifiers(text: str) -> SpecifierSet:
    """packaging's reading, without what packaging lets pass and uv does not."""
    if _EMPTY_CLAUSE.search(text):
        raise InvalidSpecifier("empty clause")
    specifiers = SpecifierSet(text)
    _check_clauses(specifiers)
    return specifiers


def _requirement(text: str) -> Requirement:
    """packaging's reading, without what packaging lets pass and uv does not."""
    if "://" not in text and _EMPTY_CLAUSE.search(text.partition(";")[0]):
        raise InvalidRequirement("empty clause")
    if text.count("(") > limits.MARKER_DEPTH and _depth(text) > limits.MARKER_DEPTH:
        raise InvalidRequirement(f"more than {limits.MARKER_DEPTH} parentheses within each other")
    requirement = WrittenRequirement(text)
    try:
        _check_clauses(requirement.specifier)
    except InvalidSpecifier as error:
        raise InvalidRequirement(str(error)) from error
    return requirement


def is_version(text: str) -> bool:
    """Whether the text is a version (PEP 440)."""
    if too_large_number(text) is not None:
        return False
    try:
        Version(text)
    except ValueError:  # InvalidVersion, or a number of more digits than Python converts
        return False
    return True


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest


def _check_clauses(specifiers: SpecifierSet) -> None:
    """uv takes only versions after `===`, and no number that is larger than 64 bits."""
    if len(specifiers) > limits.CLAUSES:
        raise InvalidSpecifier(f"{len(specifiers):,} version specifiers, and at most {limits.CLAUSES:,} are read")
    for specifier in specifiers:
        if (number := too_large_number(specifier.version)) is not None:
            raise InvalidSpecifier(f"a number of {len(number):,} digits, and uv reads up to {LARGEST_NUMBER}")
        if specifier.operator == "===" and not is_version(specifier.version):
            raise InvalidSpecifier(f"no version: {specifier.version!r}")


def lenient_specifiers(text: str) -> tuple[SpecifierSet, tuple[Repair, ...]]:
    """The version specifiers of a text, and what had to be repaired. Raises `UnreadableText`."""
    if len(text) > limits.REQUIREMENT_CHARACTERS:
        raise too_long(text, limits.REQUIREMENT_CHARACTERS)
    return _kept_specifiers(text) if len(text) <= limits.KEPT_CHARACTERS else _read_specifiers(text)


def _read_specifiers(text: str) -> tuple[SpecifierSet, tuple[Repair, ...]]:
    return _parse_leniently(text.strip(), _specifiers, InvalidSpecifier)


_kept_specifiers = lru_cache(maxsize=4_096)(_read_specifiers)


def lenient_requirement(text: str) -> tuple[Requirement, tuple[Repair, ...]]:
    """The dependency specifier of a text, and what had to be repaired. Raises `UnreadableText`.

    The result is shared between callers: never change it.
    """
    if len(text) > limits.REQUIREMENT_CHARACTERS:
        raise too_long(text, limits.REQUIREMENT_CHARACTERS)
    return _kept_requirement(text) if len(text) <= limits.KEPT_CHARACTERS else _read_requirement(text)


def _read_requirement(text: str) -> tuple[Requirement, tuple[Repair, ...]]:
    return _parse_leniently(text.strip(), _requirement, InvalidRequirement)


_kept_requirement = lru_cache(maxsize=1_024)(_read_requirement)
