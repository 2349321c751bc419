"""Both answers looked at on the panel, before an edit and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from packaging.specifiers import SpecifierSet

from resolver_core.answer.resolution import Resolution
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.panel.places import panel
from resolver_core.explain.panel.shifts import Shift, shifts
from resolver_core.explain.panel.would_install import WouldInstall, would_install
from resolver_core.inputs.problem import Problem, Settings
from resolver_core.policy import Selection
from resolver_core.targets.environment import Environment

Looks = Mapping[Environment, WouldInstall]


@dataclass(frozen=True)
class Asked:
    """One text with its answers: the lock, and what the asked targets get by themselves, as far as they are solved."""

    problem: Problem
    settings: Settings
    lock: Resolution
    selection: Selection
    singles: Mapping[Environment, Resolution] = field(default_factory=dict)

    def locked(self, places: tuple[Environment, ...]) -> Looks | None:
        """What the lock gives each place; None where there is no lock."""
        if not self.lock.solved:
            return None
        return {place: would_install(self.lock, self.problem, self.settings, place, self.selection) for place in places}

    def alone(self) -> Looks:
        """What each asked target gets by itself."""
        return {
            place: would_install(single, self.problem, self.settings, place, self.selection)
            for place, single in self.singles.items()
            if single.solved
        }


@dataclass(frozen=True)
class View:
    """What an edit does everywhere. `before` and `after` are of the lock; `alone_…` of the targets by themselves."""

    asked: tuple[Environment, ...]
    solved: tuple[Environment, ...]  #: of the asked ones those that were solved by themselves after the edit
    places: tuple[Environment, ...]  #: the whole panel
    before: Looks | None
    after: Looks | None
    alone_before: Looks
    alone_after: Looks
    shifts: tuple[Shift, ...]


def view(before: Asked, after: Asked, asked: tuple[Environment, ...]) -> View:
    """Evaluate both locks on the panel and both single answers at their targets; nothing is solved for it."""
    ranges = [SpecifierSet(one.lock.requires_python, prereleases=True) for one in (before, after)]
    places = panel(ranges, asked)
    was, now = before.locked(places), after.locked(places)
    alone_was, alone_now = before.alone(), after.alone()
    both = [place for place in alone_now if place in alone_was]
    found = () if now is None else shifts(Start.UNIVERSAL, was, now)
    found += shifts(Start.SINGLE, {one: alone_was[one] for one in both}, {one: alone_now[one] for one in both})
    return View(asked, tuple(after.singles), places, was, now, alone_was, alone_now, found)
