"""`no-compatible-file`: a version that the lock takes has no file for the target."""

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

NAME = CauseClass.NO_COMPATIBLE_FILE


def test_a_version_for_another_platform_alone() -> None:
    assert_divergence(NAME, world_of(Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])), "a")
    assert_no_divergence(NAME, world_of(Example({"a": {"1": [], "2": of(tags="W L")}}, ["a"])), "a")


def test_a_project_for_another_platform_alone() -> None:
    text = PROJECT.format('["a"]')
    found = assert_failure(NAME, a_world(text, {"a": {"1": of(tags="W")}}), ("single",))
    assert found.failures[0].fixes[0].title == "ask for a only where sys_platform != 'linux'"
    assert_answers(a_world(text, {"a": {"1": of(tags="L")}}))
