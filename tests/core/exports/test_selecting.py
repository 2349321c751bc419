"""Which pins an export holds, and where each is needed."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.exports.selecting import NotExportable, only_target, selected_pins
from tests.core.exports.answers import both, torch_like
from tests.support.builders import a_problem

PROBLEM = a_problem(
    "engine",
    requires_python=">=3.9",
    more='[project.optional-dependencies]\nx = ["tools"]\n[dependency-groups]\ndev = ["tools<2"]',
)
BOTH = both(a_problem("engine", requires_python=">=3.9"), torch_like())


def test_pins_come_by_name_without_the_project() -> None:
    names = [pin.pin.project for pin in selected_pins(BOTH.single, (), ())]
    assert names == sorted(names) == ["engine", "kernels"]


def test_a_selection_brings_its_pins() -> None:
    lock = both(PROBLEM, torch_like()).universal
    plain = {one.pin.project for one in selected_pins(lock, (), ())}
    extra = {one.pin.project for one in selected_pins(lock, (canonicalize_name("x"),), ())}
    group = {one.pin.project for one in selected_pins(lock, (), (canonicalize_name("dev"),))}
    assert "tools" not in plain
    assert extra == group == plain | {"tools"}


def test_a_marker_says_where_a_pin_is_needed() -> None:
    problem = a_problem("engine<2", requires_python=">=3.9")
    markers = {one.pin.project: one.marker for one in selected_pins(both(problem, torch_like()).universal, (), ())}
    assert markers == {"engine": "", "kernels": "", "tools": "sys_platform == 'win32'"}


def test_what_has_no_solution_cannot_be_exported() -> None:
    clash = both(a_problem("engine>9", requires_python=">=3.9"), torch_like()).single
    with pytest.raises(NotExportable, match="no solution") as caught:
        selected_pins(clash, (), ())
    assert caught.value.reason == str(caught.value)


def test_only_one_mode_is_for_one_target() -> None:
    assert only_target(BOTH.single) == BOTH.single.target
    assert only_target(BOTH.universal) is None
