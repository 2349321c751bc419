"""`exclude-newer`: a cut-off hides a file or a version."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import (
    CUT,
    NEW,
    OLD,
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

NAME = CauseClass.EXCLUDE_NEWER
MARCH = '[tool.uv]\nexclude-newer = "2024-03-01"\n'


def linux_wheel_of(when: str) -> Example:
    files = {"W": of(uploaded=OLD), "L": of(uploaded=when)}
    return Example({"a": {"1": of(uploaded=OLD), "2": files}}, ["a"], tool_uv=CUT)


def test_the_file_for_the_target_came_later() -> None:
    assert_divergence(NAME, world_of(linux_wheel_of(NEW)), "a")
    assert_no_divergence(NAME, world_of(linux_wheel_of(OLD)), "a")


def test_everything_came_later() -> None:
    text = PROJECT.format('["a"]') + MARCH
    assert_failure(NAME, a_world(text, {"a": {"1": of(uploaded=NEW)}}))
    assert_answers(a_world(text, {"a": {"1": of(uploaded=OLD)}}))


def test_a_forgotten_cut_off() -> None:
    projects = {"a": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)}}
    text = PROJECT.format('["a"]') + MARCH
    assert_finding(NAME, a_world(text, projects), "a", "2")
    assert_no_finding(NAME, a_world(text.replace("2024-03-01", "2024-07-01"), projects))


def test_a_forgotten_cut_off_for_one_project() -> None:
    projects = {"a": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)}}
    text = PROJECT.format('["a"]') + '[tool.uv]\nexclude-newer-package = { a = "2024-03-01" }\n'
    finding = assert_finding(NAME, a_world(text, projects), "a", "2")
    assert finding.cause.experiments[0].title == "single-platform solve without exclude-newer for a"
