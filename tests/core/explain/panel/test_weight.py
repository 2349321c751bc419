"""What an edit costs those who did not ask for it."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.fix_trial import tried
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.panel.weight import Harm, Weight
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

PROJECTS = {
    "a": {"1": ["b"], "2": []},
    "b": {"1": []},
    "c": {"1": ["d; sys_platform == 'win32'"], "2": of(tags="L")},
    "d": {"1": []},
}


def weighed(before: str, after: str, *ask: str, tool_uv: str = "") -> Weight:
    example = Example(PROJECTS, ask, tool_uv=tool_uv)
    text = example.problem().text
    assert before in text
    found = tried(a_laboratory(example), Candidate("", text.replace(before, after)), canonicalize_name("a"))
    assert found is not None
    return found.weight


@pytest.mark.parametrize(
    ("before", "after", "ask", "harm"),
    [
        ("'a<2'", "'a<2', 'd'", ("a<2",), Harm.NONE),
        ("'a<2'", "'a'", ("a<2",), Harm.BREAKS),  # b disappears
        ("'c<2'", "'c'", ("c<2",), Harm.BREAKS),  # no file elsewhere
        ("'d'", "'d ; sys_platform == \"linux\"'", ("d",), Harm.BREAKS),
        (">=3.8", ">=3.9", ("d",), Harm.FEWER_PYTHONS),
        ("name =", "name =", ("d",), Harm.NONE),
    ],
)
def test_the_worst_that_an_edit_does(before: str, after: str, ask: tuple[str, ...], harm: Harm) -> None:
    assert weighed(before, after, *ask).harm is harm


def test_a_lock_for_one_platform_breaks_the_others() -> None:
    assert weighed("package = false", "package = false", "d", tool_uv="package = false").harm is Harm.NONE
    linux = "environments = [\"sys_platform == 'linux'\"]"
    assert weighed("package = false", linux, "d", tool_uv="package = false").harm is Harm.BREAKS


def test_what_falls_elsewhere_counts_more_than_what_rises() -> None:
    falls = weighed("'a'", "'a ; python_version == \"3.11\"', 'a<2 ; python_version != \"3.11\"'", "a")
    rises = weighed("'d'", "'d', 'a'", "d")
    assert (falls.falls_elsewhere, falls.moves_elsewhere) == (1, 2)
    assert (rises.falls_elsewhere, rises.moves_elsewhere) == (0, 1)
    assert rises < falls


def test_the_pythons_that_are_lost_are_counted() -> None:
    assert weighed(">=3.8", ">=3.10", "d").pythons_lost == 2
    assert weighed(">=3.8", ">=3.10", "d") > weighed(">=3.8", ">=3.9", "d")
