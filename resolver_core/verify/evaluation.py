"""Markers and Python bounds at one environment, by packaging alone."""

from __future__ import annotations

import re
from collections.abc import Collection

from packaging.markers import Marker, UndefinedComparison
from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import Version

from resolver_core.targets.environment import Environment

_EXTRA = re.compile(r"""extra\s*(?P<operator>==|!=)\s*(?P<quote>['"])(?P<name>[^'"]*)(?P=quote)""")
_INNERMOST = re.compile(r"\([^()]*\)")
_ALWAYS, _NEVER = "os_name != ''", "os_name == ''"  # every environment has a name for its system


def holds(marker: Marker | None, environment: Environment, extra: str = "") -> bool:
    """Whether a requirement's marker holds with one extra on ("": none)."""
    if marker is None:
        return True
    try:
        return marker.evaluate({**environment.markers, "extra": extra})
    except UndefinedComparison:  # an operator that has no meaning for this variable: uv takes it for false
        return False


def text_holds(text: str, environment: Environment, active: Collection[str]) -> bool:
    """Whether a marker of an answer ("" is everywhere) holds with several of the lock's extras on."""

    def decided(match: re.Match[str]) -> str:
        return _ALWAYS if (match["name"] in active) == (match["operator"] == "==") else _NEVER

    return not text or holds(Marker(_EXTRA.sub(decided, text)), environment)


def extras_rested_on(marker: Marker | None) -> set[str]:
    """The extras without which a marker can never hold: those in its outermost conjunction."""
    text = "" if marker is None else str(marker)
    while " or " in text and _INNERMOST.search(text):
        text = _INNERMOST.sub("", text)
    if " or " in text:
        return set()
    return {match["name"] for match in _EXTRA.finditer(text) if match["operator"] == "=="}


def lower_bounds_admit(specifiers: SpecifierSet | None, python: Version) -> bool:
    """Whether a Python lies above every lower bound; upper bounds and exclusions do not count (section 4.6)."""
    return all(_lower_bound(specifier).contains(python, prereleases=True) for specifier in specifiers or ())


def _lower_bound(specifier: Specifier) -> SpecifierSet:
    if specifier.operator in (">=", ">"):
        return SpecifierSet(str(specifier))
    if specifier.operator in ("==", "~="):
        return SpecifierSet(f">={specifier.version.removesuffix('.*')}")
    return SpecifierSet()
