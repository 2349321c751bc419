"""The smallest set of axes that is sufficient and necessary."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.explain.explanation import Proof
from resolver_core.explain.lab.axis_search import SCOPE, Sides, search
from resolver_core.explain.lab.changes import Axis, Start
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

NO_WHEEL_HERE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])


def sides(single: str, universal: str) -> Sides:
    return Sides(
        about=canonicalize_name("a"),
        is_single=lambda result: result.text == single,
        is_universal=lambda result: result.text == universal,
        single_text=single,
        universal_text=universal,
    )


def test_one_axis_in_both_directions() -> None:
    found = search(a_laboratory(NO_WHEEL_HERE), sides("1", "2"))
    assert (found.axes, found.proof) == ((Axis.FILE_RULE,), Proof.PROVEN)
    assert [(one.start, one.outcome) for one in found.experiments] == [(Start.SINGLE, "2"), (Start.UNIVERSAL, "1")]


def test_likely_axes_are_tried_first() -> None:
    laboratory = a_laboratory(NO_WHEEL_HERE)
    search(laboratory, sides("1", "2"), [(Axis.FILE_RULE,)])
    assert laboratory.solves == 2


def test_the_environments_and_how_markers_are_read_go_together() -> None:
    held = Example({"a": "1 2 3", "q": {"1": ["a<2 ; sys_platform == 'win32'"]}}, ["a", "q"])
    assert search(a_laboratory(held), sides("3", "1")).axes == SCOPE


def test_several_axes_are_found_from_all_of_them() -> None:
    """An extra excludes the newest version, and without a file of the next one the extra alone would give the first."""
    versions = {"1": (), "2": of(tags="W"), "3": ()}
    both = Example({"a": versions}, ["a"], more='[project.optional-dependencies]\nx = ["a<3"]\n')
    found = search(a_laboratory(both), sides("3", "2"))
    assert (set(found.axes), found.proof) == ({Axis.FILE_RULE, Axis.ROOTS}, Proof.PROVEN)


def test_what_no_axis_gives_is_not_proven() -> None:
    found = search(a_laboratory(NO_WHEEL_HERE), sides("1", "9"))
    assert (found.axes, found.proof) == ((), Proof.NOT_PROVEN)
    assert found.experiments


def test_the_end_of_the_budget_ends_the_search() -> None:
    assert search(a_laboratory(NO_WHEEL_HERE, budget=1), sides("1", "2")).proof is Proof.NOT_PROVEN
