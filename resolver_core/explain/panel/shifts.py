"""What an edit changes on the panel: typed facts, each with the places where it is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from packaging.utils import NormalizedName

from resolver_core.explain.lab.changes import Start
from resolver_core.explain.panel.would_install import Form, Held, WouldInstall
from resolver_core.targets.environment import Environment


class Effect(StrEnum):
    """What became of something that is installed. Those that a user has to know first come first."""

    NOT_COVERED = "not-covered"  #: the lock is no longer for this machine
    WITHOUT_FILE = "without-file"  #: no file of the version fits here (any longer)
    REMOVED = "removed"
    LOWERED = "lowered"
    FROM_SOURCE = "from-source"  #: it has to be built now, where there was a wheel
    OTHER_SOURCE = "other-source"  #: the same version from another index or URL
    ADDED = "added"
    RAISED = "raised"
    WITH_FILE = "with-file"  #: there is a file now, where there was none
    COVERED = "covered"  #: the lock is for this machine now


EFFECTS = tuple(Effect)


@dataclass(frozen=True, slots=True)
class Moved:
    """One project before and after; "" where it is not installed."""

    project: NormalizedName
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shift:
    """One effect on some projects at the same places. Where the lock ceases to cover a place, no project is named."""

    effect: Effect
    mode: Start  #: whose answer it is: that of the lock, or that of one platform at a target
    places: tuple[Environment, ...]
    moved: tuple[Moved, ...] = ()


def shifts(
    mode: Start, before: Mapping[Environment, WouldInstall] | None, after: Mapping[Environment, WouldInstall]
) -> tuple[Shift, ...]:
    """What differs at each place, what matters most first. Without a `before` only what has no file is a fact."""
    places: dict[tuple[Effect, Moved | None], list[Environment]] = {}
    for place, now in after.items():
        facts = _missing(now) if before is None else _facts(before[place], now)
        for fact in facts:
            places.setdefault(fact, []).append(place)
    together: dict[tuple[Effect, tuple[Environment, ...]], list[Moved]] = {}
    for (effect, moved), where in places.items():
        together.setdefault((effect, tuple(where)), []).extend(() if moved is None else (moved,))
    found = [
        Shift(effect, mode, where, tuple(sorted(moved, key=lambda one: one.project)))
        for (effect, where), moved in together.items()
    ]
    return tuple(sorted(found, key=lambda shift: EFFECTS.index(shift.effect)))


def _missing(now: WouldInstall) -> Iterator[tuple[Effect, Moved | None]]:
    for name, held in now.held.items():
        if held.form is Form.NONE:
            yield Effect.WITHOUT_FILE, Moved(name, "", str(held.version))


def _facts(was: WouldInstall, now: WouldInstall) -> Iterator[tuple[Effect, Moved | None]]:
    if was.is_covered is not now.is_covered:
        yield Effect.COVERED if now.is_covered else Effect.NOT_COVERED, None
        yield from _missing(now)
        return
    for name in sorted(was.held.keys() | now.held.keys()):
        old, new = was.held.get(name), now.held.get(name)
        moved = Moved(name, _version(old), _version(new))
        for effect in _effects(old, new):
            yield effect, moved


def _effects(old: Held | None, new: Held | None) -> Iterator[Effect]:
    if old is None or new is None:
        yield Effect.ADDED if old is None else Effect.REMOVED
    elif old.version != new.version:
        yield Effect.LOWERED if new.version < old.version else Effect.RAISED
    elif old.source != new.source:
        yield Effect.OTHER_SOURCE
    yield from _of_form(old, new)


def _of_form(old: Held | None, new: Held | None) -> Iterator[Effect]:
    if new is None:
        return
    was = None if old is None else old.form
    if new.form is Form.NONE and was is not Form.NONE:
        yield Effect.WITHOUT_FILE
    elif was is Form.NONE and new.form is not Form.NONE:
        yield Effect.WITH_FILE
    elif was is Form.WHEEL and new.form is Form.SOURCE:
        yield Effect.FROM_SOURCE


def _version(held: Held | None) -> str:
    return "" if held is None else str(held.version)


def moved_projects(found: Iterable[Shift], *effects: Effect) -> tuple[NormalizedName, ...]:
    """Every project on which one of some effects falls, once."""
    return tuple(dict.fromkeys(moved.project for shift in found if shift.effect in effects for moved in shift.moved))
