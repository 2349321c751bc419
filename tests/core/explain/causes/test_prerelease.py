"""`prerelease`: a pre-release counts in one mode, or is the only way."""

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

NAME = CauseClass.PRERELEASE
EXTRA = '[project.optional-dependencies]\nx = ["a>=2rc1"]\n'


def test_an_extra_that_names_a_pre_release() -> None:
    assert_divergence(NAME, world_of(Example({"a": "1 2rc1", "b": {"1": ["a"]}}, ["b"], more=EXTRA)), "a")
    assert_no_divergence(NAME, world_of(Example({"a": "1 2", "b": {"1": ["a"]}}, ["b"], more=EXTRA)), "a")


def test_only_a_pre_release_would_do() -> None:
    text = PROJECT.format('["a>1"]') + '[tool.uv]\nprerelease = "disallow"\n'
    assert_failure(NAME, a_world(text, {"a": "1 2rc1"}))
    assert_answers(a_world(text, {"a": "1 2"}))


def test_a_pre_release_where_a_stable_release_would_do() -> None:
    text, projects = PROJECT.format('["a"]'), {"a": "1 2rc1"}
    assert_finding(NAME, a_world(text + '[tool.uv]\nprerelease = "allow"\n', projects), "a", "1")
    assert_no_finding(NAME, a_world(text, projects))
