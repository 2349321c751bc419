"""An experiment, solved again: what it came out as, and everything that moved with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core import stopping
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.moves import Move, moves
from resolver_core.explain.wording.outcomes import trouble
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Selection
from resolver_core.targets.environment import Environment


@dataclass(frozen=True, slots=True)
class Repeatable:
    """What is needed of an experiment to solve it again."""

    start: Start
    change: Change
    about: NormalizedName | None  #: the project in question; None: whether there is an answer
    target: Environment | None  #: None: documents of the first days do not say it


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
    experiment: Repeatable,
    *,
    should_stop: Callable[[], bool] | None = None,
) -> Repetition:
    """Solve an experiment again at `target`, its own where it says one. Raises what `resolve` raises."""
    recorded = index if isinstance(index, RecordingIndex) else RecordingIndex(index)
    laboratory = Laboratory(problem, target, options, selection, recorded)
    with stopping.heeding(should_stop):
        return _repeated(laboratory, experiment)


def _repeated(laboratory: Laboratory, experiment: Repeatable) -> Repetition:
    start, change, about = experiment.start, experiment.change, experiment.about
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
