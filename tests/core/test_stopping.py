from __future__ import annotations

import time

import pytest

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded, Cancelled


@pytest.fixture(autouse=True)
def asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "ASKED_EVERY_SECONDS", 0.0)


def test_without_limits_nothing_is_asked() -> None:
    stopping.check()
    with stopping.heeding():
        stopping.check()


def test_whoever_began_the_work_is_asked_however_deep() -> None:
    answers = iter([False, True])
    with stopping.heeding(lambda: next(answers)):
        stopping.check()
        with pytest.raises(Cancelled):
            stopping.check()


def test_the_clock_is_looked_at() -> None:
    with stopping.heeding(limit_seconds=-0.01), pytest.raises(BudgetExceeded) as caught:
        stopping.check()
    assert (caught.value.what, caught.value.limit) == ("seconds", -0.01)


def test_limits_of_the_work_around_hold_as_well() -> None:
    with stopping.heeding(lambda: True), stopping.heeding(limit_seconds=1000), pytest.raises(Cancelled):
        stopping.check()
    stopping.check()


def test_work_for_others_has_its_own_limits_only() -> None:
    with stopping.heeding(lambda: True), stopping.heeding_only(lambda: False):
        stopping.check()


def test_asking_is_rare_where_loops_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "ASKED_EVERY_SECONDS", 0.05)
    asked = []
    started = time.monotonic()
    with stopping.heeding(lambda: bool(asked.append(1))):
        for _ in range(20_000):
            stopping.check()
    assert 1 <= len(asked) <= 2 + (time.monotonic() - started) / 0.05
