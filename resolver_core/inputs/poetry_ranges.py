"""Poetry's version constraints as PEP 440 specifiers: caret, tilde, wildcard, bare versions and alternatives."""

from __future__ import annotations

import re

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from resolver_core.inputs.poetry_alternatives import united
from resolver_core.inputs.requirement import InvalidText, check_size, parse_version

_PART = re.compile(r"(\^|~=|~|===?|!=|<=|>=|<|>|=)?\s*((?:\d+!)?[^\s,<>=!~^|]+)")
_SEPARATOR = re.compile(r"\s*,\s*|\s+")
_ALTERNATIVE = re.compile(r"\s*\|\|?\s*")


def specifier_text(constraint: str, *, of_python: bool = False) -> str:
    """Version specifiers (PEP 440), in the order of the parts, that mean the same as a Poetry constraint.

    `of_python` says that it is about versions of Python. Raises `InvalidText`, also for alternatives (`||`) that no
    list of specifiers can express.
    """
    written = alternatives_of(constraint)
    if len(written) == 1:
        return written[0]
    try:
        text = united(map(SpecifierSet, written), of_python=of_python)
    except InvalidVersion as error:  # after `===`
        raise InvalidText(f"`{constraint}` is not a version constraint that Poetry knows.") from error
    if text is None:
        raise InvalidText(
            f"`{constraint}` joins alternatives with a gap between them that no list of version specifiers can "
            "express: choose one of them, or one range around them."
        )
    return text


def python_specifier_text(constraint: str) -> str:
    """`specifier_text` of a constraint on Python. Raises `InvalidText`."""
    return specifier_text(constraint, of_python=True)


def alternatives_of(constraint: str) -> list[str]:
    """The specifiers of each alternative (`||`, `|`), in order. Raises `InvalidText`."""
    check_size(constraint)
    return [_specifiers(part, constraint) for part in _ALTERNATIVE.split(constraint.strip())]


def _specifiers(part: str, constraint: str) -> str:
    """One alternative."""
    if not part and part != constraint.strip():
        raise InvalidText(f"`{constraint}` has an alternative without a version.")
    text = ",".join(filter(None, map(_translated, _parts(part))))
    try:
        SpecifierSet(text)
    except InvalidSpecifier as error:
        raise InvalidText(f"`{constraint}` is not a version constraint that Poetry knows.") from error
    return text


def _parts(constraint: str) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    position = 0
    text = constraint.strip()
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            raise InvalidText(f"`{constraint}` is not a version constraint that Poetry knows.")
        parts.append((match[1] or "", match[2]))
        separator = _SEPARATOR.match(text, match.end())
        position = match.end() if separator is None else separator.end()
    return parts


def _translated(part: tuple[str, str]) -> str:
    operator, version = part
    if version == "*":
        return ""
    if operator == "^":
        return _range(version, _caret_length(parse_version(version)))
    if operator == "~":
        return _range(version, min(2, len(parse_version(version).release)))
    if operator in ("", "=", "=="):
        return f"=={_wildcard(version)}"
    return f"{operator}{_wildcard(version)}"


def _wildcard(version: str) -> str:
    """`1.x` and `1.2.*` alike."""
    return re.sub(r"(?:\.[*xX])+$", ".*", version)


def _caret_length(version: Version) -> int:
    """How many release numbers a caret keeps: up to the first that is not zero."""
    for index, number in enumerate(version.release):
        if number:
            return index + 1
    return len(version.release)


def _range(text: str, kept: int) -> str:
    """From the version to the next one that differs within its first `kept` numbers."""
    version = parse_version(text)
    release = list(version.release[:kept])
    release[-1] += 1
    epoch = f"{version.epoch}!" if version.epoch else ""
    upper = ".".join(map(str, release))
    return f">={text.removeprefix('v')},<{epoch}{upper}"
