"""What an edit does on the machines of the panel: one clause per effect, and every move in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from packaging.version import Version

from resolver_core.explain.lab.changes import Start
from resolver_core.explain.panel.shifts import EFFECTS, Effect, Moved, Shift
from resolver_core.explain.wording.names import listed, move, release
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import ALIASES

_PLATFORM_NAMES = {
    "x86_64-unknown-linux-gnu": "Linux x86_64",
    "aarch64-unknown-linux-gnu": "Linux aarch64",
    "x86_64-unknown-linux-musl": "Linux musl",
    "aarch64-apple-darwin": "macOS arm64",
    "x86_64-apple-darwin": "macOS x86_64",
    "x86_64-pc-windows-msvc": "Windows",
}
_SYSTEMS = {
    "Linux": frozenset({"Linux x86_64", "Linux aarch64", "Linux musl"}),
    "macOS": frozenset({"macOS arm64", "macOS x86_64"}),
}
_NAMED = 2
"""Projects that a clause names; of more it gives the number."""
_ONE = {
    Effect.WITHOUT_FILE: "{0} {2} has no file",
    Effect.REMOVED: "{0} disappears",
    Effect.LOWERED: "{0} falls to {2}",
    Effect.FROM_SOURCE: "{0} {2} has to be built from source",
    Effect.OTHER_SOURCE: "{0} {2} comes from another index",
    Effect.ADDED: "{0} {2} is added",
    Effect.RAISED: "{0} rises to {2}",
    Effect.WITH_FILE: "{0} {2} has a file now",
}
_MANY = {
    Effect.WITHOUT_FILE: "{} packages have no file",
    Effect.REMOVED: "{} packages disappear",
    Effect.LOWERED: "{} packages fall",
    Effect.FROM_SOURCE: "{} packages have to be built from source",
    Effect.OTHER_SOURCE: "{} packages come from another index",
    Effect.ADDED: "{} packages are added",
    Effect.RAISED: "{} packages rise",
    Effect.WITH_FILE: "{} packages have a file now",
}

_COVERAGE = {Effect.NOT_COVERED: "no longer covers", Effect.COVERED: "now covers"}


def one_line(
    agreement: str, shifts: Sequence[Shift], panel: Sequence[Environment], target: Environment, word: str = "here"
) -> str:
    """The verdict: how both modes stand, and everything that moves, at the target and elsewhere, by effect.

    `word` is what the reader calls the target: "here" where it is the one that was asked about, else "there".
    """
    moving = [*filter(None, (_beyond_the_lock(shift, shifts) for shift in shifts))]
    parts = [agreement, *_coverage(moving, panel)]
    moving = [shift for shift in moving if shift.effect not in _COVERAGE]
    every, here, elsewhere = _apart(moving, target, panel)
    if elsewhere and not every and not here:
        parts.append(f"nothing moves {word}")
    parts += _group(f"{word} and everywhere else tried", every, panel)
    parts += _group(word, here, (target,))
    parts += _group("elsewhere", elsewhere, [place for place in panel if place != target], target)
    return "; ".join(parts)


def _apart(
    shifts: Sequence[Shift], target: Environment, panel: Sequence[Environment]
) -> tuple[list[Shift], list[Shift], list[Shift]]:
    """The moves that are so everywhere, those at the target, and those at other places."""
    every: list[Shift] = []
    here: list[Shift] = []
    elsewhere: list[Shift] = []
    for shift in shifts:
        whole = _moved_everywhere(shift, shifts, panel)
        every.append(replace(shift, places=tuple(panel), moved=tuple(one for one in shift.moved if one in whole)))
        left = replace(shift, moved=tuple(one for one in shift.moved if one not in whole))
        here.append(replace(left, places=tuple(place for place in left.places if place == target)))
        elsewhere.append(replace(left, places=tuple(place for place in left.places if place != target)))
    return _said(every), _said(here), _said(elsewhere)


def _said(shifts: Iterable[Shift]) -> list[Shift]:
    return [shift for shift in shifts if shift.moved and shift.places]


def _moved_everywhere(shift: Shift, shifts: Sequence[Shift], panel: Sequence[Environment]) -> set[Moved]:
    """Which moves of a shift are so everywhere; where so many are that none is named, to whatever versions."""
    if set(panel) <= set(shift.places):
        return set(shift.moved)
    places: dict[str, set[Environment]] = {}
    for other in shifts:
        if (other.effect, other.mode) == (shift.effect, shift.mode):
            for moved in other.moved:
                places.setdefault(moved.project, set()).update(other.places)
    whole = {project for project, where in places.items() if set(panel) <= where}
    return {one for one in shift.moved if one.project in whole} if len(whole) > _NAMED else set()


def _coverage(shifts: Sequence[Shift], panel: Sequence[Environment]) -> Iterator[str]:
    for effect, verb in _COVERAGE.items():
        where = _where([shift for shift in shifts if shift.effect is effect], panel)
        if where:
            yield f"the lock {verb} {_covered(where, panel)}"


def _group(
    label: str, shifts: Sequence[Shift], part: Sequence[Environment], apart: Environment | None = None
) -> Iterator[str]:
    """What moves in one part of the panel, by the command whose answer it is; places as far as they are needed."""
    for mode, command in ((Start.UNIVERSAL, "uv sync"), (Start.SINGLE, "uv pip")):
        by_places: dict[str, dict[str, None]] = {}
        for effect in EFFECTS:
            for found in _by_projects([shift for shift in shifts if (shift.effect, shift.mode) == (effect, mode)]):
                where = _where(found, part)
                said = "" if set(part) <= set(where) else f" {_places(mode, where, part, apart)}"
                by_places.setdefault(said, {}).update(dict.fromkeys(_clauses(effect, found)))
        if by_places:
            told = (f"{_and(list(clauses))}{said}" for said, clauses in by_places.items())
            yield f"{label} with {command}: {', '.join(told)}"


def _by_projects(shifts: Sequence[Shift]) -> Iterator[list[Shift]]:
    """Shifts of one effect, apart by the places at which each project moves: what is said of a group is so of each."""
    places: dict[str, set[Environment]] = {}
    for shift in shifts:
        for moved in shift.moved:
            places.setdefault(moved.project, set()).update(shift.places)
    for where in dict.fromkeys(map(frozenset, places.values())):
        alike = {project for project, of_it in places.items() if of_it == where}
        restricted = (
            replace(shift, moved=tuple(moved for moved in shift.moved if moved.project in alike)) for shift in shifts
        )
        yield [shift for shift in restricted if shift.moved]


def _where(shifts: Sequence[Shift], panel: Sequence[Environment]) -> list[Environment]:
    return [place for place in panel if any(place in shift.places for shift in shifts)]


def _places(mode: Start, where: Sequence[Environment], part: Sequence[Environment], apart: Environment | None) -> str:
    if mode is Start.SINGLE:
        return f"on {listed(one.label for one in where)}"
    return places_in_words(where, part, apart)


def _beyond_the_lock(shift: Shift, shifts: Sequence[Shift]) -> Shift | None:
    """What a target gets by itself, without that which the lock gives it in the same way."""
    if shift.mode is Start.UNIVERSAL or not shift.moved:
        return shift
    said = {
        moved
        for other in shifts
        if other.mode is Start.UNIVERSAL and other.effect is shift.effect and set(shift.places) <= set(other.places)
        for moved in other.moved
    }
    left = tuple(moved for moved in shift.moved if moved not in said)
    return replace(shift, moved=left) if left else None


def lines(shifts: Sequence[Shift], panel: Sequence[Environment]) -> tuple[str, ...]:
    """Every move with where it is so: a line for those that share effect and places, none of them cut off."""
    return tuple(_line(shift, panel) for shift in shifts)


def _clauses(effect: Effect, found: Sequence[Shift]) -> Iterator[str]:
    moved = list(dict.fromkeys(moved for shift in found for moved in shift.moved))
    projects = list(dict.fromkeys(one.project for one in moved))
    if len(projects) > _NAMED:
        yield _MANY[effect].format(len(projects))
        return
    for project in projects:
        of_it = [one for one in moved if one.project == project]
        after = listed(sorted({one.after for one in of_it if one.after}, key=Version))
        yield _ONE[effect].format(project, of_it[0].before, after)


def _line(shift: Shift, panel: Sequence[Environment]) -> str:
    where = _alone(shift.places) if shift.mode is Start.SINGLE else f"lock {places_in_words(shift.places, panel)}"
    if shift.effect in _COVERAGE:
        no = "no longer" if shift.effect is Effect.NOT_COVERED else "now"
        return f"lock: {no} for {_covered(shift.places, panel)}"
    return f"{where}: {_KINDS[shift.effect]}{listed(_told(shift.effect, moved) for moved in shift.moved)}"


_KINDS = {
    Effect.WITHOUT_FILE: "no file fits of ",
    Effect.REMOVED: "disappear: ",
    Effect.LOWERED: "lower: ",
    Effect.FROM_SOURCE: "to be built from source: ",
    Effect.OTHER_SOURCE: "from another index: ",
    Effect.ADDED: "added: ",
    Effect.RAISED: "higher: ",
    Effect.WITH_FILE: "a file fits now of ",
}


def _told(effect: Effect, moved: Moved) -> str:
    if effect in (Effect.LOWERED, Effect.RAISED):
        return move(moved.project, moved.before, moved.after)
    return release(moved.project, moved.after or moved.before)


def _alone(targets: Iterable[Environment]) -> str:
    """Where no lock is asked, but one target by itself."""
    return f"with uv pip on {listed(one.label for one in targets)}"


# -- places -------------------------------------------------------------------------------------------


def places_in_words(
    places: Sequence[Environment], panel: Sequence[Environment], apart: Environment | None = None
) -> str:
    """Some places of the panel: "everywhere tried", "on Linux and Windows", "on macOS x86_64 with Python 3.9".

    `apart` is the place that was spoken of before: all that share its Python are "every other platform tried" then.
    """
    if set(panel) <= set(places):
        return "everywhere tried"
    groups = _by_pythons(places, panel)
    names = sorted({_name(one) for one in panel}, key=str.lower)
    return " and ".join(
        f"{_on(platforms, names, apart if apart and apart.python in pythons else None)}"
        f"{'' if not pythons else f' with Python {listed(pythons)}'}"
        for pythons, platforms in groups.items()
    )


def _covered(places: Sequence[Environment], panel: Sequence[Environment]) -> str:
    """Places as the object of a sentence."""
    platforms = {_name(place) for place in panel}
    groups = _by_pythons(places, panel)
    told: list[str] = []
    for pythons, names in groups.items():
        said = _and(_merged(names))
        if pythons and set(names) == platforms:
            said = f"Python {listed(pythons)}"
        elif pythons:
            said += f" with Python {listed(pythons)}"
        told.append(said)
    return " and ".join(told)


def _by_pythons(places: Sequence[Environment], panel: Sequence[Environment]) -> dict[tuple[str, ...], list[str]]:
    """The names of platforms by the Pythons at which they are meant; () for all that the panel has of it."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in dict.fromkeys(_name(place) for place in panel):
        every = [place.python for place in panel if _name(place) == name]
        some = [place.python for place in places if _name(place) == name]
        if some:
            pythons = () if set(some) == set(every) else tuple(dict.fromkeys(some))
            groups.setdefault(pythons, []).append(name)
    return groups


def _on(platforms: Sequence[str], every: Sequence[str], apart: Environment | None) -> str:
    if set(platforms) == set(every):
        return "on every platform tried"
    if apart is not None and {*platforms, _name(apart)} == set(every):
        return "on every other platform tried"
    return f"on {_and(_merged(platforms))}"


def _merged(names: Iterable[str]) -> list[str]:
    """A system in place of all its machines."""
    left, found = list(names), list[str]()
    for system, machines in _SYSTEMS.items():
        if machines <= set(left):
            found.append(system)
            left = [name for name in left if name not in machines]
    return found + left


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (listed(names[:-1]), names[-1])))


def _name(place: Environment) -> str:
    platform = ALIASES.get(place.platform, place.platform)
    name = _PLATFORM_NAMES.get(platform, platform)
    return f"{name} ({place.system})" if place.is_system_stated else name
