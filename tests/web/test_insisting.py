"""A step is tried again while the database is away, and no longer than said."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, OperationalError

from webui import insisting
from webui.insisting import insist


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insisting, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(insisting, "close_old_connections", lambda: None)


def test_it_is_tried_until_the_database_is_back() -> None:
    tries = iter([OperationalError("gone"), OperationalError("starting up"), None])

    def step() -> str:
        if error := next(tries):
            raise error
        return "stored"

    assert insist(step, 60) == "stored"


def test_a_database_that_stays_away_is_an_error() -> None:
    def step() -> None:
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        insist(step, 0)


def test_a_mistake_is_not_repeated() -> None:
    tries: list[int] = []

    def step() -> None:
        tries.append(1)
        raise IntegrityError("doubled")

    with pytest.raises(IntegrityError):
        insist(step, 60)
    assert tries == [1]
