"""One experiment: solve with one thing changed and put down what came out."""

from __future__ import annotations

from collections.abc import Callable

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Difference, compare
from resolver_core.answer.resolution import FailureKind, Resolution
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.explanation import Experiment
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.laboratory import Laboratory, Result, unified_diff

NO_CHANGE = Change()


def measured(
    laboratory: Laboratory,
    start: Start,
    change: Change,
    words: str,
    *,
    about: NormalizedName | None,
    supports: Callable[[Result], bool],
    expected: str,
) -> Experiment:
    """Run one solve and judge it. `words` go on after "single-platform solve …".

    `about` is the project in question, None where the question is whether there is an answer. Raises OutOfBudget.
    """
    result = outcome_of(laboratory, start, change, about)
    edit = "" if change.text is None else unified_diff(laboratory.problem.text, change.text, laboratory.file_name)
    return Experiment(
        title=f"{start.words} solve {words}",
        start=start,
        change=change,
        target=laboratory.target,
        about=about,
        outcome=result.text,
        expected=expected,
        supports=supports(result) and not result.undecided,
        undecided=result.undecided,
        edit=edit,
    )


def outcome_of(laboratory: Laboratory, start: Start, change: Change, about: NormalizedName | None) -> Result:
    """What a project comes out as under a change, or whether there is an answer at all. Raises OutOfBudget."""
    try:
        resolution = laboratory.run(start, change)
    except ProblemSyntaxError as error:
        return Result(f"failed: {error}", None)
    if about is not None:
        return laboratory.result(resolution, about)
    undecided = resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED
    return Result("solved" if resolution.solved else resolution.outcome.value, None, undecided)


def agreement(
    laboratory: Laboratory, change: Change, words: str, project: NormalizedName
) -> tuple[tuple[Experiment, Experiment], bool]:
    """Both modes with the same thing changed, and whether the project is then the same in both.

    Raises OutOfBudget.
    """
    try:
        single, universal = laboratory.both(change)
    except ProblemSyntaxError:
        return _pair(laboratory, change, words, project, supports=False), False
    agrees = single.solved and universal.solved and project not in differing(laboratory, single, universal)
    return _pair(laboratory, change, words, project, supports=agrees), agrees


def _pair(
    laboratory: Laboratory, change: Change, words: str, project: NormalizedName, *, supports: bool
) -> tuple[Experiment, Experiment]:
    def one(start: Start) -> Experiment:
        return measured(
            laboratory,
            start,
            change,
            words,
            about=project,
            supports=lambda _: supports,
            expected="the same in both modes",
        )

    return one(Start.SINGLE), one(Start.UNIVERSAL)


def differing(laboratory: Laboratory, single: Resolution, universal: Resolution) -> list[NormalizedName]:
    """The projects that differ between two answers at the target and selection."""
    selection = laboratory.selection
    rows = compare(single, universal, laboratory.target, selection.extras, selection.groups).rows
    return [row.project for row in rows if row.difference is not Difference.NONE]
