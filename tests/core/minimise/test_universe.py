"""A part of an index answers as if there were nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

from packaging.utils import canonicalize_name

from resolver_core import MetadataRead, PageProblem, PageProblemKind, ProjectPage, RecordingIndex
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.minimise.universe import Fact, FactKind, FileOnPage, PartialIndex, Universe, universe_of

A, B = map(canonicalize_name, "ab")
OLD, NEW = (datetime(year, 1, 1, tzinfo=UTC) for year in (2024, 2025))
FILES = {
    "a": [
        MemoryFile("a-1-py3-none-any.whl", ["b", "c<2"], ">=3.8", uploaded_at=OLD),
        MemoryFile("a-2-py3-none-any.whl", uploaded_at=NEW, yanked_reason="broken"),
    ],
    "b": [MemoryFile("b-1-py3-none-any.whl", uploaded_at=None)],
}


def recorded() -> tuple[MemoryIndex, Universe, RecordingIndex]:
    inner = MemoryIndex(FILES)
    index = RecordingIndex(inner)
    for name in (A, B):
        index.page(inner.location, name)
    return inner, universe_of(index.snapshot()), index


def named(universe: Universe, name: str) -> FileOnPage:
    return next(file for file in universe.files if file.filename.startswith(name))


def page_of(index: PartialIndex, inner: MemoryIndex) -> ProjectPage:
    page = index.page(inner.location, A)
    assert isinstance(page, ProjectPage)
    return page


def test_files_and_pages_go() -> None:
    inner, universe, index = recorded()
    less = universe.without_files([named(universe, "a-2"), named(universe, "b-1")])
    partial = PartialIndex(index, less)
    assert [file.filename for file in page_of(partial, inner).distributions] == ["a-1-py3-none-any.whl"]
    absent = partial.page(inner.location, B)
    assert isinstance(absent, PageProblem)
    assert absent.kind is PageProblemKind.NOT_FOUND
    assert less.projects == {A}


def test_facts_go_from_the_page_and_from_the_metadata() -> None:
    inner, universe, index = recorded()
    first, second = named(universe, "a-1"), named(universe, "a-2")
    less = universe.without_facts(
        [
            Fact(FactKind.REQUIREMENT, first, 1),
            Fact(FactKind.REQUIRES_PYTHON, first),
            Fact(FactKind.UPLOAD_TIME, first),
            Fact(FactKind.YANKED, second),
        ]
    )
    partial = PartialIndex(index, less)
    one, two = page_of(partial, inner).distributions
    assert (one.requires_python, one.uploaded_at, two.yanked_reason) == (None, None, None)
    answer = partial.metadata(one)
    assert isinstance(answer, MetadataRead)
    assert list(map(str, answer.metadata.requires_dist)) == ["b"]
    assert answer.metadata.requires_python is None
    assert "c<2" not in answer.metadata.text
    assert "Requires-Python" not in answer.metadata.text


def test_facts_of_files_that_go_are_forgotten() -> None:
    _, universe, _ = recorded()
    file = named(universe, "a-2")
    less = universe.without_facts([Fact(FactKind.YANKED, file)]).without_files([file])
    assert not less.unsaid


def test_a_cut_off_hides_what_it_would_hide() -> None:
    _, _, index = recorded()
    assert {file.filename for file in universe_of(index.snapshot(), NEW).files} == {"a-1-py3-none-any.whl"}
