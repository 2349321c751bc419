"""What there is to be shown: the roots, failures and findings of a question, each with its proven cause."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from packaging.utils import NormalizedName

from resolver_core.errors import CoreError
from resolver_core.explain.causes.cause import Diverging
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.consequences import roots_of
from resolver_core.explain.divergences import causes_of
from resolver_core.explain.explanation import Proof
from resolver_core.explain.failures import cause_of_failure
from resolver_core.explain.findings import findings
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.minimise.goal import (
    Goal,
    ModeWithoutAnswer,
    RootDivergence,
    SurprisingPick,
    projects_in_the_way,
)


class NothingToShow(CoreError):
    """The question shows nothing whose cause is proven, or nothing of the project that was named."""

    def __init__(self, project: NormalizedName | None = None, known: tuple[str, ...] = ()) -> None:
        super().__init__(project, known)
        self.project = project
        self.known = known

    def __str__(self) -> str:
        what = "no difference, failure or finding" if self.project is None else f"no such thing of {self.project}"
        there = f"; what differs: {', '.join(self.known)}" if self.known else ""
        return f"there is nothing to make smaller: {what} whose cause is proven{there}"


def chosen_goal(laboratory: Laboratory, project: NormalizedName | None) -> Goal:
    """The first goal, or that of a project. Raises NothingToShow, and what `resolve` raises."""
    with suppress(OutOfBudget):
        for goal in goals(laboratory, project):
            if project in (None, goal.project):
                return goal
    raise NothingToShow(project, tuple(laboratory.differing(laboratory.single, laboratory.universal)))


def goals(laboratory: Laboratory, project: NormalizedName | None = None) -> Iterator[Goal]:
    """Everything that has a proven cause; of a project alone where one is named: no solve is spent on others."""
    if laboratory.single.solved and laboratory.universal.solved:
        yield from _divergences(laboratory, project)
    else:
        yield from _failures(laboratory)
    for finding in findings(laboratory):
        if finding.cause.proof is Proof.PROVEN:
            yield SurprisingPick(finding.project, finding.cause.cause_class)


def _divergences(laboratory: Laboratory, project: NormalizedName | None) -> Iterator[Goal]:
    for root in roots_of(laboratory):
        if project in (None, root.row.project):
            cause = causes_of(Diverging(laboratory, root.row))[0]
            if cause.proof is Proof.PROVEN and cause.cause_class is not CauseClass.NOT_PROVEN:
                yield RootDivergence(root.row.project, cause.cause_class)


def _failures(laboratory: Laboratory) -> Iterator[Goal]:
    single, universal = laboratory.single, laboratory.universal
    sides = ((Start.SINGLE, single, universal), (Start.UNIVERSAL, universal, single))
    for mode, here, there in sides:
        cause = None if here.solved else cause_of_failure(laboratory, mode)
        if cause is not None and cause.cause_class is not CauseClass.NOT_PROVEN:
            project = next(iter(projects_in_the_way(here)), None)
            yield ModeWithoutAnswer(project, mode, here.outcome, there.solved, cause.cause_class)
