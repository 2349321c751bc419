"""One experiment: solve with one thing changed and put down what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packaging.utils import NormalizedName

from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.explanation import Experiment
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.patches import unified_diff
from resolver_core.explain.lab.trials import SOLVED, Result, Trial
from resolver_core.explain.wording.experiments import title
from resolver_core.explain.wording.outcomes import refused


def each_once(experiments: Sequence[Experiment]) -> tuple[Experiment, ...]:
    """The experiments in their order, each once."""
    return tuple(one for number, one in enumerate(experiments) if one not in experiments[:number])


def measured(laboratory: Laboratory, trial: Trial) -> Experiment:
    """Run one solve and judge it. Raises OutOfBudget."""
    if trial.target is not None and trial.target != laboratory.target:
        return measured(laboratory.elsewhere(trial.target), replace(trial, target=None))
    change = trial.change
    result = outcome_of(laboratory, trial.start, change, trial.about)
    edit = "" if change.text is None else unified_diff(laboratory.problem.text, change.text, laboratory.file_name)
    return Experiment(
        title=title(trial.start, trial.words),
        start=trial.start,
        change=change,
        target=laboratory.target,
        about=trial.about,
        outcome=result.text,
        expected=trial.expected,
        supports=trial.supports(result) and not result.undecided,
        undecided=result.undecided,
        edit=edit,
    )


def outcome_of(laboratory: Laboratory, start: Start, change: Change, about: NormalizedName | None) -> Result:
    """What a project comes out as under a change, or whether there is an answer at all. Raises OutOfBudget."""
    try:
        resolution = laboratory.run(start, change)
    except ProblemSyntaxError as error:
        return Result(refused(error), None)
    if about is not None:
        return laboratory.result(resolution, about)
    return Result(SOLVED if resolution.solved else resolution.outcome.value, None, resolution.failure is not None)
