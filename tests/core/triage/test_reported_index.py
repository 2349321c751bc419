"""The index of a day, and the default index for one that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.index.records import (
    Distribution,
    IndexLocation,
    MetadataAnswer,
    PageAnswer,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)
from resolver_core.triage.reported_index import ReportedIndex
from tests.support.builders import a_release, an_index

A = canonicalize_name("a")
DAY = datetime(2024, 11, 29, tzinfo=UTC)
OTHER = IndexLocation("https://other.test/simple")


class Elsewhere:
    """An index that gives no page of another host, for a reason."""

    def __init__(self, kind: PageProblemKind) -> None:
        self.inner = an_index(
            {
                "a": [
                    a_release("a", "1.0", uploaded_at=datetime(2024, 1, 1, tzinfo=UTC)),
                    a_release("a", "2.0", uploaded_at=DAY),
                    a_release("a", "3.0"),
                ]
            }
        )
        self.kind = kind
        self.asked: list[str] = []

    def page(self, location: IndexLocation, project: object) -> PageAnswer:
        self.asked.append(location.url)
        if location.url == OTHER.url:
            return PageProblem(A, OTHER.url, self.kind)
        return self.inner.page(location, A)


def files(answer: PageAnswer) -> list[str]:
    assert isinstance(answer, ProjectPage)
    return [one.filename.split("-")[1] for one in answer.distributions]


def test_what_came_later_is_left_out_and_what_has_no_time_stays() -> None:
    inner = Elsewhere(PageProblemKind.NETWORK)
    here = IndexLocation(DEFAULT_URL)
    assert files(ReportedIndex(inner, DEFAULT_URL, DAY).page(here, A)) == ["1.0", "3.0"]  # type: ignore[arg-type]
    assert files(ReportedIndex(inner, DEFAULT_URL).page(here, A)) == ["1.0", "2.0", "3.0"]  # type: ignore[arg-type]


def test_the_default_index_stands_in_for_one_that_cannot_be_reached() -> None:
    inner = Elsewhere(PageProblemKind.NETWORK)
    index = ReportedIndex(inner, DEFAULT_URL)  # type: ignore[arg-type]
    for _ in range(2):
        assert files(index.page(OTHER, A)) == ["1.0", "2.0", "3.0"]
    assert index.replaced == {OTHER.url}
    assert index.stood_in == {A: {OTHER.url}}
    assert inner.asked.count(OTHER.url) == 1


@pytest.mark.parametrize("kind", [PageProblemKind.NOT_FOUND, PageProblemKind.FORBIDDEN, PageProblemKind.STATUS])
def test_an_index_that_answers_is_believed(kind: PageProblemKind) -> None:
    index = ReportedIndex(Elsewhere(kind), DEFAULT_URL)  # type: ignore[arg-type]
    assert isinstance(index.page(OTHER, A), PageProblem)
    assert (index.replaced, index.stood_in) == (set(), {})


def test_a_mirror_is_asked_in_the_place_of_an_index() -> None:
    class Asked:
        def __init__(self) -> None:
            self.urls: list[str] = []

        def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
            self.urls.append(location.url)
            return PageProblem(project, location.url, PageProblemKind.NOT_FOUND)

        def metadata(self, distribution: Distribution) -> MetadataAnswer:
            raise AssertionError(distribution)

        def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
            self.urls.append(location.url)

        def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
            raise AssertionError(distributions)

    inner = Asked()
    index = ReportedIndex(inner, DEFAULT_URL, mirrors={"https://far.test/whl": "https://near.test/whl"})
    for url in ("https://far.test/whl", DEFAULT_URL):
        index.page(IndexLocation(url), canonicalize_name("torch"))
        index.prefetch_pages(IndexLocation(url), [canonicalize_name("torch")])
    assert inner.urls == ["https://near.test/whl"] * 2 + [DEFAULT_URL] * 2
