"""What overrides and exclusions leave of the user's own requirements; `examples/requirements.py` shows what follows."""

from __future__ import annotations

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.inputs.problem import Problem
from resolver_core.solver.overriding import is_excluded, scoped_overrides, standing
from resolver_core.solver.requirements import read_requirement
from tests.support.builders import a_problem

P, A, B = (canonicalize_name(name) for name in ("p", "a", "b"))
ONE, TWO = Version("1"), Version("2")


def settings(text: str) -> Problem:
    return a_problem(tool_uv=text)


OVERRIDES = settings(
    'override-dependencies = [{ package = { name = "p", version = "1" }, dependencies = ["a==1"] },'
    ' { package = { name = "p" }, dependencies = ["a==2", "b"] }]'
)


@pytest.mark.parametrize(("version", "found"), [(ONE, {A: ["==1"]}), (TWO, {A: ["==2"], B: [""]})])
def test_overrides_for_the_very_version_come_first(version: Version, found: dict[str, list[str]]) -> None:
    overrides = scoped_overrides(OVERRIDES, P, version)
    assert {name: [str(item.specifier) for item in items] for name, items in overrides.items()} == found
    assert not scoped_overrides(OVERRIDES, A, version)


def test_exclusions_are_general_or_of_one_parent() -> None:
    problem = settings('exclude-dependencies = ["a", { package = { name = "p" }, dependencies = ["b"] }]')
    assert [is_excluded(problem, parent, ONE, A) for parent in (None, P)] == [True, True]
    assert [is_excluded(problem, parent, ONE, B) for parent in (None, P)] == [False, True]


@pytest.mark.parametrize(("parent", "left"), [(None, ["a"]), (P, [])])
def test_what_was_replaced_does_not_stand(parent: str | None, left: list[str]) -> None:
    items = [read_requirement(Requirement(text)) for text in ("a==1", "c")]
    name = None if parent is None else canonicalize_name(parent)
    kept = standing(OVERRIDES, {canonicalize_name("c")}, items, name, ONE)
    assert [item.name for item in kept] == left
