"""Indexes that refuse, by strategy, and metadata that cannot be used (uv-resolution sections 2.2 and 2.7)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from packaging.utils import NormalizedName

from resolver_core.answer.resolution import FailureKind, Resolution
from resolver_core.index.kept.memory import MemoryIndex
from resolver_core.index.records import IndexLocation, MetadataProblemKind, PageAnswer, PageProblem, PageProblemKind
from tests.support.small_indexes import ABORTS, FAILS, OTHER_URL, Example, files_of, versions

X = '[[tool.uv.index]]\nname = "x"\nurl = "@x"\n'
EXAMPLE = Example({"a": "2"}, ["a"], others={"x": {"a": "1"}}, tool_uv=X)
KINDS = {401: PageProblemKind.UNAUTHORIZED, 403: PageProblemKind.FORBIDDEN, 404: PageProblemKind.NOT_FOUND}


@dataclass
class RefusingIndex(MemoryIndex):
    """One of the indexes answers every page with a status."""

    refusing: str = OTHER_URL.format("x")
    status: int = field(default=404, kw_only=True)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        if location.url != self.refusing:
            return super().page(location, project)
        kind = KINDS.get(self.status, PageProblemKind.STATUS)
        return PageProblem(project, location.url, kind, f"{location.url}/{project}/", self.status)


def answers(status: int, settings: str = "", more_of_x: str = "") -> set[str]:
    """The answers of both modes when index x, which comes first, gives this status."""
    example = replace(EXAMPLE, tool_uv=settings + X + more_of_x)
    index = RefusingIndex(files_of(example.projects), status=status)
    return {versions(example.solve_single(index)), versions(example.solve_universal(index))}


@pytest.mark.parametrize(
    ("status", "expected"), [(404, "a 2"), (401, FAILS), (403, FAILS), (500, ABORTS), (503, ABORTS)]
)
def test_first_index(status: int, expected: str) -> None:
    """I5, I6, I7."""
    assert answers(status) == {expected}


@pytest.mark.parametrize("strategy", ["unsafe-first-match", "unsafe-best-match"])
@pytest.mark.parametrize(("status", "expected"), [(404, "a 2"), (401, "a 2"), (403, "a 2"), (500, ABORTS)])
def test_unsafe_strategies_ignore_refusals(strategy: str, status: int, expected: str) -> None:
    """I8."""
    assert answers(status, f'index-strategy = "{strategy}"\n') == {expected}


@pytest.mark.parametrize(("status", "expected"), [(403, "a 2"), (500, "a 2"), (401, FAILS)])
def test_statuses_that_the_user_ignores(status: int, expected: str) -> None:
    assert answers(status, more_of_x="ignore-error-codes = [403, 500]\n") == {expected}


def with_trouble(kind: MetadataProblemKind) -> list[Resolution]:
    """Both modes, where the metadata of the newest version cannot be had."""
    example = Example({"a": "1 2"}, ["a"])
    files = files_of(example.projects)
    files["a"] = (files["a"][0], replace(files["a"][1], problem=kind, status_code=500))
    return [example.solve_single(MemoryIndex(files)), example.solve_universal(MemoryIndex(files))]


def test_metadata_that_cannot_be_parsed_give_way_to_the_next_version() -> None:
    """S17."""
    assert [versions(each) for each in with_trouble(MetadataProblemKind.INVALID)] == ["a 1", "a 1"]


@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        (MetadataProblemKind.NAME_MISMATCH, FailureKind.INVALID),
        (MetadataProblemKind.NEEDS_BUILD, FailureKind.BUILD),
        (MetadataProblemKind.STATUS, FailureKind.FETCH),
        (MetadataProblemKind.NETWORK, FailureKind.FETCH),
        (MetadataProblemKind.NOT_RECORDED, FailureKind.NOT_RECORDED),
    ],
)
def test_other_trouble_ends_the_solve(kind: MetadataProblemKind, failure: FailureKind) -> None:
    """S18, Y-build: uv aborts and does not try another version; the file is named."""
    for resolution in with_trouble(kind):
        assert resolution.failure is not None
        assert resolution.failure.kind is failure
        assert resolution.failure.filename == "a-2-py3-none-any.whl"
        assert resolution.failure.projects == ("a",)
