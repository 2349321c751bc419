"""`backtracking`: the order of requirements decides, or a project fell back years for want of a bound."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import (
    NEW,
    OLD,
    PROJECT,
    a_world,
    assert_divergence,
    assert_finding,
    assert_no_divergence,
    assert_no_finding,
    world_of,
)
from tests.support.small_indexes import Example, Projects, of

NAME = CauseClass.BACKTRACKING
ANCIENT = "2019-01-01T00:00:00+00:00"


def test_two_projects_that_exclude_each_others_newest() -> None:
    clash = Example({"z": {"1": [], "2": ["a<2"]}, "a": {"1": [], "2": ["z<2"]}}, ["z", "a"])
    assert_divergence(NAME, world_of(clash), "a")
    peace = Example({"z": {"1": [], "2": ["a<3"]}, "a": {"1": [], "2": ["z<3"]}}, ["z", "a"])
    assert_no_divergence(NAME, world_of(peace), "a")


def small_beside_big(limit: int) -> Projects:
    """The newest small excludes a big from `limit` on."""
    return {
        "big": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)},
        "small": {"1": of(uploaded=ANCIENT), "2": of(f"big<{limit}", uploaded=OLD)},
    }


def test_a_fall_to_a_release_years_old() -> None:
    text = PROJECT.format('["big", "small"]')
    finding = assert_finding(NAME, a_world(text, small_beside_big(2)), "small", "2")
    assert "big 2 (it becomes 1)" in finding.cause.summary
    assert_no_finding(NAME, a_world(text, small_beside_big(3)))
