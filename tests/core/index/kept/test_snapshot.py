"""What one run read, as a value: reduced to what a solve needs, and refused where it is of another time."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from resolver_core.index.kept.snapshot import SCHEMA_VERSION, IndexSnapshot, UnknownSnapshot
from resolver_core.index.records import MetadataRead, ProjectPage
from tests.support.builders import a_release, an_index

A = canonicalize_name("a")
EARLY, LATE = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 1, tzinfo=UTC)
INDEX = an_index(
    {
        "a": [
            a_release("a", "1", "b>=1", uploaded_at=EARLY),
            a_release("a", "2", uploaded_at=LATE),
            a_release("a", "3"),
        ]
    }
)


@pytest.fixture
def snapshot() -> IndexSnapshot:
    """The page, with a digest for every file, and the metadata of version 1."""
    recording = RecordingIndex(INDEX)
    page = recording.page(INDEX.location, A)
    assert isinstance(page, ProjectPage)
    recording.metadata(page.distributions[0])
    found = recording.snapshot()
    ((key, kept),) = found.pages.items()
    assert isinstance(kept, ProjectPage)
    files = tuple(replace(file, hashes={"sha256": "0" * 64}) for file in kept.distributions)
    return replace(found, pages={key: replace(kept, distributions=files, read_at=EARLY)})


def files_of(snapshot: IndexSnapshot) -> dict[str, bool]:
    """By version, whether the digest was kept."""
    (page,) = snapshot.pages.values()
    assert isinstance(page, ProjectPage)
    return {str(file.version): bool(file.hashes) for file in page.distributions}


def test_a_cut_off_leaves_out_what_it_hides(snapshot: IndexSnapshot) -> None:
    assert files_of(snapshot) == {"1": True, "2": True, "3": True}
    assert files_of(snapshot.reduced(None)) == {"1": True, "2": False, "3": False}
    assert files_of(snapshot.reduced(datetime(2024, 6, 1, tzinfo=UTC))) == {"1": True, "3": False}


def test_metadata_are_reduced_to_what_a_solve_reads(snapshot: IndexSnapshot) -> None:
    ((key, answer),) = snapshot.metadata.items()
    assert isinstance(answer, MetadataRead)
    long = f"{answer.metadata.text}\nDescription: much\n more\nRequires-Dist: c;\n os_name == 'nt'\nAuthor: me\n"
    wordy = replace(snapshot, metadata={key: replace(answer, metadata=replace(answer.metadata, text=long))})
    (reduced,) = wordy.reduced(None).metadata.values()
    assert isinstance(reduced, MetadataRead)
    assert "Description" not in reduced.metadata.text
    assert "more" not in reduced.metadata.text
    assert "Requires-Dist: c;\n os_name == 'nt'" in reduced.metadata.text


def test_a_reduced_snapshot_answers_a_solve_alike(snapshot: IndexSnapshot) -> None:
    whole, reduced = SnapshotIndex(snapshot), SnapshotIndex(snapshot.reduced(None))
    page = whole.page(INDEX.location, A)
    assert isinstance(page, ProjectPage)
    assert page == reduced.page(INDEX.location, A)
    one, other = (index.metadata(page.distributions[0]) for index in (whole, reduced))
    assert isinstance(one, MetadataRead)
    assert isinstance(other, MetadataRead)
    assert one.metadata.requires_dist == other.metadata.requires_dist


def test_it_is_as_old_as_its_oldest_page(snapshot: IndexSnapshot) -> None:
    assert snapshot.read_at == EARLY
    assert IndexSnapshot().read_at is None


def test_packing_loses_nothing(snapshot: IndexSnapshot) -> None:
    again = IndexSnapshot.unpack(snapshot.pack())
    assert again.to_json() == snapshot.to_json()


@pytest.mark.parametrize("document", [{}, {"schema_version": SCHEMA_VERSION + 1}, {"schema_version": "2"}])
def test_another_schema_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(UnknownSnapshot, match="schema version"):
        IndexSnapshot.from_json(document)


@pytest.mark.parametrize("packed", [b"", b"not packed", zlib.compress(b"not json"), zlib.compress(b"\xff")])
def test_what_is_no_snapshot_is_refused(packed: bytes) -> None:
    with pytest.raises(UnknownSnapshot):
        IndexSnapshot.unpack(packed)
