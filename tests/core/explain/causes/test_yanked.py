"""`yanked`: a yanked file is taken, or refused."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import (
    PROJECT,
    a_world,
    assert_answers,
    assert_divergence,
    assert_failure,
    assert_finding,
    assert_no_divergence,
    assert_no_finding,
    world_of,
)
from tests.support.small_indexes import Example, of

NAME = CauseClass.YANKED


def test_the_file_for_the_target_was_yanked() -> None:
    yanked = Example({"a": {"1": [], "2": {"W": [], "L": of(yanked=True)}}}, ["a"])
    assert_divergence(NAME, world_of(yanked), "a")
    assert_no_divergence(NAME, world_of(Example({"a": {"1": [], "2": {"W": [], "L": []}}}, ["a"])), "a")


def test_only_a_yanked_version_would_do() -> None:
    text, b = PROJECT.format('["b"]'), {"b": {"1": ["a==2"]}}
    assert_failure(NAME, a_world(text, {"a": {"1": [], "2": of(yanked=True)}, **b}))
    assert_answers(a_world(text, {"a": "1 2", **b}))


def test_a_yanked_version_that_is_pinned() -> None:
    text = PROJECT.format('["a==2"]')
    finding = assert_finding(NAME, a_world(text, {"a": {"1": [], "2": of(yanked=True)}}), "a", "unsatisfiable")
    assert "because a==2 pins it. Without it there is no solution." in finding.cause.summary
    assert_no_finding(NAME, a_world(text, {"a": "1 2"}))
