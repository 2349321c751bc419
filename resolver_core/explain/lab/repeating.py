"""A stored experiment, solved again: what it came out as, and everything that moved with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.errors import CoreError, ProblemSyntaxError
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Axis, Change, SettingChange, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.moves import Move, moves
from resolver_core.explain.wording.outcomes import trouble
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Selection
from resolver_core.targets.environment import Environment


class UnknownExperiment(CoreError, ValueError):
    """A document that is no experiment of this version."""


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
    pins = laboratory.pins(after)
    return Repetition(outcome, tuple(moves(laboratory.pins(before), pins)) if pins else (), trouble(after))


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
