"""An experiment holds what was changed, what came out and what that says."""

from __future__ import annotations

import pytest
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core import Environment, target
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.experiments import measured, outcome_of
from resolver_core.explain.lab.trials import Trial
from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

EXAMPLE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])
A = canonicalize_name("a")
FILE_RULE = Change(axes=(Axis.FILE_RULE,))


def a_trial(change: Change = FILE_RULE, expected: str = "2", place: Environment | None = None) -> Trial:
    words, supports = "with something changed", lambda result: result.text == expected
    return Trial(Start.SINGLE, change, words, A, supports, expected, place)


def test_what_was_expected_supports() -> None:
    found = measured(a_laboratory(EXAMPLE), a_trial())
    assert (found.title, found.outcome, found.supports) == ("single-platform solve with something changed", "2", True)
    assert not measured(a_laboratory(EXAMPLE), a_trial(expected="1")).supports


def test_an_edit_is_kept_as_a_patch() -> None:
    laboratory = a_laboratory(EXAMPLE)
    text = laboratory.problem.text.replace("'a'", "'a<2'")
    found = measured(laboratory, a_trial(Change(text=text), "1"))
    assert "+dependencies = ['a<2']" in found.edit


def test_a_trial_may_ask_another_target() -> None:
    windows = target("3.11", "windows")
    found = measured(a_laboratory(EXAMPLE), a_trial(Change(), place=windows))
    assert (found.target, found.outcome) == (windows, "2")


@pytest.mark.parametrize(
    ("change", "about", "outcome"),
    [
        (Change(), A, "1"),
        (Change(requirements=("a>=2",)), A, "unsatisfiable"),
        (Change(requirements=("a>=2",)), None, "unsatisfiable"),
        (Change(), None, "solved"),
        (Change(), canonicalize_name("nobody"), "absent"),
    ],
)
def test_outcomes(change: Change, about: NormalizedName | None, outcome: str) -> None:
    assert outcome_of(a_laboratory(EXAMPLE), Start.SINGLE, change, about).text == outcome


def test_a_text_that_cannot_be_read_has_failed() -> None:
    text = EXAMPLE.problem().text.replace("'a'", "'a>>1'")
    assert outcome_of(a_laboratory(EXAMPLE), Start.SINGLE, Change(text=text), A).text.startswith("failed: ")


def test_data_that_were_not_recorded_decide_nothing() -> None:
    nothing = SnapshotIndex(RecordingIndex(EXAMPLE.index()).snapshot())
    found = measured(a_laboratory(EXAMPLE, nothing), a_trial())
    assert (found.supports, found.undecided) == (False, True)
