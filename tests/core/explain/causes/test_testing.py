"""One way to test a hypothesis, whatever it is about."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.causes import testing
from resolver_core.explain.causes.cause import Hypothesis
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Cause, Proof
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.trials import Trial
from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

EXAMPLE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])
A = canonicalize_name("a")


def a_trial(expected: str, start: Start = Start.SINGLE, *axes: Axis) -> Trial:
    return Trial(start, Change(axes=axes), "of something", A, lambda result: result.text == expected, expected)


HOLDS, FAILS = a_trial("1"), a_trial("2")


def proof(*trials: Trial, further: tuple[Trial, ...] = (), is_conclusive: bool = True) -> Cause:
    hypothesis = Hypothesis(CauseClass.YANKED, trials, "so it is", further=further, is_conclusive=is_conclusive)
    return testing.tested(a_laboratory(EXAMPLE), hypothesis)


def test_every_trial_has_to_come_out_as_expected() -> None:
    assert (proof(HOLDS).proof, proof(HOLDS).summary) == (Proof.PROVEN, "so it is")
    assert proof(HOLDS, FAILS).proof is Proof.NOT_PROVEN
    assert [one.supports for one in proof(FAILS, HOLDS).experiments] == [False, True]


def test_further_trials_stand_beside_a_proof_only_where_they_agree() -> None:
    universal = a_trial("2", Start.UNIVERSAL)
    assert [one.start for one in proof(HOLDS, further=(FAILS, universal)).experiments] == ["single", "universal"]
    assert len(proof(FAILS, further=(universal,)).experiments) == 1


def test_trials_that_prove_nothing_alone() -> None:
    assert proof(HOLDS, is_conclusive=False).proof is Proof.NOT_PROVEN


@pytest.mark.parametrize("trials", [(HOLDS,), (HOLDS, FAILS)])
def test_data_that_were_not_recorded_decide_nothing(trials: tuple[Trial, ...]) -> None:
    nothing = SnapshotIndex(RecordingIndex(EXAMPLE.index()).snapshot())
    hypothesis = Hypothesis(CauseClass.YANKED, trials, "so it is")
    assert testing.tested(a_laboratory(EXAMPLE, nothing), hypothesis).proof is Proof.UNDECIDED
