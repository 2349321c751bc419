"""Version comparisons as borders on an axis of release tuples (uv-resolution section 7.2).

Only release segments count, and trailing zeros do not. A comparison is given as `Spans`: whether it
holds for the lowest versions, then the borders at which that changes.
"""

from __future__ import annotations

from typing import NamedTuple

from packaging.version import InvalidVersion, Version

from resolver_core.markers.diagram import Cut

Release = tuple[int, ...]


class Spans(NamedTuple):
    """Where a comparison holds: `first` up to the first of `cuts`, then alternating."""

    first: bool
    cuts: tuple[Cut, ...]

    @property
    def complement(self) -> Spans:
        """Where the comparison does not hold."""
        return Spans(not self.first, self.cuts)


NOWHERE = Spans(False, ())
EVERYWHERE = Spans(True, ())


def trim(release: Release) -> Release:
    """The release without trailing zeros: 3.8.0 and 3.8 are one point of the axis."""
    end = len(release)
    while end and release[end - 1] == 0:
        end -= 1
    return release[:end]


def between(lower: Release, upper: Release) -> Spans:
    """`lower <= v < upper`; nowhere if that is empty. Nothing lies below version 0."""
    low, high = trim(lower), trim(upper)
    if low >= high:
        return NOWHERE
    return Spans(False, ((low, 0), (high, 0))) if low else Spans(True, ((high, 0),))


def at_least(release: Release) -> Spans:
    """`v >= release`."""
    return Spans(False, ((trim(release), 0),)) if trim(release) else EVERYWHERE


def exactly(release: Release) -> Spans:
    """`v == release`."""
    value = trim(release)
    return Spans(False, ((value, 0), (value, 1))) if value else Spans(True, ((value, 1),))


def above(release: Release) -> Spans:
    """`v > release`."""
    return Spans(False, ((trim(release), 1),))


def _next(release: Release) -> Release:
    return (*release[:-1], release[-1] + 1)


def compare(operator: str, version: Version, starred: bool) -> Spans:
    """Where `v operator version` holds for a full version; `starred` is the `.*` of `==` and `!=`."""
    release = version.release
    if starred:
        inside = between(release, _next(release))
        return inside if operator == "==" else inside.complement
    match operator:
        case "==" | "===":
            return exactly(release)
        case "!=":
            return exactly(release).complement
        case ">=":
            return at_least(release)
        case "<":
            return at_least(release).complement
        case ">":
            return above(release)
        case "<=":
            return above(release).complement
        case "~=":
            return between(release, _next(release[:-1]))
    raise ValueError(operator)


def compare_minor(operator: str, version: Version, starred: bool) -> Spans:
    """Where `python_version operator version` holds, in full versions: a minor series is one value.

    3.8 is not at least 3.8.1, so `>= 3.8.1` begins at 3.9. Like uv, a starred or compatible comparison
    with more than two parts holds nowhere, whatever its sign (measured: `!= '3.9.1.*'` is false).
    """
    release = version.release
    longer = len(trim(release)) > 2
    if starred or operator == "~=":
        if len(trim(release[2:])) > 0:
            return NOWHERE
        if starred:
            return compare(operator, Version(".".join(map(str, release[:2]))), True)
        return compare("~=", version, False) if len(release) == 2 else between(release[:2], _next(release[:2]))
    minor = (*release, 0)[:2]
    match operator:
        case "==" | "!=":
            inside = NOWHERE if longer else between(minor, _next(minor))
            return inside if operator == "==" else inside.complement
        case ">" | "<=":
            later = at_least(_next(minor))
            return later if operator == ">" else later.complement
        case ">=" | "<":
            later = at_least(_next(minor) if longer else minor)
            return later if operator == ">=" else later.complement
    raise ValueError(operator)


def axis_point(text: str) -> tuple[Release, int] | None:
    """The place of an environment's version on the axis; None for a text that is no version.

    A pre-release lies just below its release, a post-release or local version just above.
    """
    try:
        version = Version(text.rstrip("+"))
    except InvalidVersion:
        return None
    side = -1 if version.is_prerelease else 1 if version.post is not None or version.local else 0
    return trim(version.release), side
