"""A pasted uv.lock beside our own universal answer: every version with its markers, wherever it is installed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from resolver_core import Aspect, Held, ResolutionDocument, first_difference, held_versions

_WORDS = {Aspect.VERSION: "version", Aspect.SOURCE: "index", Aspect.MARKER: "marker"}


@dataclass(frozen=True, slots=True)
class LockedRow:
    """A project in the lock and in our answer."""

    project: str
    pasted: tuple[Held, ...]
    ours: tuple[Held, ...]

    @property
    def word(self) -> str:
        """What differs; "" where nothing does."""
        if not self.pasted or not self.ours:
            return "only in your uv.lock" if self.pasted else "only in ours"
        different = first_difference(self.pasted, self.ours, _WORDS)
        if different is not None:
            return _WORDS[different]
        return "" if set(self.pasted) == set(self.ours) else "marker"


@dataclass(frozen=True, slots=True)
class LockComparison:
    """All projects of both."""

    differing: tuple[LockedRow, ...]
    agreeing: tuple[LockedRow, ...]
    requires_python: tuple[str, str]  #: of the lock, and ours
    name: str = "uv.lock"  #: of the lock's file, which tells who wrote it


def lock_comparison(pasted: ResolutionDocument, ours: ResolutionDocument) -> LockComparison:
    """Compare two resolution documents as whole locks; the pasted project has no row."""
    left, right = _held(pasted), _held(ours)
    left = {name: tuple(_where_unstated(one, right.get(name, ())) for one in held) for name, held in left.items()}
    table = [LockedRow(name, left.get(name, ()), right.get(name, ())) for name in sorted(left.keys() | right.keys())]
    return LockComparison(
        tuple(row for row in table if row.word),
        tuple(row for row in table if not row.word),
        (pasted["requires_python"], ours["requires_python"]),
        pasted["label"],
    )


def _where_unstated(one: Held, ours: tuple[Held, ...]) -> Held:
    """A lock that does not name the index of a version does not differ in it."""
    same = next((other for other in ours if other.version == one.version), None)
    return one if one.source or same is None else replace(one, source=same.source)


def _held(document: ResolutionDocument) -> dict[str, tuple[Held, ...]]:
    """What counts in a lock: from which file the metadata were read does not."""
    return {
        name: tuple(replace(one, source=one.source.rstrip("/"), metadata_file="") for one in held)
        for name, held in held_versions(document).items()
    }
