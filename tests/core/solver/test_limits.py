"""When a solve stops early: its caller asks it to, or its time is used up. No test waits for a clock."""

from __future__ import annotations

import pytest

from resolver_core.errors import BudgetExceeded, Cancelled
from resolver_core.solver import limits
from resolver_core.solver.limits import Limits


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the clock shows."""
    now = [100.0]
    monkeypatch.setattr(limits, "monotonic", lambda: now[0])
    return now


def test_without_limits_it_goes_on(clock: list[float]) -> None:
    going = Limits(_started=clock[0])
    clock[0] += 1e9
    going.check()
    assert going.elapsed_seconds == 1e9


def test_the_caller_is_asked_each_time() -> None:
    answers = iter([False, False, True])
    asked = Limits(lambda: next(answers))
    asked.check()
    asked.check()
    with pytest.raises(Cancelled):
        asked.check()


def test_time_may_be_used_up_and_not_more(clock: list[float]) -> None:
    limited = Limits(limit_seconds=5, _started=clock[0])
    clock[0] += 5
    limited.check()
    clock[0] += 0.1
    with pytest.raises(BudgetExceeded, match="5 seconds"):
        limited.check()


def test_a_cancelled_solve_is_cancelled_even_when_its_time_is_over(clock: list[float]) -> None:
    both = Limits(lambda: True, limit_seconds=0, _started=clock[0])
    clock[0] += 1
    with pytest.raises(Cancelled):
        both.check()
