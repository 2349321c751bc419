"""Where random tests begin: at fixed places in the gate, at free ones under `make explore`, which prints its number."""

from __future__ import annotations

import os
from typing import Any

import pytest

EXPLORE = "WHICHWHEEL_EXPLORE"
"""The number that free seeds begin with; without it every random test begins where it always does."""
MORE = 10
"""So many times as much is tried when exploring."""


def exploring_from() -> int | None:
    """The first of the free seeds, where they are free."""
    said = os.environ.get(EXPLORE, "")
    return int(said) if said.isdigit() else None


def first_seed(fixed: int = 0) -> int:
    """Where a test begins: at its fixed seed, or at the free one."""
    free = exploring_from()
    return fixed if free is None else free


def seeds(count: int, first: int = 0) -> list[Any]:
    """Parameters of a random test: one seed each."""
    return [
        pytest.param(one.start, id=f"seed-{one.start}", marks=pytest.mark.random) for one in _ranges(count, 1, first)
    ]


def batches(count: int, of: int, first: int = 0) -> list[Any]:
    """Parameters of a random test: ranges of seeds, each small enough to be one test."""
    return [pytest.param(one, id=f"seeds-{one.start}", marks=pytest.mark.random) for one in _ranges(count, of, first)]


def examples(number: int) -> int:
    """How many examples Hypothesis tries, for a test that does not take the number of the profile."""
    return number if exploring_from() is None else number * MORE


def _ranges(count: int, of: int, first: int) -> list[range]:
    start, number = first_seed(first), examples(count)
    return [range(one, one + of) for one in range(start, start + number * of, of)]
