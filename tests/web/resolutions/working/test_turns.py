"""Everybody in turn: a monster in the queue never makes a small paste wait for all of it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webui.resolutions.working.turns import Rank, Waiting, in_turn

START = datetime(2026, 11, 1, tzinfo=UTC)


def waiting(key: int, asker: str, rank: Rank = Rank.ANSWER, second: int = 0) -> Waiting:
    return Waiting(key, rank, asker, START + timedelta(seconds=second))


def keys(pieces: list[Waiting], held: dict[str, int] | None = None, most: int = 0, **seconds: float) -> list[int]:
    return [piece.key for piece in in_turn(pieces, Counter(held or {}), seconds, most)]


def test_who_came_first_goes_first() -> None:
    assert keys([waiting(1, "a", second=9), waiting(2, "b", second=3)]) == [2, 1]


def test_answers_go_before_questions_before_reasons() -> None:
    pieces = [waiting(1, "a", Rank.REASONS), waiting(2, "a", Rank.QUESTION, 5), waiting(3, "a", Rank.ANSWER, 9)]
    assert keys(pieces) == [3, 2, 1]


def test_who_holds_fewer_workers_goes_first() -> None:
    monster = [waiting(number, "monster", second=number) for number in range(8)]
    assert keys([*monster, waiting(99, "small", second=50)], {"monster": 1})[0] == 99


def test_who_used_less_goes_first() -> None:
    assert keys([waiting(1, "a"), waiting(2, "b", second=9)], a=100, b=3) == [2, 1]


def test_nobody_holds_more_than_a_share() -> None:
    monster = [waiting(number, "monster") for number in range(8)]
    assert keys(monster, {"monster": 2}, most=2) == []
    assert keys([*monster, waiting(99, "small", Rank.REASONS)], {"monster": 2}, most=2) == [99]
    assert len(keys(monster, {"monster": 1}, most=2)) == 8


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(Rank), st.integers(0, 50)), max_size=20))
def test_nothing_is_lost_and_ranks_are_kept(entries: list[tuple[str, Rank, int]]) -> None:
    pieces = [waiting(number, *entry) for number, entry in enumerate(entries)]
    found = in_turn(pieces, Counter(), {}, 0)
    assert sorted(piece.key for piece in found) == list(range(len(entries)))
    assert [piece.rank for piece in found] == sorted(piece.rank for piece in pieces)
