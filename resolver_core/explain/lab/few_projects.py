"""For which projects alone a change is enough: what moves with it, halved and thinned out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.laboratory import Laboratory

MOST_KEPT = 4
"""Projects that are still called a few."""


def moved_by(laboratory: Laboratory, change: Change) -> list[NormalizedName]:
    """The projects that another version or another metadata file stands for once something is changed, by name."""
    moved = set[NormalizedName]()
    for start, before in ((Start.SINGLE, laboratory.single), (Start.UNIVERSAL, laboratory.universal)):
        here, there = laboratory.pins(before), laboratory.pins(laboratory.run(start, change))
        moved |= {name for name in here.keys() | there.keys() if _read(here.get(name)) != _read(there.get(name))}
    return sorted(moved)


def _read(pin: Pin | None) -> tuple[object, ...]:
    """The version, and the file that its metadata come from."""
    if pin is None:
        return ()
    return (pin.version, None if pin.provenance is None else pin.provenance.filename)


def fewer(
    projects: Sequence[NormalizedName], holds: Callable[[Sequence[NormalizedName]], bool]
) -> tuple[NormalizedName, ...] | None:
    """The fewest found for which it still holds, of which none can be left out; None where only many will do."""
    kept = list(projects)
    if not holds(kept):
        return None
    while len(kept) > 1:
        middle = len(kept) // 2
        half = next((part for part in (kept[:middle], kept[middle:]) if holds(part)), None)
        if half is None:
            break
        kept = half
    if len(kept) > 2 * MOST_KEPT:
        return None
    for project in list(kept):
        without = [other for other in kept if other != project]
        if without and holds(without):
            kept = without
    return tuple(kept) if len(kept) <= MOST_KEPT else None
