"""`invalid-metadata`: a file is passed over for a field that cannot be read."""

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

NAME = CauseClass.INVALID_METADATA
TEXT = PROJECT.format('["a"]')


def test_the_file_for_the_target_is_unreadable() -> None:
    broken = Example({"a": {"1": [], "2": {"W": [], "L": of(python="^3.10")}}}, ["a"])
    assert_divergence(NAME, world_of(broken), "a")
    whole = Example({"a": {"1": [], "2": {"W": [], "L": of(python=">=3.10")}}}, ["a"])
    assert_no_divergence(NAME, world_of(whole), "a")


def test_every_file_is_unreadable() -> None:
    assert_failure(NAME, a_world(TEXT, {"a": {"2": of(python="^3.10")}}), fixable=False)
    assert_answers(a_world(TEXT, {"a": "2"}))


def test_the_newest_file_is_unreadable() -> None:
    assert_finding(NAME, a_world(TEXT, {"a": {"1": [], "2": of(python="^3.10")}}), "a", "2", fixable=False)
    assert_no_finding(NAME, a_world(TEXT, {"a": {"1": [], "2": of(python=">=3.10")}}))
