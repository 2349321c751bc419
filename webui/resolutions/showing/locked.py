"""A pasted uv.lock beside our own universal answer: every version with its markers, wherever it is installed."""

from __future__ import annotations

from dataclasses import dataclass

from webui.resolutions.showing.rows import Document


@dataclass(frozen=True, slots=True)
class Held:
    """One version that an answer holds. `marker` is "" for everywhere in scope."""

    version: str
    marker: str
    source: str


@dataclass(frozen=True, slots=True)
class LockedRow:
    """A project in the lock and in our answer."""

    project: str
    said: tuple[Held, ...]
    ours: tuple[Held, ...]

    @property
    def word(self) -> str:
        """What differs; "" where nothing does."""
        if not self.said or not self.ours:
            return "only in the lock" if self.said else "only ours"
        for word, part in (("version", "version"), ("index", "source"), ("marker", "marker")):
            if {getattr(one, part) for one in self.said} != {getattr(one, part) for one in self.ours}:
                return word
        return "" if set(self.said) == set(self.ours) else "marker"


@dataclass(frozen=True, slots=True)
class LockComparison:
    """All projects of both."""

    differing: tuple[LockedRow, ...]
    agreeing: tuple[LockedRow, ...]
    requires_python: tuple[str, str]  #: of the lock, and ours


def lock_comparison(said: Document, ours: Document) -> LockComparison:
    """Compare two resolution documents as whole locks; the pasted project has no row."""
    left, right = _held(said), _held(ours)
    table = [LockedRow(name, left.get(name, ()), right.get(name, ())) for name in sorted(left.keys() | right.keys())]
    return LockComparison(
        tuple(row for row in table if row.word),
        tuple(row for row in table if not row.word),
        (said["requires_python"], ours["requires_python"]),
    )


def _held(document: Document) -> dict[str, tuple[Held, ...]]:
    found: dict[str, tuple[Held, ...]] = {}
    for package in document["packages"]:
        if not package["root"]:
            held = Held(package["version"], package["marker"], package["source"].rstrip("/"))
            found[package["name"]] = (*found.get(package["name"], ()), held)
    return found
