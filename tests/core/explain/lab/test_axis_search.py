"""The smallest change that is sufficient and necessary: for one project, for all, for a few, or several at once."""

from __future__ import annotations

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.explanation import Proof
from resolver_core.explain.lab.axis_search import RANGE, SCOPE, Found, Sides, search
from resolver_core.explain.lab.changes import Axis, AxisChange, Start
from resolver_core.explain.lab.laboratory import Laboratory
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

A, B = canonicalize_name("a"), canonicalize_name("b")
NO_WHEEL_HERE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])
FILE_OF_A = AxisChange((Axis.FILE_RULE,), (A,))


def sides(single: str, universal: str, about: NormalizedName = A) -> Sides:
    return Sides(
        about=about,
        is_single=lambda result: result.text == single,
        is_universal=lambda result: result.text == universal,
        single_text=single,
        universal_text=universal,
        suspects=(about,),
    )


def first(laboratory: Laboratory, wanted: Sides, likely: tuple[AxisChange, ...] = ()) -> Found:
    return next(search(laboratory, wanted, likely))


def test_one_axis_for_one_project_in_both_directions() -> None:
    found = first(a_laboratory(NO_WHEEL_HERE), sides("1", "2"))
    assert (found.changes, found.proof, found.is_sufficient) == ((FILE_OF_A,), Proof.PROVEN, True)
    assert [(one.start, one.outcome) for one in found.experiments] == [(Start.SINGLE, "2"), (Start.UNIVERSAL, "1")]
    assert all(one.change.projects == (A,) for one in found.experiments)


def test_likely_axes_are_tried_first() -> None:
    laboratory = a_laboratory(NO_WHEEL_HERE)
    first(laboratory, sides("1", "2"), (AxisChange((Axis.FILE_RULE,)),))
    assert laboratory.solves == 2


def test_an_axis_for_others_is_narrowed_to_them() -> None:
    """What `a` needs has no file here; what else has none does not matter."""
    needing = {"a": {"1": [], "2": ["b"]}, "b": {"2": of(tags="W")}, "c": {"1": [], "2": of(tags="W")}}
    found = first(a_laboratory(Example(needing, ["a", "c"])), sides("1", "2"))
    assert found.changes == (AxisChange((Axis.FILE_RULE,), (B,)),)


def test_the_environments_and_how_markers_are_read_go_together() -> None:
    held = Example({"a": "1 2 3", "q": {"1": ["a<2 ; sys_platform == 'win32'"]}}, ["a", "q"])
    assert first(a_laboratory(held), sides("3", "1")).axes == SCOPE


def test_a_marker_on_python_takes_the_range_as_well() -> None:
    held = Example({"a": "1 2 3", "q": {"1": ["a<2 ; python_version < '3.10'"]}}, ["a", "q"])
    assert set(first(a_laboratory(held), sides("3", "1")).axes) == set(RANGE)


def test_what_is_declared_counts_before_a_rule_that_every_lock_has() -> None:
    """An extra excludes the newest version, and without a file of the next one the extra alone would give the first."""
    versions = {"1": (), "2": of(tags="W"), "3": ()}
    both = Example({"a": versions}, ["a"], more='[project.optional-dependencies]\nx = ["a<3"]\n')
    found = first(a_laboratory(both), sides("3", "2"))
    assert (found.axes, found.proof, found.is_sufficient) == ((Axis.ROOTS,), Proof.PROVEN, False)
    assert [one.start for one in found.experiments] == [Start.UNIVERSAL]


SEVERAL = Example(
    {"z": "1 2 3", "q": {"1": [], "2": of("z<3 ; sys_platform == 'win32'", tags="W")}},
    ["q", "z"],
)
"""A version of `q` that has no file here asks for less of `z`, and only elsewhere."""


def test_several_of_which_none_can_be_left_out() -> None:
    found = first(a_laboratory(SEVERAL), sides("3", "2", canonicalize_name("z")))
    assert found.proof is Proof.PROVEN
    assert [set(change.axes) for change in found.changes] == [{Axis.FILE_RULE}, set(RANGE)]
    sufficient, necessary, *left_out = found.experiments
    assert (sufficient.start, necessary.start) == (Start.SINGLE, Start.UNIVERSAL)
    assert len(left_out) == len(found.changes)
    assert all(one.supports and one.expected.startswith("anything but") for one in left_out)


def test_the_search_goes_on_where_nobody_claims_what_was_found() -> None:
    found = list(search(a_laboratory(NO_WHEEL_HERE), sides("1", "2")))
    assert len(found) > 1
    assert found[-1].changes == ()


def test_what_no_axis_gives_is_not_proven() -> None:
    *found, last = search(a_laboratory(NO_WHEEL_HERE), sides("1", "9"))
    assert not any(one.is_sufficient for one in found)
    assert (last.changes, last.proof) == ((), Proof.NOT_PROVEN)
    assert last.experiments


def test_the_end_of_the_budget_ends_the_search() -> None:
    laboratory = a_laboratory(NO_WHEEL_HERE, budget=1)
    assert first(laboratory, sides("1", "2")).proof is Proof.NOT_PROVEN
    assert laboratory.ledger.ran_out
