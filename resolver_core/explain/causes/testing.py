"""The experiments of a hypothesis, and what they say of it."""

from __future__ import annotations

from collections.abc import Sequence

from resolver_core.explain.causes.cause import Hypothesis
from resolver_core.explain.explanation import Cause, Experiment, Proof
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.wording.paragraphs import paragraph


def tested(laboratory: Laboratory, hypothesis: Hypothesis) -> Cause:
    """The hypothesis as a cause, with its proof; it is for the caller to say or to drop what is not proven.

    Raises OutOfBudget.
    """
    experiments = [measured(laboratory, trial) for trial in hypothesis.trials]
    proof = _proof(experiments, hypothesis)
    if proof is Proof.PROVEN:
        further = [measured(laboratory, trial) for trial in hypothesis.further]
        experiments += [experiment for experiment in further if experiment.supports]
    cause = Cause(hypothesis.cause_class, (), proof, "", hypothesis.evidence, tuple(experiments))
    return cause.telling(paragraph(hypothesis.summary))


def _proof(experiments: Sequence[Experiment], hypothesis: Hypothesis) -> Proof:
    if hypothesis.is_conclusive and all(experiment.supports for experiment in experiments):
        return Proof.PROVEN
    undecided = any(experiment.undecided for experiment in experiments)
    return Proof.UNDECIDED if undecided else Proof.NOT_PROVEN
