"""What is worth knowing of a version that was picked, whatever the cause: its age, a build, a Python it excludes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.file_holes import released
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment
from resolver_core.targets.fitting import fits

YEAR = timedelta(days=365)
"""How much older than the newest release a pick has to be to be worth a word."""


@dataclass(frozen=True, slots=True)
class Age:
    """How long before the newest stable release a pick was released, by upload times."""

    newest: Version
    years: int  #: to the nearest one


@dataclass(frozen=True, slots=True)
class Build:
    """The source distribution that is taken; whether no wheel of the version fits, or wheels are not wanted."""

    filename: str
    has_fitting_wheel: bool


@dataclass(frozen=True, slots=True)
class PickFacts:
    """What is so of one picked version at the target; None where it is not so, or where nobody knows."""

    pin: Pin
    age: Age | None
    build: Build | None
    excluding: SpecifierSet | None  #: the release's own Requires-Python, which the target's Python is not in


def pick_facts(laboratory: Laboratory, pin: Pin, file: Distribution | None) -> PickFacts:
    """The facts about one pick and the file of it that is installed at the target (None: no file is)."""
    return PickFacts(
        pin,
        _age(pin, released(laboratory, pin.project)),
        _build(pin, file, laboratory.target),
        excluding(pin, laboratory.target),
    )


def _age(pin: Pin, released: Iterable[Distribution]) -> Age | None:
    uploads: dict[Version, list[datetime | None]] = {}
    for file in released:
        uploads.setdefault(file.version, []).append(file.uploaded_at)
    newest = max(uploads, default=pin.version)
    before, after = _first(file.uploaded_at for file in pin.distributions), _first(uploads.get(newest, ()))
    if newest <= pin.version or before is None or after is None or after - before < YEAR:
        return None
    return Age(newest, round((after - before) / YEAR))


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min(_known(moments), default=None)


def _known(moments: Iterable[datetime | None]) -> Iterator[datetime]:
    return (moment for moment in moments if moment is not None)


def _build(pin: Pin, file: Distribution | None, target: Environment) -> Build | None:
    if file is None or file.is_wheel:
        return None
    return Build(file.filename, any(one.is_wheel and fits(one, target) for one in pin.distributions))


def excluding(pin: Pin, target: Environment) -> SpecifierSet | None:
    """A version's own Requires-Python where it excludes the target's Python: uv passes over an upper bound."""
    said = None if pin.metadata is None else pin.metadata.requires_python
    return None if said is None or said.contains(target.python_version, prereleases=True) else said
