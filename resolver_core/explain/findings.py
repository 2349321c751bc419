"""Answers that may be equal in both modes and still surprise, each explained by experiments of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from packaging.utils import NormalizedName

from resolver_core.explain.causes import register
from resolver_core.explain.causes.cause import Hypothesis, Surprising
from resolver_core.explain.causes.testing import tested
from resolver_core.explain.explanation import Finding, Proof
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import Trial
from resolver_core.explain.tried_fixes import fixes_of_finding
from resolver_core.explain.wording.experiments import anything_but


def findings(laboratory: Laboratory) -> Iterator[Finding]:
    """Everything surprising about the single-platform answer; none where it has no solution.

    What surprises about the answer as a whole comes first, then single picks: those that are others once the first is
    lifted follow from it.
    """
    if not laboratory.single.solved:
        return
    surprising, roots = Surprising(laboratory), list[_Lifted]()
    with suppress(OutOfBudget):
        for hypothesis in register.of_answer(surprising):
            for finding in _finding(laboratory, hypothesis):
                yield finding
                if finding.cause.proof is Proof.PROVEN:
                    roots.append(_Lifted(finding.project, hypothesis.trials[0]))
        for hypothesis in register.of_picks(surprising):
            for finding in _finding(laboratory, hypothesis):
                yield _rooted(laboratory, finding, roots)


@dataclass(frozen=True, slots=True)
class _Lifted:
    """A finding, and the experiment that undoes it."""

    project: NormalizedName
    trial: Trial


def _rooted(laboratory: Laboratory, finding: Finding, roots: Iterable[_Lifted]) -> Finding:
    """The finding, as a consequence where it is one: what undoes the root is all that there is to do."""
    before = laboratory.result(laboratory.single, finding.project).text
    for root in roots:
        lifted = replace(
            root.trial,
            about=finding.project,
            supports=lambda result: result.text != before,
            expected=anything_but(before),
        )
        experiment = measured(laboratory, lifted)
        if experiment.supports and finding.project != root.project:
            return replace(finding, consequence_of=root.project, follows_by=experiment, fixes=())
    return finding


def _finding(laboratory: Laboratory, hypothesis: Hypothesis) -> Iterator[Finding]:
    """What is proven, and what surprises in any case."""
    project, mode = hypothesis.about, hypothesis.mode
    if project is None:
        return
    if not mode:
        here, there = laboratory.result(laboratory.single, project), laboratory.result(laboratory.universal, project)
        mode = "both" if here.text == there.text else "single"
        hypothesis = _in_both(hypothesis) if here.text == there.text else hypothesis
    cause = tested(laboratory, hypothesis)
    if cause.proof is not Proof.PROVEN:
        if not hypothesis.is_fact:
            return
        cause = replace(cause, proof=Proof.NOT_PROVEN)
    yield Finding(project, mode, laboratory.target, cause, fixes_of_finding(laboratory, hypothesis, project))


def _in_both(hypothesis: Hypothesis) -> Hypothesis:
    """The same trials with the lock beside them, where both modes have the same."""
    universal = tuple(replace(trial, start=Start.UNIVERSAL) for trial in hypothesis.trials)
    return replace(hypothesis, further=(*universal, *hypothesis.further))
