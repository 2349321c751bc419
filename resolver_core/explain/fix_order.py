"""Which of the edits that were tried are offered, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from resolver_core.explain.explanation import Fix
from resolver_core.explain.fix_trial import Tried
from resolver_core.explain.panel.weight import Harm

MOST_OFFERED = 3
"""Fixes that are offered for one result."""
MOST_IN_VAIN = 6
"""Edits that are named as tried and not offered: they answer "why not simply …"."""


def in_order(tried: Iterable[Tried]) -> tuple[Fix, ...]:
    """The fixes that are offered, the best first, then those that are only named as tried.

    Full agreement stands before partial, what harms nobody before what does, and less change before more. What
    breaks something is offered only where nothing else helps, and what is partial only where nothing is full.
    """
    ranked = sorted(tried, key=_rank)
    helping = list(_telling([one for one in ranked if one.fix.agrees]))
    harmless = [one for one in helping if one.fix.harm is not Harm.BREAKS]
    best = _full(harmless) or harmless or _full(helping) or helping
    offered = [one.fix for one in best[:MOST_OFFERED]]
    others = [replace(one.fix, is_offered=False) for one in ranked if one.fix not in offered]
    return (*offered, *others[:MOST_IN_VAIN])


def _full(tried: Sequence[Tried]) -> list[Tried]:
    return [one for one in tried if not one.fix.still_differ]


def _rank(one: Tried) -> tuple[object, ...]:
    fix, weight = one.fix, one.weight
    # Where there was no lock, nobody loses a Python that the project had; what the user asked for counts more then.
    lost_of_lock = weight.pythons_lost if one.installed is None else 0
    elsewhere = (weight.harm, lost_of_lock, weight.falls_elsewhere, weight.moves_elsewhere, weight.places_moved)
    return (
        not fix.agrees,
        len(fix.still_differ) > 0,
        *elsewhere,
        one.lines_lost,
        weight.pythons_lost,
        weight.moves_at_target,
        len(fix.still_differ),
        one.size,
    )


def _telling(ranked: Sequence[Tried]) -> Iterator[Tried]:
    """Without those that do what a smaller one before them does, and without a narrower range of Pythons."""
    kept: list[Tried] = []
    for one in ranked:
        narrower = one.weight.pythons_lost and any(other.weight.pythons_lost for other in kept)
        if not narrower and not any(_effects(other) == _effects(one) for other in kept):
            kept.append(one)
            yield one


def _effects(one: Tried) -> tuple[object, ...]:
    return one.fix.shifts, one.fix.still_differ, one.fix.target, one.installed
