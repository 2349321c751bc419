"""The first decision in which two searches part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from uv_check.reading.log import Decision


@dataclass(frozen=True, slots=True)
class Parting:
    """Where two searches part: how many decisions they share, and the next one on each side (None: it was over)."""

    shared: int
    ours: Decision | None
    uv: Decision | None


def first_parting(ours: Sequence[Decision], uv: Sequence[Decision]) -> Parting | None:
    """The first differing decision; None where there is none, or where a side tells of no decision at all."""
    if not ours or not uv:
        return None
    for shared, (one, other) in enumerate(zip_longest(_without_repeats(ours), uv)):
        if one != other:
            return Parting(shared, one, other)
    return None


def _without_repeats(decisions: Sequence[Decision]) -> list[Decision]:
    """Each decision once, as the log is read: the two name a project again for its extras in other places."""
    return list(dict.fromkeys(decisions))
