"""An explanation ends with its budget, and tells what it has as soon as it has it."""

from __future__ import annotations

from resolver_core import Options, explain, target
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.support.small_indexes import Example, of


def test_the_budget_is_kept() -> None:
    example = Example({"z": {"1": [], "2": ["a<2"]}, "a": {"1": [], "2": ["z<2"]}}, ["z", "a"])
    found = explain(example.problem(), [target("3.11", "linux")], Options(DEFAULT_URL), example.index(), budget=3)
    assert found.solves <= 3


def test_the_first_cause_is_told_before_the_last_search() -> None:
    example = Example({"a": {"1": [], "2": of(tags="W")}, "b": {"1": [], "2": of(tags="W")}}, ["a", "b"])
    told: list[str] = []
    found = explain(
        example.problem(), [target("3.11", "linux")], Options(DEFAULT_URL), example.index(),
        on_found=lambda entry: told.append(getattr(entry, "project", "")),
    )  # fmt: skip
    assert told == [entry.project for entry in found.divergences] == ["a", "b"]
