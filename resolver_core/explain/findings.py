"""Answers that may be equal in both modes and still surprise, each explained by experiments of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from resolver_core.explain.causes import register
from resolver_core.explain.causes.cause import Hypothesis, Surprising
from resolver_core.explain.causes.testing import tested
from resolver_core.explain.explanation import Finding, Proof
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.tried_fixes import fixes_of_finding


def findings(laboratory: Laboratory) -> Iterator[Finding]:
    """Everything surprising about the single-platform answer; none where it has no solution."""
    if not laboratory.single.solved:
        return
    try:
        for hypothesis in register.of_picks(Surprising(laboratory)):
            yield from _finding(laboratory, hypothesis)
    except OutOfBudget:
        return


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
