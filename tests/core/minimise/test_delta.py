"""Delta debugging on parts that are only numbers."""

from __future__ import annotations

from random import Random

import pytest

from resolver_core.minimise.delta import needed


@pytest.mark.parametrize("wanted", [set(), {0}, {99}, {3, 50, 51}, {0, 33, 66, 99}, set(range(100))])
def test_what_is_needed_is_left_and_nothing_else(wanted: set[int]) -> None:
    asked: list[tuple[int, ...]] = []

    def holds(kept: tuple[int, ...]) -> bool:
        asked.append(kept)
        return wanted <= set(kept)

    assert needed(range(100), holds) == tuple(sorted(wanted))
    if len(wanted) < 5:
        assert len(asked) <= 12 * (len(wanted) + 1)


def test_nothing_can_go_alone_whatever_is_asked() -> None:
    """Properties that are not monotone: that fewer parts have it says nothing of more."""
    random = Random(11)
    for _ in range(200):
        parts = range(random.randint(0, 12))
        sets = [frozenset(random.sample(parts, random.randint(0, len(parts)))) for _ in range(6)]

        def holds(kept: tuple[int, ...], sets: list[frozenset[int]] = sets, count: int = len(parts)) -> bool:
            return frozenset(kept) in sets or len(kept) == count

        left = needed(parts, holds)
        assert holds(left)
        assert not any(holds(left[:place] + left[place + 1 :]) for place in range(len(left)))
