"""The alternatives of a Poetry constraint (`^1.0 || ^3.0`) as one list of specifiers.

A list of specifiers is a conjunction, so a union is one range with what lies between the alternatives cut out of it:
`>=1.0,!=2.*,<4`. That is exact for final and post releases, and refused where only endlessly many specifiers would
say it. Of the pre-releases of an inner end (here `3.0a1`) the list admits more than Poetry does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import Version

from resolver_core.inputs import limits

Cut = tuple[Version, int]
"""A place between versions: before (0) or after (1) a version."""

Range = tuple[Cut | None, Cut | None]
"""From a cut to a cut; None has no end."""

_FIRST_PYTHON_3 = Version("3.0")


def united(alternatives: Iterable[SpecifierSet], *, of_python: bool = False) -> str | None:
    """Specifiers for everything that any of the alternatives admits; None where no list of specifiers is exact.

    `of_python` says that the versions are Python's, which has none between 2.7 and 3.0.
    """
    ranges = _merged(part for alternative in alternatives for part in _ranges(alternative))
    if not ranges:
        return None
    parts = list(_lower_end(ranges[0][0]))
    for (_, high), (low, _) in pairwise(ranges):
        assert high is not None, "only the last end is open"
        assert low is not None, "only the first end is open"
        between = _exclusions(_python_3(high, low) if of_python else high, low)
        if between is None:
            return None
        parts += between
    parts += _upper_end(ranges[-1][1])
    return ",".join(parts) if len(parts) <= limits.CLAUSES else None


def _ranges(specifiers: SpecifierSet) -> list[Range]:
    """The ranges that a conjunction leaves, in order."""
    found: list[Range] = [(None, None)]
    for specifier in specifiers:
        found = [shared for one in found for other in _of_specifier(specifier) if (shared := _shared(one, other))]
    return found


def _of_specifier(specifier: Specifier) -> list[Range]:
    text = specifier.version
    if text.endswith(".*"):
        inside = _prefix(Version(text[:-2]))
        return [inside] if specifier.operator == "==" else [(None, inside[0]), (inside[1], None)]
    version = Version(text)
    before, after = (version, 0), (version, 1)
    match specifier.operator:
        case ">=":
            return [(before, None)]
        case ">":
            return [(after, None)]
        case "<":
            return [(None, before)]
        case "<=":
            return [(None, after)]
        case "!=":
            return [(None, before), (after, None)]
        case "~=":
            return [(before, _prefix(_release(version, version.release[:-1]))[1])]
    return [(before, after)]


def _prefix(version: Version) -> Range:
    release = version.release
    return (version, 0), (_release(version, (*release[:-1], release[-1] + 1)), 0)


def _release(like: Version, numbers: tuple[int, ...]) -> Version:
    """A final release of the same epoch."""
    return Version(f"{like.epoch}!{'.'.join(map(str, numbers))}")


def _shared(one: Range, other: Range) -> Range | None:
    lows = [low for low, _ in (one, other) if low is not None]
    highs = [high for _, high in (one, other) if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low >= high else (low, high)


def _merged(ranges: Iterable[Range]) -> list[Range]:
    """The same versions as ranges that do not touch, in order."""
    merged: list[Range] = []
    for low, high in sorted(ranges, key=lambda part: (part[0] is not None, part[0] or (Version("0"), 0))):
        last = merged[-1] if merged else None
        if last is None or (last[1] is not None and low is not None and low > last[1]):
            merged.append((low, high))
        elif last[1] is not None and (high is None or high > last[1]):
            merged[-1] = (last[0], high)
    return merged


def _lower_end(cut: Cut | None) -> Iterator[str]:
    if cut is not None:
        yield f"{'>' if cut[1] else '>='}{cut[0]}"


def _upper_end(cut: Cut | None) -> Iterator[str]:
    if cut is not None:
        yield f"{'<=' if cut[1] else '<'}{cut[0]}"


def _python_3(high: Cut, low: Cut) -> Cut:
    """The beginning of a gap without the Pythons that do not exist."""
    return (_FIRST_PYTHON_3, 0) if Version("2.7") < high[0] < _FIRST_PYTHON_3 < low[0] else high


def _exclusions(high: Cut, low: Cut) -> list[str] | None:
    """`!=` for all from one cut to the next: one version, or whole prefixes (from 2 to 3.1: `2.*` and `3.0.*`)."""
    (first, after_first), (last, after_last) = high, low
    if first == last:
        return [f"!={first}"]
    is_final = not (first.is_prerelease or first.is_postrelease or last.is_prerelease or last.is_postrelease)
    if after_first or after_last or first.epoch != last.epoch or not is_final:
        return None
    start, end = _trimmed(first), _trimmed(last)
    end += (0,) * (len(start) - len(end))
    same = len(start) - 1
    if start[:same] != end[:same] or end[same] - start[same] + sum(end[same + 1 :]) > limits.CLAUSES:
        return None
    lowest = (start[same], *(0 for _ in end[same + 1 :]))
    epoch = f"{first.epoch}!" if first.epoch else ""
    return [
        f"!={epoch}{'.'.join(map(str, (*end[:place], number)))}.*"
        for place, low in enumerate(lowest, start=same)
        for number in range(low, end[place])
    ]


def _trimmed(version: Version) -> tuple[int, ...]:
    release = version.release
    while len(release) > 1 and not release[-1]:
        release = release[:-1]
    return release
