"""The fewest projects for which something still holds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.lab.changes import Axis, Change
from resolver_core.explain.lab.few_projects import MOST_KEPT, fewer, moved_by
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

NAMES = [canonicalize_name(f"p{number}") for number in range(20)]


@pytest.mark.parametrize("needed", [{3}, {0, 19}, {4, 5, 6}])
def test_none_of_those_that_are_left_can_be_left_out(needed: set[int]) -> None:
    def holds(projects: Sequence[NormalizedName]) -> bool:
        return {NAMES[number] for number in needed} <= set(projects)

    few = fewer(NAMES[:8] if max(needed) < 8 else NAMES[::19], holds)
    assert few == tuple(NAMES[number] for number in sorted(needed))


def test_many_are_not_a_few() -> None:
    needed = set(NAMES[: MOST_KEPT + 1])
    assert fewer(NAMES[: MOST_KEPT + 1], lambda projects: needed <= set(projects)) is None


def test_what_does_not_hold_for_all_of_them() -> None:
    assert fewer(NAMES, lambda projects: False) is None


def test_what_moves_with_a_change() -> None:
    example = Example({"a": {"1": [], "2": of(tags="W")}, "b": "1 2"}, ["a", "b"])
    assert moved_by(a_laboratory(example), Change(axes=(Axis.FILE_RULE,))) == ["a"]
