"""Whose turn it is: answers before questions before reasons, and everybody in turn. Values only.

    waiting ──► may it run now?  (nobody holds more than `most_at_once` workers)
                  └─► rank ──► who holds the fewest workers ──► who used the least time lately ──► who came first

A person with one small paste therefore waits for a worker, never for the queue of somebody else. "Who" is the asker of
a submission: an address, as a keyed digest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Rank(IntEnum):
    """What goes first."""

    ANSWER = 0  #: a solve of what was pasted
    QUESTION = 1  #: somebody looks at the page and waits
    REASONS = 2  #: the search for the reasons of a difference
    AGAIN = 3  #: what nobody waits for: cases of a team that are asked again


ASKED_AGAIN = "asked-again"
"""The asker of what is asked again without anybody waiting for it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece of work that is queued."""

    key: int  #: of its row, among those of its rank
    rank: Rank
    asker: str
    since: datetime


def in_turn(
    waiting: Iterable[Waiting], held: Counter[str], seconds_used: Mapping[str, float], most_at_once: int
) -> list[Waiting]:
    """What may run now, the next first.

    `held`: how many workers each asker holds; `seconds_used`: of worker time, lately. An asker who holds
    `most_at_once` waits; where that is 0, nobody does.
    """
    allowed = (piece for piece in waiting if not most_at_once or held[piece.asker] < most_at_once)
    return sorted(
        allowed,
        key=lambda piece: (
            piece.rank,
            held[piece.asker],
            seconds_used.get(piece.asker, 0.0),
            piece.since,
            piece.key,
        ),
    )
