"""Sets of versions of one project, exact between the published ones, and the axis they lie on.

A set is a flat tuple of cuts `(lo, hi, lo, hi, ...)`, strictly increasing. A cut is a place *between*
versions, so that `>=1.5` and `<1.5` are disjoint even where no 1.5 exists: an empty intersection and a
range without versions are different conflicts, and uv counts conflicts (uv-resolution section 5.6).
The axis numbers its cuts with integers, which keeps set operations cheap
(docs/decisions/0004-exact-version-sets.md).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import inf

from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import InvalidVersion, Version

Cut = int | Fraction
VersionSet = tuple[Cut, ...]

LOWEST: Cut = 0
HIGHEST: Cut = 1 << 400
EMPTY: VersionSet = ()
FULL: VersionSet = (LOWEST, HIGHEST)

_SPACING = 1 << 64

SortKey = tuple[object, ...]
_AnyLocal = ((2, 0, ""),)  # above every local label
_PRE = {"a": 0, "b": 1, "rc": 2}


def intersection(a: VersionSet, b: VersionSet) -> VersionSet:
    """What lies in both sets."""
    if a == b or b == FULL:
        return a
    if a == FULL:
        return b
    result: list[Cut] = []
    i = j = 0
    while i < len(a) and j < len(b):
        low = a[i] if a[i] > b[j] else b[j]
        if a[i + 1] < b[j + 1]:
            high = a[i + 1]
            i += 2
        else:
            high = b[j + 1]
            j += 2
        if low < high:
            result += (low, high)
    return tuple(result)


def complement(a: VersionSet) -> VersionSet:
    """What does not lie in the set."""
    if not a:
        return FULL
    start = a[1:] if a[0] == LOWEST else (LOWEST, *a)
    return start[:-1] if start[-1] == HIGHEST else (*start, HIGHEST)


def union(a: VersionSet, b: VersionSet) -> VersionSet:
    """What lies in either set."""
    if not a or a == b:
        return b
    if not b:
        return a
    return complement(intersection(complement(a), complement(b)))


def difference(a: VersionSet, b: VersionSet) -> VersionSet:
    """What lies in the first set only."""
    return intersection(a, complement(b))


def is_subset(a: VersionSet, b: VersionSet) -> bool:
    """Whether everything in the first set lies in the second."""
    if a is b or not a:
        return True
    length = len(b)
    for number in range(0, len(a), 2):
        place = bisect_right(b, a[number])
        if not place & 1 or place == length or a[number + 1] > b[place]:
            return False
    return True


def are_disjoint(a: VersionSet, b: VersionSet) -> bool:
    """Whether no place lies in both sets."""
    if not a or not b or a[-1] <= b[0] or b[-1] <= a[0]:
        return True
    if len(a) > len(b):
        a, b = b, a
    length = len(b)
    for number in range(0, len(a), 2):
        place = bisect_right(b, a[number])
        if place & 1 or (place < length and b[place] < a[number + 1]):
            return False
    return True


def holds(versions: VersionSet, cut: Cut) -> bool:
    """Whether the place just above `cut` lies in the set."""
    return bisect_right(versions, cut) % 2 == 1


@lru_cache(maxsize=16_384)
def _key(version: Version) -> SortKey:
    """PEP 440's order as a tuple with room for sentinels between versions."""
    return (version.epoch, _stripped(version.release), _pre(version), _post(version), _dev(version), _local(version))


def _stripped(release: tuple[int, ...]) -> tuple[int, ...]:
    end = len(release)
    while end > 1 and release[end - 1] == 0:
        end -= 1
    return release[:end]


def _pre(version: Version) -> tuple[int, int]:
    if version.pre is not None:
        return (_PRE[version.pre[0]], version.pre[1])
    return (-1, 0) if version.dev is not None and version.post is None else (3, 0)


def _post(version: Version) -> float:
    return -1 if version.post is None else version.post


def _dev(version: Version) -> float:
    return inf if version.dev is None else version.dev


def _local(version: Version) -> tuple[tuple[int, int, str], ...]:
    if version.local is None:
        return ()
    parts = version.local.split(".")
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)


Place = tuple[SortKey, int]
"""A cut before (0) or after (1) a sort key."""


def _before(key: SortKey) -> Place:
    return (key, 0)


def _after(key: SortKey) -> Place:
    return (key, 1)


def places_of(versions: Iterable[Version]) -> list[Place]:
    """Before and after each version, in ascending order."""
    return [place for key in sorted({_key(version) for version in versions}) for place in (_before(key), _after(key))]


def _after_locals(key: SortKey) -> Place:
    return ((*key[:5], _AnyLocal), 1)


def _development_start(epoch: int, release: tuple[int, ...]) -> Place:
    return _before((epoch, _stripped(release), (-1, 0), -1, 0, ()))


def _next_release(release: tuple[int, ...]) -> tuple[int, ...]:
    return (*release[:-1], release[-1] + 1)


