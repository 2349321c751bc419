from __future__ import annotations

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


def test_the_clock_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(stopping, "monotonic", lambda: now[0])
    with stopping.heeding(limit_seconds=0.01):
        now[0] += 0.02
        with pytest.raises(BudgetExceeded) as caught:
            stopping.check()
    assert (caught.value.what, caught.value.limit) == ("seconds", 0.01)


def test_limits_of_the_work_around_hold_as_well() -> None:
    with stopping.heeding(lambda: True), stopping.heeding(limit_seconds=1000), pytest.raises(Cancelled):
        stopping.check()
    stopping.check()


def test_work_for_others_has_its_own_limits_only() -> None:
    with stopping.heeding(lambda: True), stopping.heeding_only(lambda: False):
        stopping.check()


def test_asking_is_rare_where_loops_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "ASKED_EVERY_SECONDS", 0.05)
    now, asked = [100.0], list[float]()
    monkeypatch.setattr(stopping, "monotonic", lambda: now[0])
    with stopping.heeding(lambda: bool(asked.append(now[0]))):
        for _ in range(200):
            stopping.check()
            now[0] += stopping.ASKED_EVERY_SECONDS / 10
    assert 19 <= len(asked) <= 21
