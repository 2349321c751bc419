"""Index data, stored and read back."""

from __future__ import annotations

import json

import pytest

from resolver_core.codec import (
    SnapshotDocument,
    UnknownSnapshot,
    pack_snapshot,
    snapshot_from_json,
    snapshot_to_json,
    unpack_snapshot,
)
from resolver_core.index.formats.simple_api import parse_simple_page
from resolver_core.index.kept.recording import IndexSnapshot, SnapshotIndex
from resolver_core.index.records import (
    IndexLocation,
    MetadataRead,
    ProjectPage,
)
from tests.support.recorded_index import BROKEN, DEMO, recorded
from tests.support.shapes import assert_shape


def test_the_document_is_of_its_type() -> None:
    _, index = recorded()
    document = snapshot_to_json(index.snapshot())
    assert_shape(document, SnapshotDocument)
    problems = [page for page in document["pages"] if "problem" in page]
    assert [page["project"] for page in problems] == ["broken"]
    assert all("files" not in page for page in problems), "what is empty is left out"


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
