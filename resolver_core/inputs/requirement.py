"""One requirement, marker, specifier or name, read as strictly as uv reads what users write.

Messages are complete sentences that a user can act on. The grammar is that of the dependency specifiers
standard (PEP 508) and of version specifiers (PEP 440); packaging parses it, and the checks here add
what uv refuses beyond that.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import InvalidName, NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

from resolver_core.inputs import limits
from resolver_core.inputs.written_requirement import WrittenRequirement
from resolver_core.markers import MarkerSet

_OPERATOR = re.compile(r"~=|===?|!=|<=?|>=?")
_ENDLESS_NUMBER = re.compile(rf"\d{{{limits.DIGITS + 1},}}")
_JOIN = re.compile(r"\b(?:and|or)\b")
_GLUED_SEMICOLON = re.compile(r"(@\s*[^\s;]*://[^\s;]*);(?=\s)")
"""uv ends a URL at a `;` that white space follows (measured); the standard wants white space before it, too."""
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SINGLE_EQUALS = re.compile(r"^\s*[\w.-]+\s*(?:\[[^\]]*\]\s*)?=(?!=)")
_NO_OPERATOR = re.compile(r"\s*([\w.-]+)\s+v?(\d[\w.+!-]*)\s*")
_RELEASE_ONLY_OPERATOR = re.compile(r"(<=|>=|<|>|~=)\s*([^\s,;*<>=~]+)\.\*")


class InvalidText(ValueError):
    """A piece of text that cannot be read; `str()` says what is wrong and what would be right."""


def parse_requirement(text: str) -> Requirement:
    """Read a requirement such as `name[extra]>=1.0 ; marker`.

    Raises `InvalidText` for everything uv refuses in a user's own list.
    """
    if not text.strip():
        raise InvalidText("The requirement is empty: remove it, or name a project.")
    check_size(text)
    text = _GLUED_SEMICOLON.sub(r"\1 ;", text, count=1)
    try:
        requirement = WrittenRequirement(text.strip())
    except (InvalidRequirement, RecursionError) as error:
        raise InvalidText(_requirement_fault(text, str(error))) from error
    _check_counts(requirement, text)
    _check_url(requirement, text)
    _check_arbitrary_equality(requirement.specifier, text)
    if requirement.marker is not None:
        written = str(requirement.marker) if requirement.url is not None else text.partition(";")[2]
        check_marker_size(written)
        _check_marker_text(written)
        _check_marker_work(requirement.marker)
    return requirement


def parse_marker(text: str) -> str:
    """Check an environment marker and return it stripped. Raises `InvalidText`."""
    check_size(text)
    check_marker_size(text)
    try:
        Marker(text)
        MarkerSet.parse(text)
    except (InvalidMarker, RecursionError) as error:
        raise InvalidText(f"`{text}` is not a valid environment marker: {_first_line(str(error))}.") from error
    _check_marker_text(text)
    return text.strip()


def parse_requires_python(text: str) -> SpecifierSet:
    """Read `requires-python`. Raises `InvalidText`; a bare version gets a proposal."""
    check_size(text)
    try:
        specifiers = SpecifierSet(text)
    except InvalidSpecifier as error:
        raise InvalidText(_specifier_fault(text)) from error
    _check_specifiers(specifiers, text)
    return specifiers


def parse_version(text: str) -> Version:
    """Read a version (PEP 440). Raises `InvalidText`."""
    check_size(text)
    _check_number(text)
    try:
        return Version(text)
    except InvalidVersion as error:
        raise InvalidText(f"`{text}` is not a valid version (PEP 440).") from error


def parse_name(text: str) -> NormalizedName:
    """Read the name of a project, extra or group and normalise it (PEP 503, PEP 685). Raises `InvalidText`."""
    check_size(text)
    try:
        return canonicalize_name(text, validate=True)
    except InvalidName as error:
        raise InvalidText(
            f"`{text}` is not a valid name: use letters, digits, `-`, `_` and `.`, with a letter or digit at both ends."
        ) from error


def parse_url(text: str) -> str:
    """Check that a text is an absolute URL and return it. Raises `InvalidText`."""
    if len(text) > limits.CHARACTERS:
        raise InvalidText(_too_long(text))
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise InvalidText(f"`{text}` is not a valid URL: {error}.") from error
    if not parts.scheme or not (parts.netloc or parts.scheme == "file"):
        raise InvalidText(f"`{text}` is not an absolute URL: it needs a scheme such as `https://`.")
    return text


def check_size(text: str) -> None:
    """Refuse what no real requirement comes near, so that reading one is always quick. Raises `InvalidText`."""
    if len(text) > limits.CHARACTERS:
        raise InvalidText(_too_long(text))
    if (number := _ENDLESS_NUMBER.search(text)) is not None:
        message = limits.too_many(f"A number in `{text[:40]}…`", len(number[0]), "digits", limits.DIGITS)
        raise InvalidText(message)


def check_marker_size(text: str) -> None:
    """Refuse a marker that no real one comes near. Raises `InvalidText`."""
    terms = len(_JOIN.findall(text)) + 1
    if terms > limits.MARKER_TERMS:
        holder = f"The marker `{text.strip()[:40]}…`"
        raise InvalidText(limits.too_many(holder, terms, "comparisons", limits.MARKER_TERMS))
    if (depth := _depth(text)) > limits.MARKER_DEPTH:
        holder = f"The marker `{text.strip()[:40]}…`"
        raise InvalidText(limits.too_many(holder, depth, "parentheses within each other", limits.MARKER_DEPTH))


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest


def _too_long(text: str) -> str:
    return limits.too_many(f"`{text[:40]}…`", len(text), "characters", limits.CHARACTERS)


def _check_counts(requirement: Requirement, text: str) -> None:
    if len(requirement.extras) > limits.EXTRAS_PER_REQUIREMENT:
        holder = f"The requirement `{text[:40]}…`"
        raise InvalidText(limits.too_many(holder, len(requirement.extras), "extras", limits.EXTRAS_PER_REQUIREMENT))
    _check_specifiers(requirement.specifier, text)


def _check_specifiers(specifiers: SpecifierSet, text: str) -> None:
    if len(specifiers) > limits.CLAUSES:
        raise InvalidText(limits.too_many(f"`{text[:40]}…`", len(specifiers), "version specifiers", limits.CLAUSES))
    for specifier in specifiers:
        _check_number(specifier.version)


def _check_number(version: str) -> None:
    if (number := limits.too_large_number(version)) is not None:
        shown = number if len(number) <= 40 else f"{number[:40]}…"
        raise InvalidText(
            f"The version `{version[:40]}` has a number of {len(number):,} digits, {shown}: "
            f"uv reads numbers up to {limits.LARGEST_NUMBER}."
        )


def _check_url(requirement: Requirement, text: str) -> None:
    if requirement.url is None:
        return
    if ";" in requirement.url:
        raise InvalidText(f"In `{text}`, put a space before the `;`, so that it does not belong to the URL.")
    system = requirement.url.partition("+")[0]
    if system in ("hg", "bzr", "svn"):
        raise InvalidText(f"In `{text}`, `{system}+` is no source that uv reads: of version control it knows git only.")
    parse_url(requirement.url.removeprefix("git+"))


def _check_arbitrary_equality(specifier: SpecifierSet, text: str) -> None:
    for part in specifier:
        if part.operator == "===":
            try:
                Version(part.version)
            except InvalidVersion as error:
                raise InvalidText(
                    f"In `{text}`, `{part.version}` after `===` is not a valid version (PEP 440)."
                ) from error


def _check_marker_work(marker: Marker) -> None:
    try:
        MarkerSet.of(marker)
    except (InvalidMarker, RecursionError) as error:
        raise InvalidText(f"`{marker}` cannot be used as a marker: {_first_line(str(error))}.") from error


def _check_marker_text(text: str) -> None:
    if "===" in _QUOTED.sub("", text):
        raise InvalidText(f"The marker `{text.strip()}` uses `===`, which uv does not accept: write `==`.")


def _requirement_fault(text: str, detail: str) -> str:
    """Why a requirement is invalid: the usual slips first, else the parser's own words."""
    lead = f"`{text}` is not a valid requirement"
    if _SINGLE_EQUALS.match(text):
        return f"{lead}: `=` is no operator; write `==`."
    if (bare := _NO_OPERATOR.fullmatch(text)) is not None:
        return f"{lead}: an operator is missing; write `{bare[1]}=={bare[2]}`."
    if " #" in text or text.lstrip().startswith("#"):
        return f"{lead}: a comment cannot stand inside the string."
    if (wildcard := _RELEASE_ONLY_OPERATOR.search(text)) is not None:
        operator, release = wildcard.groups()
        return f"{lead}: `.*` goes with `==` and `!=` only; write `{operator}{release}`."
    if text.lstrip().startswith((".", "/", "-", "~")):
        return f"{lead}: it must begin with the name of a project."
    return f"{lead}: {_first_line(detail)}."


def _specifier_fault(text: str) -> str:
    lead = f"`{text}` is not a valid `requires-python`"
    try:
        version = Version(text)
    except InvalidVersion:
        pass
    else:
        return f"{lead}: an operator is missing; write `>={version}` or `=={version}.*`."
    if (wildcard := _RELEASE_ONLY_OPERATOR.search(text)) is not None:
        operator, release = wildcard.groups()
        return f"{lead}: `.*` goes with `==` and `!=` only; write `{operator}{release}`."
    if text.lstrip().startswith("^"):
        return f"{lead}: `^` is Poetry's; write a range such as `>=3.10,<4`."
    if _OPERATOR.search(text) and "," not in text and len(text.split()) > 1:
        return f"{lead}: separate its parts by commas."
    return f"{lead}: give version specifiers such as `>=3.10,<4`."


def _first_line(detail: str) -> str:
    return detail.strip().split("\n", 1)[0].rstrip(".").strip()
