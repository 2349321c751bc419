"""Which facts a report has to be asked for: those of which two plausible values give different outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.inputs.report.report import Report
from resolver_core.triage.answers import Ours
from resolver_core.triage.question import DEFAULT_PLATFORM, DEFAULT_PYTHON, Asked

PYTHON, PLATFORM, PROJECT, INDEX = "python", "platform", "project", "index"
"""Facts that can be missing."""

_RELEASED = {
    "3.8": date(2019, 10, 14),
    "3.9": date(2020, 10, 5),
    "3.10": date(2021, 10, 4),
    "3.11": date(2022, 10, 24),
    "3.12": date(2023, 10, 2),
    "3.13": date(2024, 10, 7),
    "3.14": date(2025, 10, 7),
}
"""When the Pythons came out that people use: what was not there yet is not plausible."""
_PLATFORMS = (DEFAULT_PLATFORM, "aarch64-apple-darwin", "x86_64-pc-windows-msvc")


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact that is not stated, with its plausible values; the first is taken where it makes no difference."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """A fact to ask for. `outcomes` has for each value what comes out of it: how it ends, or what differs.

    Without values it is not a choice: the report says too little for any answer.
    """

    field: str
    outcomes: tuple[tuple[str, str], ...] = ()
    about: str = ""  #: the project that shows it, or the address that cannot be reached


@dataclass(frozen=True, slots=True)
class Assumed:
    """A fact that was taken. `is_shown`: what the reporter saw comes out with this value alone."""

    field: str
    value: str
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What the missing facts came to."""

    needed: tuple[Needed, ...] = ()
    assumed: tuple[Assumed, ...] = ()


NOTHING_MISSING = Settled()
"""Where everything is stated."""


def choices(report: Report, asked: Asked) -> Iterator[Choice]:
    """The facts of the target that a report does not state, with their plausible values."""
    if PYTHON not in report.values:
        yield Choice(PYTHON, plausible_pythons(asked.problem.requires_python, _day(report)))
    if PLATFORM not in report.values:
        yield Choice(PLATFORM, _PLATFORMS)


def plausible_pythons(allowed: SpecifierSet | None, day: date | None) -> tuple[str, ...]:
    """The two newest Pythons of a day that a project allows, and the oldest that it names; the default first."""
    there = [version for version, since in _RELEASED.items() if day is None or since <= day]
    fitting = [version for version in there if allowed is None or allowed.contains(f"{version}.20")]
    stated = [] if allowed is None or not fitting else fitting[:1]
    found = tuple(dict.fromkeys((*fitting[-2:], *stated)))
    first = DEFAULT_PYTHON if DEFAULT_PYTHON in found else found[0] if found else DEFAULT_PYTHON
    return tuple(dict.fromkeys((first, *found)))


def settled(
    found: Sequence[Choice],
    asked: Asked,
    solve: Callable[[Asked], Ours],
    fits: Callable[[Ours], float],
) -> Settled:
    """Each missing fact tried with all its values, the others as assumed. `fits` is how much of what was seen holds."""
    defaults: Mapping[str, str] = {choice.field: choice.values[0] for choice in found}
    needed: list[Needed] = []
    assumed: list[Assumed] = []
    for choice in found:
        answers = {value: solve(_with(asked, choice.field, value, defaults)) for value in choice.values}
        if _are_equal(list(answers.values())):
            assumed.append(Assumed(choice.field, choice.values[0]))
        elif (shown := _only_fitting(answers, fits)) is not None:
            assumed.append(Assumed(choice.field, shown, is_shown=True))
        else:
            needed.append(_needed(choice, answers))
            assumed.append(Assumed(choice.field, choice.values[0]))
    return Settled(tuple(needed), tuple(assumed))


def _day(report: Report) -> date | None:
    return None if report.as_of is None else date.fromisoformat(report.as_of.value[:10])


def _with(asked: Asked, field: str, value: str, defaults: Mapping[str, str]) -> Asked:
    values = {PYTHON: asked.target.python, PLATFORM: asked.target.platform, **defaults, field: value}
    return asked.at(values[PYTHON], values[PLATFORM])


def _outcome(ours: Ours) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    return ours.outcome, tuple(sorted(ours.versions.items()))


def _are_equal(answers: Sequence[Ours]) -> bool:
    return len({_outcome(one) for one in answers if not one.is_undecided}) <= 1


def _only_fitting(answers: Mapping[str, Ours], fits: Callable[[Ours], float]) -> str | None:
    """The one value with which all comes out that the reporter saw."""
    whole = [value for value, ours in answers.items() if fits(ours) == 1.0]
    return whole[0] if whole and _are_equal([answers[value] for value in whole]) else None


def _in_order(choice: Choice) -> Sequence[str]:
    return sorted(choice.values, key=Version) if choice.field == PYTHON else choice.values


def _needed(choice: Choice, answers: Mapping[str, Ours]) -> Needed:
    decided = {value: answers[value] for value in _in_order(choice) if not answers[value].is_undecided}
    if len({ours.outcome for ours in decided.values()}) > 1:
        return Needed(choice.field, tuple((value, ours.outcome.value) for value, ours in decided.items()))
    names = sorted({name for ours in decided.values() for name in ours.versions})
    about = next(name for name in names if len({ours.versions.get(name, ()) for ours in decided.values()}) > 1)
    told = tuple((value, ", ".join(ours.versions.get(about, ()))) for value, ours in decided.items())
    return Needed(choice.field, told, about)
