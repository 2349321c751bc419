from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.index.kept.recording import IndexSnapshot, RecordingIndex, SnapshotIndex
from resolver_core.index.records import (
    IndexLocation,
    MetadataProblem,
    MetadataProblemKind,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)
from tests.support.recorded_index import DEMO, an_index, recorded


def test_a_question_is_passed_on_once() -> None:
    inner, index = recorded()
    asked = len(inner.questions)
    page = index.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    index.metadata(page.distributions[0])
    assert len(inner.questions) == asked == 5


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


def test_an_earlier_run_answers_first() -> None:
    inner, index = recorded()
    nobody = SnapshotIndex(IndexSnapshot())
    again = RecordingIndex(nobody, index.snapshot())
    assert again.page(inner.location, DEMO) == index.page(inner.location, DEMO)
    other = again.page(inner.location, canonicalize_name("other"))
    assert isinstance(other, PageProblem)
    assert other.kind is PageProblemKind.NOT_RECORDED
