"""From a marker's text to its diagram (uv-resolution section 7.2).

The only module that reads packaging's private marker tree. What uv cannot make sense of it *drops*, with a
warning: the comparison vanishes from its `and` or `or`, and a marker of nothing else is true (measured).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from packaging.markers import InvalidMarker, Marker
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import stopping
from resolver_core.errors import CoreError
from resolver_core.markers import versions
from resolver_core.markers.algebra import conjunction, disjunction
from resolver_core.markers.diagram import FALSE, TRUE, Cut, Node, alternating, boolean
from resolver_core.markers.facts import equals
from resolver_core.markers.variables import (
    MEMBER_NAMES,
    ORDERED_NAMES,
    PYTHON,
    STRING_NAMES,
    Kind,
    extra_variable,
    member_variable,
    string_variable,
    substring_variable,
    version_variable,
)

PLATFORM_SYSTEM_AS_SYS_PLATFORM: Final = {
    "Windows": "win32",
    "Darwin": "darwin",
    "Linux": "linux",
    "AIX": "aix",
    "Emscripten": "emscripten",
    "Android": "android",
}
"""Values of `platform_system` that uv rewrites into values of `sys_platform`."""

NODE_LIMIT: Final = 5_000
"""How large the diagram of one marker may grow. uv has no such limit; no published marker comes near it."""

_TOO_COMPLEX: Final = "the marker asks too many different things"
_REVERSED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_EXTRA_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class MarkerWarning:
    """A comparison that uv drops: its text as written, and why."""

    comparison: str
    reason: str


class DroppedComparison(CoreError, ValueError):
    """A comparison that makes no sense to uv, which ignores it with a warning. The message is the reason."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A marker's diagram, with a warning for every comparison that was dropped from it."""

    node: Node
    warnings: tuple[MarkerWarning, ...] = ()


@lru_cache(maxsize=2_048)
def normalise_text(text: str) -> Normalised:
    """The diagram of a marker's text. Raises `packaging.markers.InvalidMarker` for bad syntax."""
    try:
        return normalise(Marker(text))
    except RecursionError:
        raise InvalidMarker(_TOO_COMPLEX) from None


def normalise(marker: Marker) -> Normalised:
    """The diagram of a parsed marker. Raises InvalidMarker for `===`, which packaging reads and uv does not."""
    warnings: list[MarkerWarning] = []
    node = _read_or(marker._markers, warnings)
    return Normalised(TRUE if node is None else node, tuple(warnings))


def _read_or(items: list[Any], warnings: list[MarkerWarning]) -> Node | None:
    """A flat list of packaging's tree: items joined by "and" and "or", where "and" binds closer."""
    result: Node | None = None
    group: Node | None = None
    for item in items:
        if item == "or":
            result, group = _join(disjunction, result, group), None
        elif item != "and":
            group = _join(conjunction, group, _read_item(item, warnings))
    return _join(disjunction, result, group)


def _join(operation: Any, left: Node | None, right: Node | None) -> Node | None:
    if left is None or right is None:
        return right if left is None else left
    stopping.check()
    joined: Node = operation(left, right)
    if sum(1 for _ in islice(joined.descendants(), NODE_LIMIT + 1)) > NODE_LIMIT:
        raise InvalidMarker(_TOO_COMPLEX)
    return joined


def _read_item(item: Any, warnings: list[MarkerWarning]) -> Node | None:
    if isinstance(item, list):
        return _read_or(item, warnings)
    left, operator, right = item
    try:
        return _read_comparison(left, operator.value, right)
    except DroppedComparison as dropped:
        text = " ".join(part.serialize() for part in item)
        warnings.append(MarkerWarning(text, str(dropped)))
        return None


def _read_comparison(left: Any, operator: str, right: Any) -> Node:
    left_named, right_named = (type(side).__name__ == "Variable" for side in (left, right))
    if operator == "===":
        raise InvalidMarker("uv knows no === in markers")
    if left_named == right_named:
        raise DroppedComparison("a comparison needs one variable and one text")
    if left_named:
        return compare(left.value, operator, right.value)
    return compare(right.value, operator, left.value, text_first=True)


