"""Stated failures laid over an index."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.kept.premised import PremisedIndex
from resolver_core.index.records import (
    IndexLocation,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)
from resolver_core.inputs.report.premises import StatedFailure

DEMO = canonicalize_name("demo")
FILES = [MemoryFile("demo-1.0-py3-none-macosx_10_9_x86_64.whl"), MemoryFile("demo-1.0-py3-none-any.whl")]
HIDDEN = "https://<mirror>/packages/demo-1.0-py3-none-macosx_10_9_x86_64.whl"


def test_a_stated_file_fails_and_the_others_do_not() -> None:
    premise = StatedFailure(HIDDEN, 404, 3, "demo-1.0-py3-none-macosx_10_9_x86_64.whl", is_placeholder=True)
    inner = MemoryIndex({"demo": FILES})
    index = PremisedIndex(inner, [premise])
    page = index.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    index.prefetch_pages(inner.location, [DEMO])
    index.prefetch_metadata(page.distributions)
    by_name = {file.filename: file for file in page.distributions}
    failing, other = by_name[premise.filename], by_name[FILES[1].filename]
    problem = index.metadata(failing)
    assert isinstance(problem, MetadataProblem)
    assert (problem.kind, problem.status_code) == (MetadataProblemKind.STATUS, 404)
    assert isinstance(index.metadata(other), MetadataRead)
    assert not index.used_operator_credentials


def test_no_answer_is_trouble_of_the_network() -> None:
    inner = MemoryIndex({"demo": FILES})
    index = PremisedIndex(inner, [StatedFailure("https://x.test/f", None, 1, FILES[1].filename)])
    page = inner.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    (file,) = [one for one in page.distributions if one.filename == FILES[1].filename]
    problem = index.metadata(file)
    assert isinstance(problem, MetadataProblem)
    assert problem.kind is MetadataProblemKind.NETWORK


def test_a_stated_page_fails_on_its_index_alone() -> None:
    other = "https://other.test/simple"
    inner = MemoryIndex({"demo": FILES}, others={other: {"demo": FILES}})
    index = PremisedIndex(inner, [StatedFailure(f"{other}/demo/", 403, 1, project="Demo")])
    page = index.page(IndexLocation(other), DEMO)
    assert isinstance(page, PageProblem)
    assert (page.kind, page.status_code) == (PageProblemKind.FORBIDDEN, 403)
    assert isinstance(index.page(inner.location, DEMO), ProjectPage)
