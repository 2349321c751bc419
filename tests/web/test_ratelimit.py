"""The token bucket: a burst passes, a flood waits, another address is not affected."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings
from redis import RedisError

from webui import ratelimit


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr("webui.ratelimit.time.time", lambda: now[0])
    return now


def waiting(address: str = "192.0.2.1") -> int:
    return ratelimit.seconds_to_wait(RequestFactory().post("/", REMOTE_ADDR=address))


@pytest.mark.usefixtures("clock")
def test_a_burst_passes_and_the_next_waits(settings: Settings) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 6
    assert [waiting() for _ in range(6)] == [0] * 6
    assert waiting() == 10


def test_tokens_come_back(settings: Settings, clock: list[float]) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 6
    assert [waiting() for _ in range(7)][-1] == 10
    clock[0] += 10
    assert waiting() == 0
    assert waiting() == 10


@pytest.mark.usefixtures("clock")
def test_each_address_has_its_own_bucket(settings: Settings) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 1
    assert waiting() == 0
    assert waiting() > 0
    assert waiting("192.0.2.2") == 0


def test_zero_means_no_limit(settings: Settings) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 0
    assert not any(waiting() for _ in range(100))


def test_a_cache_that_is_down_limits_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object) -> None:
        raise RedisError

    monkeypatch.setattr(ratelimit.cache, "get", down)
    assert waiting() == 0
