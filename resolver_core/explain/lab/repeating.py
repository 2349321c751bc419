"""A stored experiment, solved again: what it came out as, and everything that moved with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.errors import CoreError, ProblemSyntaxError
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Axis, Change, SettingChange, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Selection
from resolver_core.targets.environment import Environment


class UnknownExperiment(CoreError, ValueError):
    """A document that is no experiment of this version."""


@dataclass(frozen=True, slots=True)
class Move:
    """A project that the change moves at the target; "absent" where a side does not install it."""

    project: NormalizedName
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """What came out. `said` is the clash or the trouble where there is no answer."""

    outcome: str
    moves: tuple[Move, ...]
    said: tuple[str, ...] = ()


def repeat_experiment(
    problem: Problem,
    target: Environment,
    options: Options,
    index: Index,
    selection: Selection,
    document: dict[str, Any],
    *,
    should_stop: Callable[[], bool] | None = None,
) -> Repetition:
    """Solve a stored experiment again (an entry of `experiments` in the document of an explanation).

    Raises UnknownExperiment, and what `resolve` raises.
    """
    start, change, about = _read(document)
    recorded = index if isinstance(index, RecordingIndex) else RecordingIndex(index)
    laboratory = Laboratory(problem, target, options, selection, recorded, should_stop=should_stop)
    # Both answers first: an altered index alters what they have read.
    single, universal = laboratory.single, laboratory.universal
    outcome = outcome_of(laboratory, start, change, about).text
    try:
        after = laboratory.run(start, change)
    except ProblemSyntaxError as error:
        return Repetition(outcome, (), (str(error),))
    before = {Start.SINGLE: single, Start.UNIVERSAL: universal}.get(start) or laboratory.run(start, Change())
    return Repetition(outcome, tuple(_moves(laboratory.pins(before), laboratory.pins(after))), _said(after))


def _said(resolution: Resolution) -> tuple[str, ...]:
    if resolution.failure is not None:
        return (resolution.failure.message,)
    return () if resolution.conflict is None else resolution.conflict.summary


def _moves(before: dict[NormalizedName, Pin], after: dict[NormalizedName, Pin]) -> list[Move]:
    if not after:
        return []
    found = [Move(name, _version(before.get(name)), _version(after.get(name))) for name in before.keys() | after.keys()]
    return sorted((move for move in found if move.before != move.after), key=lambda move: move.project)


def _version(pin: Pin | None) -> str:
    return "absent" if pin is None else str(pin.version)


def _read(document: dict[str, Any]) -> tuple[Start, Change, NormalizedName | None]:
    try:
        about = document["about"]
        change = Change(
            axes=tuple(map(Axis, document["axes"])),
            settings=tuple(SettingChange(**entry) for entry in document["settings"]),
            index=tuple(map(_alteration, document["index"])),
            text=document["text"],
            requirements=tuple(document["requirements"]),
            constraints=tuple(document["constraints"]),
        )
        return Start(document["start"]), change, None if about is None else canonicalize_name(about)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnknownExperiment(f"not an experiment: {error!r}") from None


def _alteration(entry: dict[str, Any]) -> Alteration:
    return Alteration(AlterationKind(entry["kind"]), canonicalize_name(entry["project"]), entry["detail"])
