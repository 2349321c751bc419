"""What a snapshot keeps when it is made smaller."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from resolver_core.codec import pack_snapshot, unpack_snapshot
from resolver_core.index.formats.simple_api import parse_simple_page
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.kept.recording import IndexSnapshot, RecordingIndex, SnapshotIndex
from resolver_core.index.records import (
    IndexLocation,
    MetadataRead,
    ProjectPage,
)
from tests.support.recorded_index import DEMO, recorded


def test_a_reduced_snapshot_says_what_a_solve_reads() -> None:
    inner, index = recorded()
    snapshot = index.snapshot()
    small = SnapshotIndex(unpack_snapshot(pack_snapshot(snapshot.reduced(None))))
    page, original = small.page(inner.location, DEMO), index.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    assert isinstance(original, ProjectPage)
    assert page.distributions == original.distributions
    for file in original.distributions:
        again, before = small.metadata(file), index.metadata(file)
        if isinstance(before, MetadataRead):
            assert isinstance(again, MetadataRead)
            assert (again.metadata.requires_dist, again.metadata.requires_python, again.metadata.provides_extra) == (
                before.metadata.requires_dist,
                before.metadata.requires_python,
                before.metadata.provides_extra,
            )


def test_a_reduced_snapshot_leaves_out_what_a_cutoff_hides() -> None:
    body = json.dumps(
        {
            "meta": {"api-version": "1.1"},
            "files": [
                {
                    "filename": f"demo-{version}-py3-none-any.whl",
                    "url": "/f",
                    "hashes": {"sha256": "0" * 64},
                    "upload-time": f"202{version}-01-01T00:00:00Z",
                }
                for version in (1, 2, 3)
            ],
        }
    ).encode()
    kind = "application/vnd.pypi.simple.v1+json"
    page = parse_simple_page(body, kind, page_url="https://index.test/", project=DEMO, index_url="i")
    small = IndexSnapshot({("i", False, DEMO): page}).reduced(datetime(2022, 6, 1, tzinfo=UTC))
    shown = small.pages["i", False, DEMO]
    assert isinstance(shown, ProjectPage)
    assert [str(file.version) for file in shown.distributions] == ["1", "2"]
    assert all(not file.hashes for file in shown.distributions)


def a_snapshot(*versions: int, of: tuple[int, ...] = (1, 2)) -> IndexSnapshot:
    """What a run read that looked into some versions of the project."""
    recording = RecordingIndex(MemoryIndex({"demo": [MemoryFile(f"demo-{one}-py3-none-any.whl") for one in of]}))
    page = recording.page(IndexLocation("https://index.test/simple"), DEMO)
    assert isinstance(page, ProjectPage)
    for file in page.distributions:
        if file.version.major in versions:
            recording.metadata(file)
    return recording.snapshot()


def digests(snapshot: IndexSnapshot) -> dict[int, bool]:
    """By version, whether the page has the digest of its file."""
    (page,) = snapshot.pages.values()
    assert isinstance(page, ProjectPage)
    return {file.version.major: bool(file.hashes) for file in page.distributions}


def test_what_a_later_run_looked_into_has_its_digests_too() -> None:
    first = a_snapshot(1).reduced(None)
    both = first.completed_by(a_snapshot(2))
    assert (digests(first), digests(both)) == ({1: True, 2: False}, {1: True, 2: True})
    assert digests(both.reduced(None)) == {1: True, 2: True}
    assert len(both.metadata) == 2


def test_a_page_that_both_read_stays_as_it_was_first() -> None:
    both = a_snapshot(1).completed_by(a_snapshot(3, of=(1, 2, 3)))
    assert digests(both) == {1: True, 2: True}
    assert digests(IndexSnapshot().completed_by(a_snapshot(1))) == {1: True, 2: True}