def compare(name: str, operator: str, text: str, text_first: bool = False) -> Node:
    """The diagram of one comparison; `text_first` for `'3.8' <= python_version`.

    Raises `DroppedComparison` where uv would ignore the comparison with a warning.
    """
    if name in MEMBER_NAMES:
        return _compare_member(name, operator, text, text_first)
    if operator in ("in", "not in"):
        return _compare_membership(name, operator == "in", text, text_first)
    operator = _REVERSED.get(operator, operator) if text_first else operator
    if name == "extra":
        return _compare_extra(operator, text)
    if name in STRING_NAMES:
        return _compare_string(name, operator, text)
    return _compare_version(name, operator, text, allow_star=not text_first)


def _compare_member(name: str, operator: str, text: str, text_first: bool) -> Node:
    if operator not in ("in", "not in") or not text_first:
        raise InvalidMarker(f"{name} can only stand to the right of 'in'")
    return boolean(member_variable(name, canonicalize_name(text)), operator == "in")


def _compare_membership(name: str, positive: bool, text: str, text_first: bool) -> Node:
    if name == "extra":
        raise DroppedComparison("an extra can only be compared with == and !=")
    if name in STRING_NAMES:
        return boolean(substring_variable(Kind.CONTAINS if text_first else Kind.IN, name, text), positive)
    if text_first:
        raise DroppedComparison("a version has no parts to search")
    return _compare_version_list(name, positive, text)


def _compare_version_list(name: str, positive: bool, text: str) -> Node:
    """`python_version in '3.8 3.9'`: the versions listed, not a search for text."""
    listed = [_version(part) for part in text.split()]
    minor = name == "python_version"
    read = versions.compare_minor if minor else versions.compare
    spans = [read("==", version, False) for version in listed]
    if versions.NOWHERE in spans:  # like uv, also for `not in`: '3.9.1' is no value of python_version
        return FALSE
    variable = PYTHON if minor else version_variable(name)
    node = FALSE
    for span in spans:
        node = disjunction(node, alternating(variable, *span))
    return node if positive else node.negation


def _compare_extra(operator: str, text: str) -> Node:
    if operator not in ("==", "!="):
        raise DroppedComparison("an extra can only be compared with == and !=")
    name = canonicalize_name(text)
    return boolean(extra_variable(name), operator == "==") if _EXTRA_NAME.fullmatch(name) else FALSE


def _compare_string(name: str, operator: str, text: str) -> Node:
    if operator == "~=":
        raise DroppedComparison("a text cannot be compared with ~=")
    if name == "platform_release":
        return _compare_platform_release(operator, text)
    if name == "platform_system" and text in PLATFORM_SYSTEM_AS_SYS_PLATFORM and operator in ("==", "!=", "<=", ">="):
        name, text = "sys_platform", PLATFORM_SYSTEM_AS_SYS_PLATFORM[text]
    return alternating(string_variable(name), *_string_spans(name, operator, text))


def _string_spans(name: str, operator: str, text: str) -> tuple[bool, tuple[Cut, ...]]:
    before, after = (text, 0), (text, 1)
    if operator == "!=":
        return True, (before, after)
    if name in ORDERED_NAMES and operator in ("<", "<=", ">", ">="):
        return operator in ("<", "<="), (before if operator in ("<", ">=") else after,)
    return False, () if operator in ("<", ">") else (before, after)


def _compare_platform_release(operator: str, text: str) -> Node:
    """On darwin a version, elsewhere a text that compares lexicographically (measured on uv 0.13.8)."""
    as_text = alternating(string_variable("platform_release"), *_string_spans("platform_release", operator, text))
    try:
        as_version = _compare_version("platform_release", operator, text, allow_star=True)
    except DroppedComparison:
        return as_text
    darwin = equals("sys_platform", "darwin")
    return disjunction(conjunction(darwin, as_version), conjunction(darwin.negation, as_text))


def _compare_version(name: str, operator: str, text: str, allow_star: bool) -> Node:
    starred = text.strip().endswith(".*")
    if starred and not (allow_star and operator in ("==", "!=")):
        raise DroppedComparison("only `name == 'X.*'` and `name != 'X.*'` take a star")
    version = _version(text.strip()[:-2] if starred else text)
    if operator == "~=" and len(version.release) < 2:
        raise DroppedComparison("~= needs at least two parts")
    if version.local and operator not in ("==", "!="):
        raise DroppedComparison("a local version has no order here")
    if name == "python_version":
        return alternating(PYTHON, *versions.compare_minor(operator, version, starred))
    return alternating(version_variable(name), *versions.compare(operator, version, starred))


def _version(text: str) -> Version:
    try:
        return Version(text)
    except ValueError:  # InvalidVersion, or a number of more digits than Python converts
        raise DroppedComparison(f"{text!r} is not a version") from None
