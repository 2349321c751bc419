"""What is asked again, as uv does (docs/uv-behaviour.md), and what is not asked again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from resolver_core.errors import BudgetExceeded
from resolver_core.index.base import FetchError, Response
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.client import ClientLimits, GuardedClient
from tests.support.hostile_index import HostileIndex, hostile_index

LOOPBACK = ("127.0.0.0/8",)
PATIENT = ClientLimits(connect_s=60, read_s=60, total_s=60, back_off_s=0.01)
IMPATIENT = replace(PATIENT, connect_s=0.2)


@pytest.fixture(name="index")
def the_index() -> Iterator[HostileIndex]:
    with hostile_index() as running:
        yield running


class Names:
    """A name service that knows a host, or does not, or never answers; it remembers what it was asked."""

    def __init__(self, *addresses: str, answers: bool = True) -> None:
        self.addresses = addresses
        self.answers = answers
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if not self.answers:
            await asyncio.Event().wait()
        if not self.addresses:
            raise OSError("no such host")
        return self.addresses


def outcomes(
    *urls: str, limits: ClientLimits = PATIENT, resolver: Names | None = None, budget: IndexBudget | None = None
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
    assert time.monotonic() - started >= 0.05 * (2 + 4 + 8)  # a busy machine takes longer, never less


def test_a_host_that_does_not_answer_costs_one_time_out() -> None:
    names = Names(answers=False)
    urls = (f"http://dead.test/simple/p{number}/" for number in range(100))
    answers = outcomes(*urls, limits=IMPATIENT, resolver=names)
    assert all(isinstance(answer, FetchError) and "ConnectTimeout" in answer.detail for answer in answers)
    assert len(names.asked) <= 20  # as many connections as are made at once


def test_a_host_that_refused_is_not_asked_again() -> None:
    names = Names("127.0.0.1")

    async def run() -> None:
        async with GuardedClient(LOOPBACK, limits=PATIENT, resolver=names) as client:
            for number in range(20):
                with pytest.raises(FetchError, match="ConnectError"):
                    await client.get(f"http://dead.test:1/p{number}/")

    asyncio.run(run())
    assert len(names.asked) == 4  # the first request was tried again three times


def test_other_hosts_are_asked_all_the_same(index: HostileIndex) -> None:
    dead, alive = "http://127.0.0.1:1/simple/a/", f"{index.url('good')}/a/"
    answers = outcomes(dead, alive, dead, alive)
    assert [isinstance(answer, Response) for answer in answers] == [False, True, False, True]


def test_the_second_address_of_a_host_is_tried_beside_a_slow_first_one(index: HostileIndex) -> None:
    port = index.server_address[1]
    (answer,) = outcomes(f"http://two.test:{port}/good/simple/a/", resolver=Names("127.66.66.66", "127.0.0.1"))
    assert isinstance(answer, Response)


def test_a_retry_is_a_request_of_the_budget(index: HostileIndex) -> None:
    budget = IndexBudget(requests=6)
    with pytest.raises(BudgetExceeded) as caught:
        outcomes(*(f"{index.url('status-500')}/p{number}/" for number in range(2)), budget=budget)
    assert str(caught.value) == "stopped after 6 requests to indexes"
    assert len(index.seen) == 6


def test_names_are_resolved_in_threads_that_nobody_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's name resolution cannot be interrupted; it must not hold up the end of a run."""
    is_over = threading.Event()

    def hanging(*arguments: object, **options: object) -> list[object]:
        is_over.wait()
        raise OSError("no such host")

    monkeypatch.setattr("socket.getaddrinfo", hanging)
    before = threading.active_count()
    (answer,) = outcomes("http://no-such-host.invalid/a/", limits=IMPATIENT)
    assert isinstance(answer, FetchError)
    assert not is_over.is_set(), "it ended while the name was still being looked up"
    assert threading.active_count() <= before + 4
    is_over.set()
