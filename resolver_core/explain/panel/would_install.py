"""What `uv sync` would install from a lock on one machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.resolution import Pin, Resolution, marker_of
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.representative import FileRule, representative
from resolver_core.inputs.problem import ConflictItem, Problem, Settings
from resolver_core.policy import Selection
from resolver_core.targets.environment import Environment
from resolver_core.targets.wheel_tags import TagRanks, rank_of


class Form(StrEnum):
    """How a version gets onto a machine."""

    WHEEL = "wheel"
    SOURCE = "source"  #: it is built there
    NONE = "none"  #: no file of it fits


@dataclass(frozen=True, slots=True)
class Held:
    """What a machine gets of one project."""

    version: Version
    source: str  #: the URL of its index or archive
    form: Form


@dataclass(frozen=True, slots=True)
class WouldInstall:
    """Everything that a machine gets; nothing where the lock does not cover it."""

    is_covered: bool
    held: Mapping[NormalizedName, Held]

    @property
    def is_installable(self) -> bool:
        """Whether uv would go through with it: one version without a file ends everything."""
        return self.is_covered and all(one.form is not Form.NONE for one in self.held.values())


def would_install(
    lock: Resolution, problem: Problem, settings: Settings, place: Environment, selection: Selection
) -> WouldInstall:
    """What `uv sync` makes of a solved lock of a problem at a place. `settings` are those that the lock was made with.

    The file is chosen by tags alone: a lock does not say which Pythons a file states (uv-resolution section 9).
    """
    stopping.check()
    if not _covers(lock, problem, place, selection):
        return WouldInstall(is_covered=False, held={})
    ranks = rank_of(place.tags)
    pins = lock.at(place, selection.extras, selection.groups)
    return WouldInstall(True, {name: _held(pin, settings, ranks) for name, pin in pins.items()})


def _covers(lock: Resolution, problem: Problem, place: Environment, selection: Selection) -> bool:
    """Whether uv would sync there at all: the Python, the declared environments, and no conflict in the selection."""
    if place.python_version not in SpecifierSet(lock.requires_python, prereleases=True):
        return False
    supported = [marker_of(marker) for marker in lock.supported_markers]
    if supported and not any(marker.evaluate(place.markers) for marker in supported):
        return False
    return not any(_selected(problem, selection, items) > 1 for items in problem.conflicts)


def _selected(problem: Problem, selection: Selection, items: tuple[ConflictItem, ...]) -> int:
    """How many members of a declared conflict are asked for at once; the project itself always is."""
    return sum(
        item.package == problem.name
        and (
            item.extra in selection.extras
            or item.group in selection.groups
            or (item.extra is None and item.group is None)
        )
        for item in items
    )


def _held(pin: Pin, settings: Settings, ranks: TagRanks) -> Held:
    return Held(pin.version, pin.key.source, _form(pin, settings, ranks))


def _form(pin: Pin, settings: Settings, ranks: TagRanks) -> Form:
    if not pin.distributions:
        return Form.SOURCE  # a folder, or a repository
    name = pin.project
    rule = FileRule(
        ranks,
        PythonRange(),
        no_binary=settings.forbids_wheels(name),
        no_build=settings.forbids_building(name),
        allow_yanked=True,
    )
    file = representative(pin.distributions, rule).install_file
    if file is None:
        return Form.NONE
    return Form.WHEEL if file.is_wheel else Form.SOURCE
