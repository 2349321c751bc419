"""Index data in pieces: joined they are what was taken apart, and what is alike is one piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from resolver_core.codec import (
    UnknownSnapshot,
    join_snapshot,
    piece_numbers,
    snapshot_to_json,
    split_snapshot,
    with_numbers,
)
from resolver_core.index.kept.recording import IndexSnapshot
from resolver_core.index.records import ProjectPage
from tests.support.recorded_index import recorded


def a_snapshot() -> IndexSnapshot:
    _, index = recorded()
    return index.snapshot()


def test_what_is_joined_is_what_was_taken_apart() -> None:
    whole = a_snapshot()
    split = split_snapshot(whole)
    joined = join_snapshot(split.document, dict(enumerate(split.pieces)))
    assert snapshot_to_json(joined) == snapshot_to_json(whole)
    assert piece_numbers(split.document) == set(range(len(split.pieces)))


def test_when_it_was_read_makes_no_other_piece() -> None:
    whole = a_snapshot()
    later = {
        key: replace(page, read_at=datetime(2030, 1, 1, tzinfo=UTC)) if isinstance(page, ProjectPage) else page
        for key, page in whole.pages.items()
    }
    other = split_snapshot(IndexSnapshot(later, whole.metadata))
    assert other.pieces == split_snapshot(whole).pieces
    assert other.document != split_snapshot(whole).document


def test_pieces_can_have_other_numbers() -> None:
    split = split_snapshot(a_snapshot())
    document = with_numbers(split.document, lambda number: number + 100)
    pieces = {number + 100: piece for number, piece in enumerate(split.pieces)}
    assert snapshot_to_json(join_snapshot(document, pieces)) == snapshot_to_json(a_snapshot())


def test_a_missing_piece_and_another_version_are_refused() -> None:
    split = split_snapshot(a_snapshot())
    with pytest.raises(UnknownSnapshot):
        join_snapshot(split.document, {})
    with pytest.raises(UnknownSnapshot):
        join_snapshot({**split.document, "schema_version": 1}, dict(enumerate(split.pieces)))
