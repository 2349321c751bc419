"""`platform-range`: the lock holds on every platform."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import (
    PROJECT,
    a_world,
    assert_answers,
    assert_divergence,
    assert_failure,
    assert_no_divergence,
    world_of,
)
from tests.support.small_indexes import Example

NAME = CauseClass.PLATFORM_RANGE


def test_a_requirement_that_applies_elsewhere() -> None:
    held = Example({"a": "1 2 3", "q": {"1": ["a<2 ; sys_platform == 'win32'"]}}, ["a", "q"])
    assert_divergence(NAME, world_of(held), "a")
    free = Example({"a": "1 2 3", "q": {"1": ["a<4 ; sys_platform == 'win32'"]}}, ["a", "q"])
    assert_no_divergence(NAME, world_of(free), "a")


def test_a_requirement_that_nothing_satisfies_elsewhere() -> None:
    text = PROJECT.format("""["a", "q"]""")
    clash = {"a": "2", "q": {"1": ["a<2 ; sys_platform == 'win32'"]}}
    found = assert_failure(NAME, a_world(text, clash), ("universal",))
    assert found.failures[0].cause.axes
    assert_answers(a_world(text, {**clash, "a": "1 2"}))
