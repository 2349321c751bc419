"""`overrides-constraints`: a line reaches the modes differently, or adds and drops projects."""

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
from tests.support.small_indexes import Example

NAME = CauseClass.OVERRIDES_CONSTRAINTS
ON_WINDOWS = "constraint-dependencies = [\"a<{} ; sys_platform == 'win32'\"]"


def test_a_constraint_on_another_platform() -> None:
    assert_divergence(NAME, world_of(Example({"a": "1 2"}, ["a"], tool_uv=ON_WINDOWS.format(2))), "a")
    assert_no_divergence(NAME, world_of(Example({"a": "1 2"}, ["a"], tool_uv=ON_WINDOWS.format(3))), "a")


def test_a_constraint_that_excludes_what_is_asked_for() -> None:
    text = PROJECT.format('["a>1"]') + '[tool.uv]\nconstraint-dependencies = ["a<{}"]\n'.replace("{}", "{limit}")
    assert_failure(NAME, a_world(text.replace("{limit}", "2"), {"a": "1 2"}))
    assert_answers(a_world(text.replace("{limit}", "3"), {"a": "1 2"}))


def test_an_override_that_brings_a_project_in() -> None:
    text = PROJECT.format('["a"]') + '[tool.uv]\noverride-dependencies = ["old"]\n'
    guarded = {"a": {"1": ["old ; python_version < '3.8'"]}, "old": "1"}
    assert_finding(NAME, a_world(text, guarded), "old", "absent")
    assert_no_finding(NAME, a_world(text, {"a": {"1": ["old"]}, "old": "1"}))
