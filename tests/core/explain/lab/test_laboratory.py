"""A laboratory solves each question once, within its budget, on the same recorded data."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core import target
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.laboratory import OutOfBudget
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

EXAMPLE = Example({"a": {"1": [], "2": of(tags="W")}, "b": "1"}, ["a", "b"])
A = canonicalize_name("a")


def test_the_same_question_is_solved_once() -> None:
    laboratory = a_laboratory(EXAMPLE)
    assert laboratory.single is laboratory.single
    assert laboratory.run(Start.SINGLE, Change()) is laboratory.single
    assert laboratory.solves == 1


def test_no_solve_beyond_the_budget() -> None:
    laboratory = a_laboratory(EXAMPLE, budget=1)
    assert laboratory.single.solved
    with pytest.raises(OutOfBudget):
        _ = laboratory.universal
    assert (laboratory.solves, laboratory.solves_left) == (1, 0)


def test_axes_settings_and_lines_can_be_changed() -> None:
    laboratory = a_laboratory(EXAMPLE)
    assert laboratory.result(laboratory.run(Start.SINGLE, Change(axes=(Axis.FILE_RULE,))), A).text == "2"
    assert laboratory.result(laboratory.run(Start.UNIVERSAL, Change(constraints=("a<2",))), A).text == "1"
    assert laboratory.result(laboratory.run(Start.AS_PIP, Change()), A).text == "1"


def test_what_differs_between_two_answers() -> None:
    laboratory = a_laboratory(EXAMPLE)
    assert laboratory.differing(laboratory.single, laboratory.universal) == ["a"]
    assert laboratory.differing(laboratory.single, laboratory.single) == []


def test_another_target_spends_the_same_budget() -> None:
    laboratory = a_laboratory(EXAMPLE)
    there = laboratory.elsewhere(target("3.11", "windows"))
    assert there.result(there.single, A).text == "2"
    assert laboratory.solves == there.solves == 1


def test_an_answer_that_is_none_installs_nothing() -> None:
    laboratory = a_laboratory(EXAMPLE)
    assert laboratory.pins(laboratory.run(Start.SINGLE, Change(requirements=("a>=2",)))) == {}
