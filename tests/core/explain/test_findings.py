"""Picks that surprise: in which modes, and not a second time where a divergence says it already."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import PROJECT, a_world, of_class, world_of
from tests.support.small_indexes import Example, of

TEXT = PROJECT.format('["a"]')
LIMITED = of(python=">=3.8,<3.11")


def test_a_pick_of_both_modes_is_tested_in_both() -> None:
    found = a_world(TEXT, {"a": {"1": [], "2": LIMITED}}).explained()
    (finding,) = of_class(found, CauseClass.PYTHON_UPPER_BOUND)
    assert finding.mode == "both"
    assert [one.start for one in finding.cause.experiments] == ["single", "universal", "as-pip"]


def test_a_pick_of_one_mode_is_tested_there() -> None:
    versions = {"1": [], "2": LIMITED, "3": of(tags="W")}
    found = a_world(TEXT, {"a": versions}).explained()
    (finding,) = of_class(found, CauseClass.PYTHON_UPPER_BOUND)
    assert finding.mode == "single"
    assert [one.start for one in finding.cause.experiments] == ["single", "as-pip"]


def test_what_a_divergence_says_is_not_said_again() -> None:
    broken = Example({"a": {"1": [], "2": {"W": [], "L": of(python="^3.10")}}}, ["a"])
    found = world_of(broken).explained()
    assert found.divergences[0].cause is not None
    assert found.divergences[0].cause.cause_class is CauseClass.INVALID_METADATA
    assert not of_class(found, CauseClass.INVALID_METADATA)


def test_an_unreadable_file_that_nobody_would_take_surprises_nobody() -> None:
    versions = {"1": of(python="^3.10"), "2": []}
    assert not a_world(TEXT, {"a": versions}).explained().findings
