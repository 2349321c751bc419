"""`python-range`: the lock holds for every Python of the project."""

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
from tests.support.small_indexes import Example, of

NAME = CauseClass.PYTHON_RANGE
FEWEST = 'fork-strategy = "fewest"'


def test_a_version_that_older_pythons_cannot_have() -> None:
    differs = Example({"a": {"1": of(python=">=3.8"), "2": of(python=">=3.9")}}, ["a"], tool_uv=FEWEST)
    assert_divergence(NAME, world_of(differs), "a")
    agrees = Example({"a": {"1": of(python=">=3.8"), "2": of(python=">=3.8")}}, ["a"], tool_uv=FEWEST)
    assert_no_divergence(NAME, world_of(agrees), "a")


def test_a_project_that_older_pythons_cannot_have() -> None:
    text, projects = PROJECT.format('["a"]'), {"a": {"1": of(python=">=3.9")}}
    assert_failure(NAME, a_world(text, projects), ("universal",))
    assert_answers(a_world(text.replace(">=3.8", ">=3.9"), projects))
