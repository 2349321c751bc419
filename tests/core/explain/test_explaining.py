"""An explanation ends with its budget, and tells what it has as soon as it has it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from packaging.utils import NormalizedName

from resolver_core import Options, explain, stopping, target
from resolver_core.errors import Cancelled
from resolver_core.index.base import Index
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.index.records import Distribution, IndexLocation, MetadataAnswer, PageAnswer
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


class WaitingIndex:
    """An index that waits between its answers: a piece of work that waits asks whether to go on."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        stopping.check()
        return self._index.page(location, project)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        stopping.check()
        return self._index.metadata(distribution)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        pass

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        pass


def test_whoever_asked_is_heeded_between_solves_and_while_an_index_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stopping, "ASKED_EVERY_SECONDS", -1)  # at every check
    example = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])
    asked = 0

    def should_stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    with pytest.raises(Cancelled):
        explain(
            example.problem(), [target("3.11", "linux")], Options(DEFAULT_URL), WaitingIndex(example.index()),
            should_stop=should_stop,
        )  # fmt: skip
    assert asked == 4
