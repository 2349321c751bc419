"""An edit that helps at one target, and the others that were asked about."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core import target
from resolver_core.explain.fix_trial import SOLVES_KEPT, tried
from resolver_core.explain.lab.trials import Candidate
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

A, B = canonicalize_name("a"), canonicalize_name("b")
HERE = "for Python 3.11 on linux both modes now agree on everything"
WINDOWS, LATER = target("3.11", "windows"), target("3.12", "linux")
EXAMPLE = Example({"a": {"1": of(tags="L"), "2": of(tags="W")}}, ["a"])
PURE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])


def verdict(after: str, *others: object, example: Example = EXAMPLE, budget: int = 60) -> str:
    text = example.problem().text
    candidate = Candidate("an edit", text.replace("'a'", after))
    found = tried(a_laboratory(example, other_targets=others, budget=budget), candidate, A)
    assert found is not None
    assert found.fix.agrees
    return found.fix.verdict


def test_a_target_at_which_the_lock_has_no_file() -> None:
    said = verdict("'a<2'", WINDOWS)
    assert said.startswith(f"{HERE}; not for Python 3.11 on windows: the lock has no file there of a 1; ")


def test_targets_at_which_it_holds_too() -> None:
    assert verdict("'a<2'", LATER, example=PURE).startswith("both modes now agree on everything; ")


def test_a_target_that_was_not_tried_is_not_spoken_for() -> None:
    said = verdict("'a<2'", LATER, example=PURE, budget=SOLVES_KEPT)
    assert said.startswith(f"{HERE}; here and everywhere")
    assert "not for" not in said


def test_a_target_at_which_the_modes_differ() -> None:
    projects = {**PURE.projects, "b": {"1": [], "2": of(python=">=3.12")}}
    example = Example(projects, ["a", "b"], tool_uv='fork-strategy = "fewest"')
    said = verdict("'a<2'", LATER, example=example)
    assert said.startswith(f"{HERE}; not for Python 3.12 on linux: the modes differ there in b; ")


def test_the_project_agrees_and_others_differ() -> None:
    projects = {"a": {"1": of(tags="L"), "2": of(tags="W")}, "b": {"1": of(tags="L"), "2": of(tags="W")}}
    said = verdict("'a<2'", WINDOWS, example=Example(projects, ["a", "b"]))
    assert said.startswith("for Python 3.11 on linux a now agrees; still differ: b; not for Python 3.11 on windows: ")
