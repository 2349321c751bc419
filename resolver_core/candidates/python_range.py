"""The Python target of a resolution: an interval of Python versions (uv-resolution 1.5 rows 3-6, 4.6, 6.3).

Only release parts count: `>=3.8.0rc1` is `>=3.8`. Holes between the two ends are forgotten, as in uv.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from resolver_core.index.kept.bounded import ByIdentity
from resolver_core.markers import MarkerSet

Cut = tuple[tuple[int, ...], int]
"""A place between versions: just below a release (0) or just above it (1). Cuts sort as the places do."""

Interval = tuple[Cut, Cut]

LOWEST: Cut = ((), 0)
HIGHEST: Cut = ((sys.maxsize,), 0)


@dataclass(frozen=True, slots=True)
class PythonRange:
    """All Pythons between two cuts. Equal ranges are equal values, however they were written."""

    low: Cut = LOWEST
    high: Cut = HIGHEST

    @classmethod
    def at_least(cls, version: Version) -> PythonRange:
        """`version` (its release) and everything above: the target of a single-platform solve."""
        return cls(_below(version.release))

    @classmethod
    def of(cls, specifiers: SpecifierSet) -> PythonRange:
        """The hull of a `requires-python`: from its lowest to its highest Python; everything if it is empty."""
        return cls(*_hull(specifiers))

    @classmethod
    def within(cls, marker: MarkerSet) -> PythonRange:
        """The hull of the Pythons that a marker allows (7.4); every Python where it does not ask."""
        bounds = marker.python_bounds()
        if bounds is None:
            return cls()
        low = LOWEST if bounds.lower is None else _cut(bounds.lower, above=not bounds.lower_inclusive)
        high = HIGHEST if bounds.upper is None else _cut(bounds.upper, above=bounds.upper_inclusive)
        return cls(low, high)

    @property
    def lower(self) -> Version | None:
        """The release at the lower end, None if there is no lower end."""
        return None if self.low == LOWEST else _version_at(self.low)

    @property
    def lower_inclusive(self) -> bool:
        """Whether `lower` itself is inside."""
        return self.low[1] == 0

    @property
    def upper(self) -> Version | None:
        """The release at the upper end, None if there is no upper end."""
        return None if self.high == HIGHEST else _version_at(self.high)

    @property
    def upper_inclusive(self) -> bool:
        """Whether `upper` itself is inside."""
        return self.high[1] == 1

    def contained_by(self, specifiers: SpecifierSet) -> bool:
        """Whether a file with this Requires-Python may be used: only lower ends are compared (4.6)."""
        return self.low >= _hull(specifiers)[0]

    def contains(self, version: Version) -> bool:
        """Whether the release of `version` is inside."""
        return self.low <= _below(version.release) and _above(version.release) <= self.high

    def split_at(self, cut: Cut) -> tuple[PythonRange, PythonRange] | None:
        """The parts below and from a cut, or None where the cut is not strictly inside (6.3)."""
        if not self.low < cut < self.high:
            return None
        return PythonRange(self.low, cut), PythonRange(cut, self.high)

    def narrow(self, other: PythonRange) -> PythonRange:
        """What is in both; it may be empty (`is_empty`)."""
        return PythonRange(max(self.low, other.low), min(self.high, other.high))

    @property
    def is_empty(self) -> bool:
        """Whether no Python is inside."""
        return self.low >= self.high

    def minor_at_or_above_low(self, major: int, minor: int) -> bool:
        """Whether X.Y is not below the lower end, patch parts ignored (3.3)."""
        return _below((major, minor)) >= _below(self.low[0][:2])

    def minor_at_or_below_high(self, major: int, minor: int) -> bool:
        """Whether X.Y is not above the upper end, patch parts ignored: `<3.12.1` still has 3.12 (3.3)."""
        release, side = self.high
        reaches_into_minor = side == 1 or len(release) > 2
        return _above((major, minor)) <= (release[:2], 1 if reaches_into_minor else 0)

    def marker(self) -> MarkerSet:
        """The environments whose Python is inside."""
        return MarkerSet.parse(self.marker_text())

    def marker_text(self) -> str:
        """The range as a marker on `python_full_version`; "" for every Python."""
        ends = []
        if self.low != LOWEST:
            ends.append(f"python_full_version {'>' if self.low[1] else '>='} '{_version_at(self.low)}'")
        if self.high != HIGHEST:
            ends.append(f"python_full_version {'<=' if self.high[1] else '<'} '{_version_at(self.high)}'")
        return " and ".join(ends)


def lower_cut(specifiers: SpecifierSet) -> Cut:
    """Where a Requires-Python begins: the cut at which uv splits a target (6.3); `LOWEST` if it has no lower end."""
    return _hull(specifiers)[0]


def _below(release: tuple[int, ...]) -> Cut:
    return _trimmed(release), 0


def _above(release: tuple[int, ...]) -> Cut:
    return _trimmed(release), 1


def _cut(version: Version, *, above: bool) -> Cut:
    return _above(version.release) if above else _below(version.release)


def _trimmed(release: tuple[int, ...]) -> tuple[int, ...]:
    end = len(release)
    while end > 1 and release[end - 1] == 0:
        end -= 1
    return release[:end]


def _version_at(cut: Cut) -> Version:
    return Version(".".join(map(str, cut[0])))


def _hull_of(specifiers: SpecifierSet) -> Interval:
    region: list[Interval] = [(LOWEST, HIGHEST)]
    for specifier in specifiers:
        region = _intersection(region, _intervals(specifier))
    return (region[0][0], region[-1][1]) if region else (LOWEST, HIGHEST)


_hull = ByIdentity(_hull_of, 1_024)


def _intersection(left: list[Interval], right: list[Interval]) -> list[Interval]:
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in left for b in right)
    return sorted(pair for pair in pairs if pair[0] < pair[1])


def _intervals(specifier: Specifier) -> list[Interval]:
    """The releases one clause allows."""
    operator, text = specifier.operator, specifier.version
    try:
        release = Version(text.removesuffix(".*")).release
    except InvalidVersion:  # `===anything`: no Python version is spelled like that
        return []
    below, above = _below(release), _above(release)
    if text.endswith(".*"):
        above = _below((*release[:-1], release[-1] + 1))
    match operator:
        case ">=":
            return [(below, HIGHEST)]
        case ">":
            return [(above, HIGHEST)]
        case "<=":
            return [(LOWEST, above)]
        case "<":
            return [(LOWEST, below)]
        case "~=":
            return [(below, _below((*release[:-2], release[-2] + 1)))]
        case "!=":
            return [interval for interval in ((LOWEST, below), (above, HIGHEST)) if interval[0] < interval[1]]
        case _:
            return [(below, above)]
