"""An index host that never answers costs one connection time-out, however much is wanted of it."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpcore2
import pytest

from resolver_core import (
    HttpIndex,
    Options,
    Policy,
    Resolution,
    Selection,
    explain,
    parse_problem,
    requires_python_of,
    resolve,
    target,
)
from resolver_core.answer.failure import Obstacle
from resolver_core.index.network.client import ClientLimits, GuardedClient
from resolver_core.index.network.connecting import Resolver
from resolver_core.inputs.problem import Problem

LOOPBACK = ("127.0.0.0/8",)
PATIENT = ClientLimits(connect_s=60, read_s=60, total_s=60)
AT_ONCE = PATIENT.connections
HERE = target("3.12", "linux")
DEAD = "http://dead.test/simple"


class DeadHosts:
    """A name service for hosts whose connections time out, all of them as soon as each was asked for once."""

    def __init__(self, *hosts: str) -> None:
        self._awaited = set(hosts)
        self._all_asked = asyncio.Event()
        self.attempts: Counter[str] = Counter()

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.attempts[host] += 1
        self._awaited.discard(host)
        if not self._awaited:
            self._all_asked.set()
        await self._all_asked.wait()
        raise httpcore2.ConnectTimeout("no connection in time")


@contextmanager
def an_index(resolver: Resolver | None = None, limits: ClientLimits = PATIENT) -> Iterator[HttpIndex]:
    options = {} if resolver is None else {"resolver": resolver}
    client = GuardedClient(LOOPBACK, limits=limits, **options)  # type: ignore[arg-type]
    with HttpIndex(client) as index:
        yield index


def a_problem(dependencies: Sequence[str], more: str = "") -> Problem:
    project = '[project]\nname = "asking"\nversion = "1"\nrequires-python = ">=3.12"\n'
    return parse_problem(f"{project}dependencies = {list(dependencies)}\n{more}", filename="pyproject.toml")


def both(problem: Problem, index: HttpIndex, options: Options) -> Iterator[Resolution]:
    yield resolve(problem, Policy.single_platform(problem, HERE, options, Selection()), index)
    yield resolve(problem, Policy.universal(problem, requires_python_of(problem, HERE), options), index)


@pytest.mark.parametrize("assume", [True, False])
def test_both_modes_and_the_reasons_wait_for_one_time_out(assume: bool) -> None:
    hosts = DeadHosts("dead.test")
    problem = a_problem([f"p{number}" for number in range(100)])
    options = Options(DEAD, assume=assume)
    with an_index(hosts) as index:
        single, lock = both(problem, index, options)
        tried = hosts.attempts["dead.test"]
        explanation = explain(problem, [HERE], options, index)
    for resolution in (single, lock):
        assert resolution.failure is not None
        assert resolution.failure.obstacle is Obstacle.PAGE
    assert len(explanation.failures) == 2
    assert tried <= AT_ONCE  # those that were under way when the first one ended
    assert hosts.attempts["dead.test"] == tried


def test_two_dead_hosts_are_waited_for_at_the_same_time() -> None:
    """Neither time-out ends before both hosts were tried: if they were asked in turn, this test would hang."""
    more = "[tool.uv.sources]\n"
    for name in ("one", "two"):
        more += f'{name} = {{ index = "{name}" }}\n'
    for name in ("one", "two"):
        more += f'[[tool.uv.index]]\nname = "{name}"\nurl = "http://{name}.test/simple"\nexplicit = true\n'
    hosts = DeadHosts("one.test", "two.test")
    with an_index(hosts) as index:
        answers = list(both(a_problem(["one", "two"], more), index, Options(DEAD)))
    assert all(answer.failure is not None and answer.failure.obstacle is Obstacle.PAGE for answer in answers)
    assert hosts.attempts == {"one.test": 1, "two.test": 1}


def test_a_port_that_takes_no_connection() -> None:
    """A listener whose queue is full, as a firewall that drops: nobody says no."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/simple"
        with an_index(limits=ClientLimits(connect_s=0.5, read_s=60, total_s=60)) as index:
            answers = list(both(a_problem(["a", "b"]), index, Options(url)))
    for answer in answers:
        assert answer.failure is not None
        assert "ConnectTimeout" in answer.failure.detail


def test_a_host_that_takes_connections_and_says_nothing_is_asked_once() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(AT_ONCE * 4)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/simple"
        names = [f"p{number}" for number in range(AT_ONCE)]
        with an_index(limits=ClientLimits(read_s=0.5)) as index:
            answers = list(both(a_problem(names), index, Options(url)))
        listener.setblocking(False)
        assert len(list(_accepted(listener))) <= AT_ONCE
    for answer in answers:
        assert answer.failure is not None
        assert "ReadTimeout" in answer.failure.detail


def _accepted(listener: socket.socket) -> Iterator[None]:
    """One for each connection that was made."""
    while True:
        try:
            listener.accept()[0].close()
        except BlockingIOError:
            return
        yield
