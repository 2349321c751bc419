"""Every event is a frozen value that JSON can hold, and the solver tells a consistent story."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, asdict, fields

import pytest

from resolver_core.answer import trace
from resolver_core.answer.trace import Event, ForkClosed, ForkOpened, SolveEnded, SolveStarted
from resolver_core.policy import Options, Policy, requires_python_of
from resolver_core.solver.solve import resolve
from tests.support.builders import a_problem, a_target, an_index

PROBLEM = a_problem("a", "b ; sys_platform == 'win32'", "b<2 ; sys_platform != 'win32'")
INDEX = an_index({"a": {"1": ["c>=2"], "2": ["c<2", "gone"]}, "b": {"1": [], "2": []}, "c": {"1": [], "2": []}})


@pytest.fixture(scope="module")
def events() -> list[Event]:
    told: list[Event] = []
    policy = Policy.universal(PROBLEM, requires_python_of(PROBLEM, a_target()), Options(INDEX.url))
    assert resolve(PROBLEM, policy, INDEX, on_event=told.append).solved
    return told


def test_a_story_has_one_beginning_and_one_end(events: list[Event]) -> None:
    assert isinstance(events[0], SolveStarted)
    assert isinstance(events[-1], SolveEnded)
    assert sum(isinstance(event, SolveStarted | SolveEnded) for event in events) == 2
    assert events[-1].outcome == "solved"


def test_every_part_that_is_closed_was_opened(events: list[Event]) -> None:
    opened = {event.fork for event in events if isinstance(event, ForkOpened)}
    closed = [event.fork for event in events if isinstance(event, ForkClosed)]
    assert len(closed) > 1
    assert set(closed) <= opened
    assert len(set(closed)) == len(closed)
    parents = {event.parent for event in events if isinstance(event, ForkOpened)}
    assert parents - {None} <= opened


def test_events_are_ready_for_json(events: list[Event]) -> None:
    for event in events:
        assert json.loads(json.dumps(asdict(event)))["fork"] == event.fork


def test_events_are_frozen() -> None:
    event = SolveStarted("0", "single")
    with pytest.raises(FrozenInstanceError):
        event.label = "universal"  # type: ignore[misc]


def test_every_kind_of_event_has_a_fork() -> None:
    kinds = [value for value in vars(trace).values() if isinstance(value, type) and issubclass(value, Event)]
    assert len(kinds) > 8
    assert all(fields(kind)[0].name == "fork" for kind in kinds)


def test_a_sink_may_drop_everything(events: list[Event]) -> None:
    for event in events:
        trace.ignore(event)
