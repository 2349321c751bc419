from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from packaging.utils import canonicalize_name

from resolver_core.codec import UnknownSnapshot, pack_snapshot, snapshot_from_json, snapshot_to_json, unpack_snapshot
from resolver_core.index.formats.simple_api import parse_simple_page
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.kept.recording import IndexSnapshot, RecordingIndex, SnapshotIndex
from resolver_core.index.records import (
    IndexLocation,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)

DEMO = canonicalize_name("demo")
BROKEN = canonicalize_name("broken")


def an_index() -> MemoryIndex:
    return MemoryIndex(
        {
            "demo": [
                MemoryFile(
                    "demo-1.0-2abc-cp312-cp312-win_amd64.whl",
                    requires=["other>=2,<3", "pytz (>dev)"],
                    requires_python=">=3.8,<4",
                    extras=["fast"],
                    uploaded_at=datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC),
                    yanked_reason="",
                ),
                MemoryFile("demo-0.9.tar.gz", problem=MetadataProblemKind.NEEDS_BUILD),
                MemoryFile("demo-0.8-py3-none-any.whl", problem=MetadataProblemKind.STATUS, status_code=503),
            ]
        },
        page_problems={"broken": PageProblemKind.FORBIDDEN},
    )


def recorded() -> tuple[MemoryIndex, RecordingIndex]:
    inner = an_index()
    index = RecordingIndex(inner)
    page = index.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    for file in page.distributions:
        index.metadata(file)
    index.page(inner.location, BROKEN)
    return inner, index


def test_a_question_is_passed_on_once() -> None:
    inner, index = recorded()
    asked = len(inner.questions)
    page = index.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    index.metadata(page.distributions[0])
    assert len(inner.questions) == asked == 5


def test_a_snapshot_gives_the_same_answers() -> None:
    inner, index = recorded()
    stored = json.dumps(snapshot_to_json(index.snapshot()))
    replay = SnapshotIndex(snapshot_from_json(json.loads(stored)))
    page = replay.page(inner.location, DEMO)
    original = index.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    assert isinstance(original, ProjectPage)
    assert page.distributions == original.distributions
    assert [file.hashes for file in page.distributions] == [file.hashes for file in original.distributions]
    assert replay.page(inner.location, BROKEN) == index.page(inner.location, BROKEN)
    for file in original.distributions:
        again, before = replay.metadata(file), index.metadata(file)
        if isinstance(before, MetadataRead):
            assert isinstance(again, MetadataRead)
            assert again.metadata == before.metadata
            assert again.metadata.repairs
            assert again.provenance.from_cache
        else:
            assert again == before


def test_a_snapshot_keeps_a_foreign_wheel_and_what_was_skipped() -> None:
    body = b'<a href="/f/other-9.0-py3-none-any.whl">a</a><a href="/f/demo-1.0.egg">b</a>'
    page = parse_simple_page(body, "text/html", page_url="https://index.test/", project=DEMO, index_url="i")
    stored = snapshot_to_json(IndexSnapshot({("i", False, DEMO): page}))
    again = SnapshotIndex(snapshot_from_json(stored)).page(IndexLocation("i"), DEMO)
    assert isinstance(again, ProjectPage)
    assert (again.distributions, again.skipped) == (page.distributions, page.skipped)
    assert len(again.distributions) == len(again.skipped) == 1


def test_a_snapshot_survives_storing_twice() -> None:
    _, index = recorded()
    once = snapshot_from_json(snapshot_to_json(index.snapshot()))
    assert snapshot_from_json(snapshot_to_json(once)) == once
    assert snapshot_to_json(once) == snapshot_to_json(index.snapshot())
    assert unpack_snapshot(pack_snapshot(once)) == once
    assert len(pack_snapshot(once)) < len(json.dumps(snapshot_to_json(once))) / 2


def test_what_was_not_asked_is_not_recorded() -> None:
    inner, index = recorded()
    replay = SnapshotIndex(index.snapshot())
    other = replay.page(inner.location, canonicalize_name("other"))
    assert isinstance(other, PageProblem)
    assert other.kind is PageProblemKind.NOT_RECORDED
    elsewhere = replay.page(IndexLocation("https://elsewhere.test/simple"), DEMO)
    assert isinstance(elsewhere, PageProblem)
    bare = RecordingIndex(inner)
    page = bare.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    problem = SnapshotIndex(bare.snapshot()).metadata(page.distributions[0])
    assert isinstance(problem, MetadataProblem)
    assert problem.kind is MetadataProblemKind.NOT_RECORDED


def test_a_snapshot_holds_no_credentials() -> None:
    inner = an_index()
    secret = IndexLocation("https://user:s3cret@index.test/simple")
    index = RecordingIndex(inner)
    index.page(secret, canonicalize_name("nothing"))
    keys = list(index.snapshot().pages)
    assert keys == [("https://index.test/simple", False, "nothing")]


@pytest.mark.parametrize("document", [{}, {"schema_version": 0}, {"schema_version": "1"}])
def test_another_schema_version_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(UnknownSnapshot):
        snapshot_from_json(document)
    with pytest.raises(UnknownSnapshot):
        unpack_snapshot(json.dumps(document).encode())


def test_a_file_with_an_unreadable_field_is_stored_without_it() -> None:
    body = b'<a href="/f/demo-2.0-py3-none-any.whl" data-requires-python="^3.10">a</a>'
    page = parse_simple_page(body, "text/html", page_url="https://index.test/", project=DEMO, index_url="i")
    assert not page.distributions
    stored = snapshot_to_json(IndexSnapshot({("i", False, DEMO): page}))
    again = SnapshotIndex(snapshot_from_json(stored)).page(IndexLocation("i"), DEMO)
    assert isinstance(again, ProjectPage)
    (skipped,) = again.skipped
    assert skipped == page.skipped[0]
    assert skipped.repaired is not None
    assert (str(skipped.repaired.version), skipped.repaired.requires_python) == ("2.0", None)


def test_an_earlier_run_answers_first() -> None:
    inner, index = recorded()
    nobody = SnapshotIndex(IndexSnapshot())
    again = RecordingIndex(nobody, index.snapshot())
    assert again.page(inner.location, DEMO) == index.page(inner.location, DEMO)
    other = again.page(inner.location, canonicalize_name("other"))
    assert isinstance(other, PageProblem)
    assert other.kind is PageProblemKind.NOT_RECORDED


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
