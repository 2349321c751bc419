"""The three kinds of result, as causes see them."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.answer.comparison import compare
from resolver_core.explain.causes.cause import Diverging, Failing, Surprising
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.experiments import measured
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

EXAMPLE = Example({"a": {"1": [], "2": of(tags="W")}, "b": "1"}, ["a", "b"])
A = canonicalize_name("a")


def test_a_divergence_is_tested_by_agreement_of_both_modes() -> None:
    laboratory = a_laboratory(EXAMPLE)
    row = compare(laboratory.single, laboratory.universal, laboratory.target).rows[0]
    diverging = Diverging(laboratory, row)
    assert [str(pin.version) for pin in diverging.pins] == ["2", "1"]
    for change, agree in ((Change(constraints=("a<2",)), True), (Change(constraints=("a<3",)), False)):
        found = [measured(laboratory, trial) for trial in diverging.agreement(change, "with a bound")]
        assert [(one.start, one.supports) for one in found] == [("single", agree), ("universal", agree)]


def test_modes_that_both_fail_do_not_agree() -> None:
    laboratory = a_laboratory(EXAMPLE)
    diverging = Diverging(laboratory, compare(laboratory.single, laboratory.universal, laboratory.target).rows[0])
    for change in (Change(constraints=("a<1",)), Change(text="[project]\nname = 1\n")):
        assert not any(measured(laboratory, trial).supports for trial in diverging.agreement(change, "broken"))


def test_a_failure_is_tested_by_an_answer() -> None:
    laboratory = a_laboratory(Example({"a": {"1": of(tags="W")}}, ["a"]))
    failing = Failing(laboratory, Start.SINGLE, laboratory.single)
    assert (failing.projects, failing.is_clash) == ((A,), True)
    outcomes = [
        measured(laboratory, trial).outcome
        for change in (Change(), Change(axes=(Axis.FILE_RULE,)))
        for trial in failing.answer(change, "with files of any platform")
    ]
    assert outcomes == ["unsatisfiable", "solved"]


def test_a_pick_is_tested_by_another() -> None:
    laboratory = a_laboratory(EXAMPLE)
    surprising = Surprising(laboratory)
    assert sorted(surprising.pins) == ["a", "b"]
    (trial,) = surprising.otherwise(A, Change(axes=(Axis.FILE_RULE,)), "with files of any platform")
    found = measured(laboratory, trial)
    assert (found.outcome, found.expected, found.supports) == ("2", "anything but 1", True)
