"""An index that means no good: what is absurd is left out with its reason, and the rest is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from packaging.utils import canonicalize_name

from resolver_core import stopping
from resolver_core.answer.resolution import Outcome, Resolution
from resolver_core.errors import BudgetExceeded, Cancelled
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.client import ClientLimits, GuardedClient
from resolver_core.index.network.http import HttpIndex
from resolver_core.index.records import (
    IndexLocation,
    MetadataProblem,
    MetadataProblemKind,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)
from resolver_core.policy import Options, Policy
from resolver_core.solver.solve import resolve
from tests.support.builders import a_problem, a_target
from tests.support.hostile_index import HostileIndex, hostile_index

DEMO = canonicalize_name("demo")
LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture(name="index", scope="module")
def the_index() -> Iterator[HostileIndex]:
    with hostile_index() as running:
        yield running


def opened(limits: ClientLimits | None = None, budget: IndexBudget | None = None) -> HttpIndex:
    spent = budget or IndexBudget()
    return HttpIndex(GuardedClient(LOOPBACK, limits=limits, budget=spent), budget=spent)


def solved(url: str, *requirements: str, budget: IndexBudget | None = None, **options: object) -> Resolution:
    problem = a_problem(*requirements)
    policy = Policy.single_platform(problem, a_target(), Options(default_index=url))
    with opened(budget=budget) as index:
        return resolve(problem, policy, index, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("versions-0", ["its name has 10,02"] * 6 + ["its name has 10,01"] + ["its name has 10,02"]),
        ("versions-300", ["a number of 300 digits"] * 5 + ["its name has"] * 2),
        ("pythons", ["has 6,002 characters", "a number of 30 digits", "has 61,889 characters"]),
        ("tags", ["it has 19,683 tags, and at most 1,000 are read"] * 50),
    ],
)
def test_an_absurd_file_is_skipped_with_its_reason(index: HostileIndex, kind: str, reasons: list[str]) -> None:
    with opened() as opened_index:
        page = opened_index.page(IndexLocation(index.url(kind)), DEMO)
    assert isinstance(page, ProjectPage)
    assert "demo-1.0-py3-none-any.whl" in [file.filename for file in page.distributions]
    assert len(page.skipped) == len(reasons)
    for file, reason in zip(page.skipped, reasons, strict=True):
        assert reason in file.reason, file
        assert len(file.filename) <= 201


@pytest.mark.parametrize("kind", ["versions-0", "versions-300", "pythons", "tags", "times"])
def test_the_rest_of_the_page_is_solved_with(index: HostileIndex, kind: str) -> None:
    resolution = solved(index.url(kind), "demo")
    assert resolution.outcome is Outcome.SOLVED


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("metadata-250000", "250,000 Requires-Dist fields, and at most 20,000 are read"),
        ("metadata-2000000", "METADATA of more than 16,777,216 bytes"),
        ("extras-20000", "20,000 Provides-Extra fields, and at most 5,000 are read"),
        ("header-10000000", "a header of 10,000,059 bytes, and at most 8,388,608 are read"),
        ("depths-4000", "parentheses within each other"),
        ("depths-10000", "it has 20,018 characters, and at most 10,000 are read"),
        ("numbers-6000", "a number of 6,000 digits, and uv reads up to 18446744073709551614"),
        ("markers-100", ""),
    ],
)
def test_absurd_metadata_make_uv_turn_to_the_next_version(index: HostileIndex, kind: str, reason: str) -> None:
    with opened() as opened_index:
        page = opened_index.page(IndexLocation(index.url(kind)), DEMO)
        assert isinstance(page, ProjectPage)
        answer = opened_index.metadata(page.distributions[-1])
    if reason:
        assert isinstance(answer, MetadataProblem)
        assert answer.kind is MetadataProblemKind.INVALID
        assert reason in answer.detail
    resolution = solved(index.url(kind), "demo")
    assert [str(pin.version) for pin in resolution.pins if pin.project == DEMO] == ["1.0"]


def test_a_page_of_too_many_files_is_refused_in_words(index: HostileIndex) -> None:
    with opened() as opened_index:
        answer = opened_index.page(IndexLocation(index.url("many-100000")), DEMO)
    assert isinstance(answer, PageProblem)
    assert answer.kind is PageProblemKind.INVALID
    assert answer.detail == "it has 100,001 files, and at most 50,000 are read"
    resolution = solved(index.url("many-100000"), "demo")
    assert resolution.failure is not None
    assert "100,001 files" in resolution.failure.detail


def test_a_bomb_is_refused_in_words(index: HostileIndex) -> None:
    resolution = solved(index.url("bomb-120"), "demo")
    assert resolution.failure is not None
    assert "larger than 33554432 bytes" in resolution.failure.detail


def test_a_chain_without_end_ends_at_the_budget(index: HostileIndex) -> None:
    with pytest.raises(BudgetExceeded) as caught:
        solved(index.url("chain"), "p0", budget=IndexBudget(requests=150))
    assert str(caught.value) == "stopped after 150 requests to indexes"


def test_files_on_pages_are_counted_over_the_run(index: HostileIndex) -> None:
    with pytest.raises(BudgetExceeded) as caught:
        solved(index.url("many-900"), "a", "b", "c", budget=IndexBudget(files=2_000))
    assert str(caught.value) == "stopped after 2,000 files on the pages of indexes"


def soon(looks: int = 10) -> Callable[[], bool]:
    """Says "stop" after it was asked so many times; an index that is waited for must not keep it from being asked."""
    asked = count()
    return lambda: next(asked) > looks


@pytest.mark.parametrize("kind", ["drip", "hang"])
def test_a_cancelled_solve_does_not_wait_for_its_index(index: HostileIndex, kind: str) -> None:
    with pytest.raises(Cancelled):
        solved(index.url(kind), "demo", should_stop=soon())


@pytest.mark.parametrize("kind", ["drip", "hang"])
def test_nor_does_one_whose_time_is_over(index: HostileIndex, kind: str) -> None:
    with pytest.raises(BudgetExceeded, match=r"stopped after 0\.3 seconds"):
        solved(index.url(kind), "demo", limit_seconds=0.3)


def test_what_others_still_wait_for_goes_on(index: HostileIndex) -> None:
    """One index may serve several solves: the end of one must not spoil an answer for the next."""
    with opened() as opened_index:
        location = IndexLocation(index.url("good"))
        with stopping.heeding(lambda: True):
            opened_index.prefetch_pages(location, [DEMO])
        assert isinstance(opened_index.page(location, DEMO), ProjectPage)


def test_ten_thousand_dependencies_end_with_the_deadline(index: HostileIndex) -> None:
    with pytest.raises((BudgetExceeded, Cancelled)):
        solved(index.url("wide-10000"), "root", should_stop=soon(100))


def test_a_hard_problem_ends_with_the_deadline(index: HostileIndex) -> None:
    with pytest.raises(BudgetExceeded, match="stopped after 2 seconds"):
        solved(index.url("hard"), *(f"h{number}" for number in range(12)), limit_seconds=2.0)
