"""What an index says now, held against what was read of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from packaging.utils import canonicalize_name

from resolver_core.codec import pack_snapshot, unpack_snapshot
from resolver_core.index.kept.changed_pages import first_changed_project
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryIndex
from resolver_core.index.kept.recording import IndexSnapshot, RecordingIndex
from resolver_core.index.records import IndexLocation, PageProblem, PageProblemKind
from tests.support.builders import a_release, an_index

HERE = IndexLocation(DEFAULT_URL)
A, B = map(canonicalize_name, "ab")
DAY = datetime(2024, 11, 29, tzinfo=UTC)
FIRST = [a_release("a", "1.0", uploaded_at=datetime(2024, 1, 1, tzinfo=UTC))]


def read(index: MemoryIndex) -> IndexSnapshot:
    """What a run has read of two projects, as it is kept."""
    recording = RecordingIndex(index)
    for project in (A, B):
        recording.page(HERE, project)
    return unpack_snapshot(pack_snapshot(recording.snapshot().reduced(None)))


def with_a(*more: object) -> MemoryIndex:
    return an_index({"a": [*FIRST, *more], "b": {"1.0": []}})  # type: ignore[dict-item, list-item]


def test_the_same_is_no_change() -> None:
    assert first_changed_project(read(with_a()), with_a(), None) is None


@pytest.mark.parametrize(
    "other",
    [
        with_a(a_release("a", "2.0", uploaded_at=DAY)),
        an_index({"a": [replace(FIRST[0], yanked_reason="broken")], "b": {"1.0": []}}),
        an_index({"a": [replace(FIRST[0], page_requires_python=">=3.12")], "b": {"1.0": []}}),
        an_index({"b": {"1.0": []}}),
    ],
)
def test_other_files_are(other: MemoryIndex) -> None:
    assert first_changed_project(read(with_a()), other, None) == A
    assert first_changed_project(read(other), with_a(), None) == A


def test_what_a_cutoff_hides_does_not_count() -> None:
    later = with_a(a_release("a", "2.0", uploaded_at=DAY))
    assert first_changed_project(read(with_a()), later, DAY) is None


class Silent:
    """An index that does not answer."""

    def page(self, location: IndexLocation, project: object) -> PageProblem:
        return PageProblem(A, location.url, PageProblemKind.NETWORK)


def test_of_an_index_that_does_not_answer_nothing_is_known() -> None:
    assert first_changed_project(read(with_a()), Silent(), None) is None  # type: ignore[arg-type]
    silent = RecordingIndex(Silent())  # type: ignore[arg-type]
    silent.page(HERE, A)
    assert first_changed_project(silent.snapshot(), with_a(), None) == A, "now it answers"