class VersionAxis:
    """The order of one project's versions and of every bound that a requirement has put between them."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._cuts: list[Cut] = []
        self._cut_of: dict[Place, Cut] = {}
        self._place_of: dict[Cut, Place] = {}
        self._sets: dict[str, VersionSet] = {}
        self._known_sets: dict[int, tuple[SpecifierSet, VersionSet]] = {}  # by identity: their texts take longer

    def add_versions(self, versions: Iterable[Version]) -> list[Cut]:
        """Make room for published versions, evenly spaced; see `add_places`."""
        return self.add_places(places_of(versions))

    def add_places(self, places: Sequence[Place]) -> list[Cut]:
        """Make room for places in ascending order, many at once; their cuts."""
        cuts: list[Cut] = []
        start = 0
        while start < len(places):
            at = bisect_left(self._places, places[start])
            if at == len(self._places):
                return cuts + self._insert(at, places[start:])
            if self._places[at] == places[start]:
                cuts.append(self._cuts[at])
                start += 1
                continue
            end = bisect_left(places, self._places[at], start + 1)
            cuts += self._insert(at, places[start:end])
            start = end
        return cuts

    def _insert(self, at: int, places: Sequence[Place]) -> list[Cut]:
        low = self._cuts[at - 1] if at else LOWEST
        high = self._cuts[at] if at < len(self._cuts) else low + _SPACING * (len(places) + 1)
        step = (high - low) // (len(places) + 1) if isinstance(high - low, int) else 0
        width: Cut = step or Fraction(high - low) / (len(places) + 1)
        cuts = [low + width * (number + 1) for number in range(len(places))]
        self._places[at:at] = places
        self._cuts[at:at] = cuts
        self._cut_of.update(zip(places, cuts, strict=True))
        self._place_of.update(zip(cuts, places, strict=True))
        return cuts

    def _cut(self, place: Place) -> Cut:
        found = self._cut_of.get(place)
        if found is None:
            self._insert(bisect_left(self._places, place), [place])
            found = self._cut_of[place]
        return found

    def position(self, version: Version) -> Cut:
        """The cut just before a version: `holds(set, position)` asks whether the set contains it."""
        return self._cut(_before(_key(version)))

    def exactly(self, version: Version) -> VersionSet:
        """The set of one version, local labels not included."""
        key = _key(version)
        return (self._cut(_before(key)), self._cut(_after(key)))

    def around(self, lower: Version | None, upper: Version | None) -> VersionSet:
        """The open gap between two neighbouring published versions (None: no neighbour)."""
        low = LOWEST if lower is None else self._cut(_after(_key(lower)))
        high = HIGHEST if upper is None else self._cut(_before(_key(upper)))
        return (low, high)

    def specifier_set(self, specifiers: SpecifierSet) -> VersionSet:
        """The versions that a specifier set admits (uv-resolution section 4.4)."""
        known = self._known_sets.get(id(specifiers))
        if known is None:
            known = self._known_sets[id(specifiers)] = specifiers, self._set_of(specifiers)
        return known[1]

    def _set_of(self, specifiers: SpecifierSet) -> VersionSet:
        text = str(specifiers)
        found = self._sets.get(text)
        if found is None:
            found = FULL
            for specifier in specifiers:
                found = intersection(found, self._specifier(specifier))
            self._sets[text] = found
        return found

    def _specifier(self, specifier: Specifier) -> VersionSet:
        operator, text = specifier.operator, specifier.version
        if text.endswith(".*"):
            within = self._prefix(Version(text[:-2]))
            return complement(within) if operator == "!=" else within
        try:
            version = Version(text)
        except InvalidVersion:  # only `===` accepts such text, and no published version equals it
            return EMPTY
        if operator == "===":
            return self.exactly(version)
        if operator == "==":
            return self._equal(version)
        if operator == "!=":
            return complement(self._equal(version))
        if operator == "~=":
            return self._compatible(version)
        return self._ordered(operator, version)

    def _equal(self, version: Version) -> VersionSet:
        key = _key(version)
        upper = _after(key) if version.local else _after_locals(key)
        return (self._cut(_before(key)), self._cut(upper))

    def _prefix(self, version: Version) -> VersionSet:
        low = _development_start(version.epoch, version.release)
        high = _development_start(version.epoch, _next_release(version.release))
        return (self._cut(low), self._cut(high))

    def _compatible(self, version: Version) -> VersionSet:
        high = _development_start(version.epoch, _next_release(version.release[:-1]))
        return (self._cut(_before(_key(version))), self._cut(high))

    def _ordered(self, operator: str, version: Version) -> VersionSet:
        if operator == ">=":
            return (self._cut(_before(_key(version))), HIGHEST)
        if operator == "<=":
            return (LOWEST, self._cut(_after_locals(_key(version))))
        if operator == ">":
            return (self._cut(_above(version)), HIGHEST)
        return (LOWEST, self._cut(_below(version)))

    def specifier_text(self, versions: VersionSet) -> str | None:
        """The text of a specifier set that admits exactly these versions, if one was asked for."""
        texts = [text for text, found in self._sets.items() if found == versions and text]
        return min(texts, key=len) if texts else None

    def is_singleton(self, versions: VersionSet) -> bool:
        """Whether the set is what one `==` (with or without local labels) admits (uv-resolution section 4.4)."""
        if len(versions) != 2 or versions[0] == LOWEST or versions[1] == HIGHEST:
            return False
        low, high = self._place_of[versions[0]], self._place_of[versions[1]]
        return low[1] == 0 and high in (_after(low[0]), _after_locals(low[0]))

    def has_upper_bound(self, versions: VersionSet) -> bool:
        """Whether the set ends below infinity; the empty set has no bound."""
        return bool(versions) and versions[-1] != HIGHEST


def _above(version: Version) -> Place:
    """Where `>V` begins: PEP 440 keeps post-releases and local labels of V out."""
    key = _key(version)
    if version.dev is not None:
        return _before((*key[:4], version.dev + 1, ()))
    if version.post is not None:
        return _after_locals(key)
    return _after((*key[:3], inf, inf, _AnyLocal))


def _below(version: Version) -> Place:
    """Where `<V` ends: PEP 440 keeps pre-releases of a final V out."""
    key = _key(version)
    if version.dev is not None:
        return _before(key)
    if version.post is not None:
        return _before((*key[:4], 0, ()))
    if version.pre is not None:
        return _before(key)
    return _before((*key[:2], (-1, 0), -1, -1, ()))
