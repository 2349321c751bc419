"""How much an edit costs those who did not ask for it: what fixes are put in order by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from resolver_core.explain.panel.places import minors
from resolver_core.explain.panel.shifts import Effect
from resolver_core.explain.panel.view import View
from resolver_core.explain.panel.would_install import Form, WouldInstall
from resolver_core.targets.environment import Environment


class Harm(IntEnum):
    """The worst that an edit does."""

    NONE = 0
    FEWER_PYTHONS = 1  #: the lock is no longer for some Pythons
    BREAKS = 2  #: something disappears, or cannot be installed any longer


_MOVES = frozenset(
    {Effect.REMOVED, Effect.LOWERED, Effect.ADDED, Effect.RAISED, Effect.OTHER_SOURCE, Effect.FROM_SOURCE}
)


@dataclass(frozen=True, slots=True, order=True)
class Weight:
    """What counts first stands first: what breaks, what falls or moves where nobody asked, what moves at the target."""

    harm: Harm
    pythons_lost: int  #: minor versions that the project is no longer for
    falls_elsewhere: int
    moves_elsewhere: int
    places_moved: int
    moves_at_target: int


def weight(
    view: View, pythons_before: SpecifierSet, pythons_after: SpecifierSet, own: frozenset[NormalizedName]
) -> Weight:
    """The weight of an edit; `own` are the projects that the text itself asks for."""
    elsewhere = [
        (shift.effect, moved.project, place)
        for shift in view.shifts
        for place in shift.places
        if place not in view.asked
        for moved in shift.moved
        if shift.effect in _MOVES
    ]
    here = {
        (shift.mode, moved.project)
        for shift in view.shifts
        if any(place in view.asked for place in shift.places) and shift.effect in _MOVES
        for moved in shift.moved
    }
    return Weight(
        harm=max(_harms(view, pythons_after, own), default=Harm.NONE),
        pythons_lost=len(minors(pythons_before) - minors(pythons_after)),
        falls_elsewhere=len({project for effect, project, _ in elsewhere if effect is Effect.LOWERED}),
        moves_elsewhere=len({project for _, project, _ in elsewhere}),
        places_moved=len(elsewhere),
        moves_at_target=len(here),
    )


def _harms(view: View, pythons_after: SpecifierSet, own: frozenset[NormalizedName]) -> Iterator[Harm]:
    for place, now in (view.after or {}).items():
        was = None if view.before is None else view.before[place]
        if was is not None and was.is_covered:
            if not now.is_covered:
                is_python = place.python_version not in pythons_after
                yield Harm.FEWER_PYTHONS if is_python or not was.is_installable else Harm.BREAKS
            elif _breaks(was, now, own) or _gone(was, now, own) - _not_alone(view, place):
                yield Harm.BREAKS
    for place, now in view.alone_after.items():
        was = view.alone_before.get(place)
        if was is not None and _gone(was, now, own) - _not_locked(view, place, own):
            yield Harm.BREAKS


def _breaks(was: WouldInstall, now: WouldInstall, own: frozenset[NormalizedName]) -> bool:
    """Whether a place that could be installed cannot be any longer, or something new of one that could not."""
    if was.is_installable:
        return not now.is_installable
    return any(held.form is Form.NONE and _had_file(was, name) for name, held in now.held.items() if name in own)


def _had_file(look: WouldInstall, name: NormalizedName) -> bool:
    held = look.held.get(name)
    return held is not None and held.form is not Form.NONE


def _gone(was: WouldInstall, now: WouldInstall, own: frozenset[NormalizedName]) -> set[NormalizedName]:
    """What disappears; at a place where nothing could be installed only what the text itself asks for counts."""
    gone = was.held.keys() - now.held.keys()
    return set(gone) if was.is_installable else set(gone & own)


def _not_alone(view: View, place: Environment) -> set[NormalizedName]:
    """What the lock has at a target and its own answer has not: that it goes is what agreement means."""
    alone, locked = view.alone_before.get(place), (view.before or {}).get(place)
    return set() if alone is None or locked is None else set(locked.held.keys() - alone.held.keys())


def _not_locked(view: View, place: Environment, own: frozenset[NormalizedName]) -> set[NormalizedName]:
    """What a target's own answer has and the lock has not, unless the text itself asks for it."""
    alone, locked = view.alone_before.get(place), (view.before or {}).get(place)
    return set() if alone is None or locked is None else set(alone.held.keys() - locked.held.keys() - own)
