"""What is asked again, as uv does (docs/uv-behaviour.md), and what is not asked again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from resolver_core.errors import BudgetExceeded
from resolver_core.index.base import FetchError, Response
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.client import ClientLimits, GuardedClient
from tests.support.hostile_index import HostileIndex, hostile_index

LOOPBACK = ("127.0.0.0/8",)
QUICK = ClientLimits(connect_s=0.5, read_s=1.0, total_s=5.0, back_off_s=0.01)


@pytest.fixture(name="index")
def the_index() -> Iterator[HostileIndex]:
    with hostile_index() as running:
        yield running


class Names:
    """A name service that takes its time, or knows a host; it remembers what it was asked."""

    def __init__(self, *addresses: str, seconds: float = 0.0) -> None:
        self.addresses = addresses
        self.seconds = seconds
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        await asyncio.sleep(self.seconds)
        if not self.addresses:
            raise OSError("no such host")
        return self.addresses


def outcomes(
    *urls: str, limits: ClientLimits = QUICK, resolver: Names | None = None, budget: IndexBudget | None = None
) -> list[Response | FetchError]:
    """All of them with one client, at the same time."""

    async def one(client: GuardedClient, url: str) -> Response | FetchError:
        try:
            return await client.get(url)
        except FetchError as error:
            return error

    async def run() -> list[Response | FetchError]:
        options = {} if resolver is None else {"resolver": resolver}
        async with GuardedClient(LOOPBACK, limits=limits, budget=budget, **options) as client:  # type: ignore[arg-type]
            return await asyncio.gather(*(one(client, url) for url in urls))

    return asyncio.run(run())


@pytest.mark.parametrize("status", [500, 501, 502, 503, 504, 505, 599, 408, 429])
def test_statuses_that_uv_asks_again(index: HostileIndex, status: int) -> None:
    (answer,) = outcomes(f"{index.url(f'status-{status}')}/a/")
    assert isinstance(answer, Response)
    assert answer.status_code == status
    assert len(index.seen) == 4


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 410, 418, 451])
def test_statuses_that_uv_takes_as_they_are(index: HostileIndex, status: int) -> None:
    (answer,) = outcomes(f"{index.url(f'status-{status}')}/a/")
    assert isinstance(answer, Response)
    assert answer.status_code == status
    assert len(index.seen) == 1


def test_an_index_that_fails_half_of_the_time_is_read(index: HostileIndex) -> None:
    answers = outcomes(*(f"{index.url('half')}/p{number}/" for number in range(30)))
    assert [answer.status_code for answer in answers if isinstance(answer, Response)] == [200] * 30


def test_the_waits_double(index: HostileIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[tuple[float, float]] = []
    monkeypatch.setattr("random.uniform", lambda low, high: bounds.append((low, high)) or high)
    started = time.monotonic()
    outcomes(f"{index.url('status-503')}/a/", limits=ClientLimits(back_off_s=0.05))
    assert bounds[:3] == [(1, 2), (1, 4), (1, 8)]
    assert time.monotonic() - started >= 0.05 * (2 + 4 + 8)


def test_a_host_that_does_not_answer_costs_one_time_out() -> None:
    names = Names(seconds=60)
    started = time.monotonic()
    answers = outcomes(*(f"http://dead.test/simple/p{number}/" for number in range(100)), resolver=names)
    assert time.monotonic() - started < 1.5 * 2 * QUICK.connect_s  # half of it is for a busy machine
    assert all(isinstance(answer, FetchError) and "ConnectTimeout" in answer.detail for answer in answers)
    assert len(names.asked) <= 20  # as many connections as are made at once


def test_a_host_that_refused_is_not_asked_again() -> None:
    names = Names("127.0.0.1")

    async def run() -> list[float]:
        seconds = []
        async with GuardedClient(LOOPBACK, limits=QUICK, resolver=names) as client:
            for number in range(20):
                started = time.monotonic()
                with pytest.raises(FetchError, match="ConnectError"):
                    await client.get(f"http://dead.test:1/p{number}/")
                seconds.append(time.monotonic() - started)
        return seconds

    seconds = asyncio.run(run())
    assert len(names.asked) == 4  # the first request was tried again three times
    assert sum(seconds[1:]) < 0.5


def test_other_hosts_are_asked_all_the_same(index: HostileIndex) -> None:
    dead, alive = "http://127.0.0.1:1/simple/a/", f"{index.url('good')}/a/"
    answers = outcomes(dead, alive, dead, alive)
    assert [isinstance(answer, Response) for answer in answers] == [False, True, False, True]


def test_the_second_address_of_a_host_is_tried_beside_a_slow_first_one(index: HostileIndex) -> None:
    port = index.server_address[1]
    started = time.monotonic()
    (answer,) = outcomes(f"http://two.test:{port}/good/simple/a/", resolver=Names("127.66.66.66", "127.0.0.1"))
    assert isinstance(answer, Response)
    assert time.monotonic() - started < QUICK.connect_s + 0.5


def test_a_retry_is_a_request_of_the_budget(index: HostileIndex) -> None:
    budget = IndexBudget(requests=6)
    with pytest.raises(BudgetExceeded) as caught:
        outcomes(*(f"{index.url('status-500')}/p{number}/" for number in range(2)), budget=budget)
    assert str(caught.value) == "stopped after 6 requests to indexes"
    assert len(index.seen) == 6


def test_names_are_resolved_in_threads_that_nobody_waits_for() -> None:
    """The system's name resolution cannot be interrupted; it must not hold up the end of a run."""
    before = threading.active_count()
    started = time.monotonic()
    outcomes("http://no-such-host.invalid/a/")
    assert time.monotonic() - started < 10
    assert threading.active_count() <= before + 4
