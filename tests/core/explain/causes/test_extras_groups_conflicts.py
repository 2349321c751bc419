"""`extras-groups-conflicts`: an extra that nobody asked for pulls on the lock."""

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

NAME = CauseClass.EXTRAS_GROUPS_CONFLICTS
EXTRA = '[project.optional-dependencies]\nold = ["a<{}"]\n'
EXTRAS = '[project.optional-dependencies]\nnew = ["a>=2"]\nold = ["a<{}"]\n'


def test_an_extra_that_holds_a_version_back() -> None:
    assert_divergence(NAME, world_of(Example({"a": "1 2"}, ["a"], more=EXTRA.format(2))), "a")
    assert_no_divergence(NAME, world_of(Example({"a": "1 2"}, ["a"], more=EXTRA.format(3))), "a")


def test_two_extras_that_exclude_each_other() -> None:
    text = PROJECT.format("[]") + EXTRAS
    assert_failure(NAME, a_world(text.format(2), {"a": "1 2"}), ("universal",))
    assert_answers(a_world(text.format(3), {"a": "1 2"}))


def test_a_command_that_asks_for_the_extra_too() -> None:
    divergence = assert_divergence(NAME, world_of(Example({"a": "1 2"}, ["a"], more=EXTRA.format(2))), "a")
    asking = next(fix for fix in divergence.fixes if fix.extras)
    assert (asking.command, asking.patch, asking.extras) == ("uv sync --extra old", "", ("old",))
    assert asking.title == "ask for the extra old, too, with --extra old in both commands"
    assert asking.is_offered
    assert asking.moves == ("with uv pip on Python 3.11 on linux: lower: a 2 → 1",)


def test_an_extra_that_pulls_on_nothing_here_is_not_asked_for() -> None:
    more = EXTRA.format(2) + 'other = ["b"]\n'
    divergence = assert_divergence(NAME, world_of(Example({"a": "1 2", "b": "1"}, ["a"], more=more)), "a")
    assert {fix.extras for fix in divergence.fixes if fix.extras} == {("old",)}
