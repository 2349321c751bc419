"""Delta debugging: which of many parts a property needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Part = TypeVar("Part", bound=Hashable)


def needed(parts: Sequence[Part], holds: Callable[[tuple[Part, ...]], bool]) -> tuple[Part, ...]:
    """The parts that are left when none of them can go alone any more, in their order.

    `holds` is asked whether the property is there with these parts alone; that it holds with all of them is taken for
    granted. First all are left out, then halves, quarters and so on, down to single ones, each time keeping the
    complement: it is Zeller and Hildebrandt's ddmin ("Simplifying and Isolating Failure-Inducing Input", 2002) without
    its tries of subsets. Where few of n parts are needed, that takes about log n questions for each of these; at worst
    n squared.
    """
    kept, size = tuple(parts), len(parts)
    while kept and size:
        left = _swept(kept, size, holds)
        if size == 1 and len(left) == len(kept):
            break
        kept, size = left, min(max(1, size // 2), len(left))
    return kept


def _swept(parts: tuple[Part, ...], size: int, holds: Callable[[tuple[Part, ...]], bool]) -> tuple[Part, ...]:
    """One sweep over runs of this size, each of which goes where it can."""
    kept, start = parts, 0
    while start < len(kept):
        rest = kept[:start] + kept[start + size :]
        if holds(rest):
            kept = rest
        else:
            start += size
    return kept
