"""Every experiment of an explanation, solved again."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core import Explanation, Options, Problem, Selection
from resolver_core.explain.explanation import Cause, Experiment
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.base import Index

NO_SELECTION = Selection()


def experiments_of(explanation: Explanation) -> Iterator[Experiment]:
    """All of them, of proven causes and of those that were not proven."""
    for cause in _causes(explanation):
        yield from cause.experiments


def _causes(explanation: Explanation) -> Iterator[Cause]:
    for divergence in explanation.divergences:
        if divergence.cause is not None:
            yield divergence.cause
        yield from divergence.further_causes
    for failure in explanation.failures:
        yield failure.cause
        yield from failure.further_causes
    yield from (finding.cause for finding in explanation.findings)


def contradictions(
    explanation: Explanation, problem: Problem, options: Options, index: Index, selection: Selection = NO_SELECTION
) -> list[str]:
    """The experiments that come out otherwise when they are solved again, in words."""
    found = []
    for experiment in experiments_of(explanation):
        again = Laboratory(problem, experiment.target, options, selection, index)
        # Pages are recorded when they are read: what the two answers need must be there before it is altered.
        again.solve(again.single_policy)
        again.solve(again.universal_policy)
        outcome = outcome_of(again, experiment.start, experiment.change, experiment.about).text
        if outcome != experiment.outcome:
            found.append(f"{experiment.title}: {experiment.outcome}, and again: {outcome}")
    return found
