"""Which index answers for a project: order, strategies, statuses (uv-resolution sections 2.1 to 2.3)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.index.records import IndexLocation, PageAnswer, PageProblem, PageProblemKind, ProjectPage
from resolver_core.index.routing import Routing
from resolver_core.inputs.problem import IndexStrategy

PROJECT = canonicalize_name("a")
DEFAULT = "https://default.index.test/simple"
ONE, TWO = IndexLocation("https://one.index.test/simple"), IndexLocation("https://two.index.test/simple", "two")
HIDDEN = IndexLocation("https://hidden.index.test/simple", "hidden", explicit=True)
LINKS = IndexLocation("https://links.index.test/", flat=True)
FLAT = IndexLocation("https://flat.index.test/", "flat", flat=True)

STATUSES = {
    401: PageProblemKind.UNAUTHORIZED,
    403: PageProblemKind.FORBIDDEN,
    404: PageProblemKind.NOT_FOUND,
}


class Answers:
    """An index that answers with a page, or with a status, by address; and remembers who was asked."""

    def __init__(self, statuses: Mapping[str, int]) -> None:
        self.statuses = statuses
        self.asked: list[str] = []

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        self.asked.append(location.url)
        status = self.statuses.get(location.url, 404)
        if status == 200:
            return ProjectPage(project, location.url, ())
        kind = STATUSES.get(status, PageProblemKind.STATUS)
        return PageProblem(project, location.url, kind, status_code=status)


def routing(*indexes: IndexLocation, strategy: IndexStrategy = IndexStrategy.FIRST_INDEX) -> Routing:
    return Routing.of(indexes, DEFAULT, strategy)


def urls(*locations: IndexLocation) -> list[str]:
    return [location.url for location in locations]


# -- order ----------------------------------------------------------------------------------------


def test_the_default_index_comes_last() -> None:
    assert urls(*routing(ONE, TWO).implicit) == [ONE.url, TWO.url, DEFAULT]


def test_a_declared_default_takes_its_place() -> None:
    own = IndexLocation("https://own.index.test/simple", default=True)
    assert urls(*routing(own, ONE).implicit) == [ONE.url, own.url]


def test_an_explicit_index_is_asked_where_it_is_named_only() -> None:
    found = routing(HIDDEN, ONE)
    assert HIDDEN.url not in urls(*found.implicit)
    assert found.named == {"hidden": HIDDEN}
    assert found.locations(HIDDEN) == (HIDDEN,)
    assert found.locations(None) == found.implicit


def test_pages_of_links_stand_apart_and_flat_indexes_do_not() -> None:
    found = routing(LINKS, FLAT)
    assert found.find_links == (LINKS,)
    assert urls(*found.implicit) == [FLAT.url, DEFAULT]


def test_an_address_is_asked_once_at_its_first_place() -> None:
    again = IndexLocation(ONE.url, "again")
    assert urls(*routing(ONE, TWO, again).implicit) == [ONE.url, TWO.url, DEFAULT]


def test_of_two_of_one_name_the_first_counts() -> None:
    other = IndexLocation("https://other.index.test/simple", "two")
    assert routing(TWO, other).named["two"] == TWO


# -- search ---------------------------------------------------------------------------------------


def test_the_first_index_with_the_project_ends_the_search() -> None:
    index = Answers({ONE.url: 404, TWO.url: 200, DEFAULT: 200})
    found = routing(ONE, TWO).search(index, PROJECT, None)  # type: ignore[arg-type]
    assert [location for location, _ in found.pages] == [TWO]
    assert index.asked == [ONE.url, TWO.url]
    assert [problem.status_code for problem in found.problems] == [404]
    assert found.fatal is None


@pytest.mark.parametrize("strategy", [IndexStrategy.UNSAFE_FIRST_MATCH, IndexStrategy.UNSAFE_BEST_MATCH])
def test_unsafe_strategies_ask_them_all(strategy: IndexStrategy) -> None:
    index = Answers({ONE.url: 200, TWO.url: 401, DEFAULT: 200})
    found = routing(ONE, TWO, strategy=strategy).search(index, PROJECT, None)  # type: ignore[arg-type]
    assert [location.url for location, _ in found.pages] == [ONE.url, DEFAULT]


@pytest.mark.parametrize(
    ("status", "is_fatal"),
    [(401, False), (403, False), (500, True), (418, True)],
)
def test_a_refusal_ends_the_search_and_anything_else_the_solve(status: int, is_fatal: bool) -> None:
    index = Answers({ONE.url: status, DEFAULT: 200})
    found = routing(ONE).search(index, PROJECT, None)  # type: ignore[arg-type]
    assert found.pages == ()
    assert index.asked == [ONE.url]
    assert (found.fatal is not None) is is_fatal


def test_a_status_may_be_declared_to_mean_nothing() -> None:
    lenient = IndexLocation(ONE.url, "one", ignore_error_codes=frozenset({403}))
    index = Answers({ONE.url: 403, DEFAULT: 200})
    found = routing(lenient).search(index, PROJECT, None)  # type: ignore[arg-type]
    assert [location.url for location, _ in found.pages] == [DEFAULT]


def test_a_pinned_project_is_asked_of_one_index() -> None:
    index = Answers({HIDDEN.url: 404, DEFAULT: 200})
    found = routing(HIDDEN).search(index, PROJECT, HIDDEN)  # type: ignore[arg-type]
    assert (found.pages, index.asked) == ((), [HIDDEN.url])
