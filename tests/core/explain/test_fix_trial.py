"""One edit: solved again in both modes, and what it does anywhere."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.explain.explanation import Fix
from resolver_core.explain.fix_order import in_order
from resolver_core.explain.fix_trial import tried
from resolver_core.explain.lab.trials import Candidate
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

EXAMPLE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])
A = canonicalize_name("a")


def edited(before: str, after: str) -> Candidate:
    text = EXAMPLE.problem().text
    assert before in text
    return Candidate("an edit", text.replace(before, after))


def fix_of(candidate: Candidate) -> Fix:
    found = tried(a_laboratory(EXAMPLE), candidate, A)
    assert found is not None
    return found.fix


def test_an_edit_that_makes_both_modes_agree() -> None:
    fix = fix_of(edited("'a'", "'a<2'"))
    assert (fix.verdict, fix.agrees) == (
        "both modes now agree on everything; here and everywhere else tried with uv sync: a falls to 1 and a 1 has a "
        "file now",
        True,
    )
    assert fix.moves == ("lock everywhere tried: lower: a 2 → 1", "lock everywhere tried: a file fits now of a 1")
    assert "-dependencies = ['a']" in fix.patch


def test_an_edit_that_leaves_the_difference() -> None:
    fix = fix_of(edited("'a'", "'a>=1'"))
    assert (fix.verdict, fix.agrees) == ("still differ: a", False)


def test_an_edit_that_leaves_a_mode_without_an_answer() -> None:
    fix = fix_of(edited("'a'", "'a>=2'"))
    assert fix.verdict == "no longer solvable with uv pip install"


def test_an_edit_after_which_nothing_can_be_read() -> None:
    assert tried(a_laboratory(EXAMPLE), edited("'a'", "'a>>1'"), A) is None


def test_a_version_that_is_asked_for_and_excludes_the_python_itself_is_no_help() -> None:
    """uv passes over the upper bound, and its build refuses."""
    excluded = Example({"a": {"1": of(python="<3.10"), "2": of(tags="W")}}, ["a"])
    allowed = Example({"a": {"1": of(python="<3.12"), "2": of(tags="W")}}, ["a"])
    candidate = edited("'a'", "'a<=1'")
    found = [tried(a_laboratory(example), candidate, A) for example in (excluded, allowed)]
    verdicts = [(one.fix.agrees, one.fix.verdict.partition(";")[0]) for one in found if one is not None]
    assert verdicts == [
        (False, "no help with a 1: its own Requires-Python (<3.10) excludes the target"),
        (True, "both modes now agree on everything"),
    ]
    assert [fix.is_offered for fix in in_order(one for one in found[:1] if one is not None)] == [False]


def test_a_version_that_excludes_the_python_itself_and_is_not_asked_for_anew() -> None:
    example = Example({"a": {"1": [], "2": of(tags="W")}, "b": {"1": of(python="<3.10")}}, ["a", "b"])
    text = example.problem().text
    found = tried(a_laboratory(example), Candidate("an edit", text.replace("'a'", "'a<2'")), A)
    assert found is not None
    assert found.fix.agrees
