"""Locks that processes share: on PostgreSQL one holds it, on SQLite nobody needs one."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections, transaction

from webui.database_locks import held_alone, held_in_turn, hold_until_commit

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere_held(name: str) -> bool:
    """Whether another connection gets the lock now."""
    found: list[bool] = []

    def look() -> None:
        with held_alone(name) as is_ours:
            found.append(is_ours)
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found[0]


def test_one_holds_it_and_nobody_waits() -> None:
    is_shared = connection.vendor == "postgresql"
    with held_alone("sweep") as is_ours:
        assert is_ours
        assert elsewhere_held("sweep") is not is_shared
        assert elsewhere_held("another")
    assert elsewhere_held("sweep")


def test_it_is_given_back_after_an_error() -> None:
    with pytest.raises(KeyError), held_alone("sweep"):
        raise KeyError
    assert elsewhere_held("sweep")


def test_what_is_held_until_commit_excludes_and_shares() -> None:
    is_shared = connection.vendor == "postgresql"
    with transaction.atomic():
        hold_until_commit("pieces", shared=True)
        hold_until_commit("pieces", shared=True)
        if is_shared:
            assert not elsewhere_held("pieces")
    assert elsewhere_held("pieces")


def test_whoever_comes_second_gets_it_when_the_first_is_done() -> None:
    order: list[str] = []
    with held_in_turn("preparing"):
        second = threading.Thread(target=_prepare, args=(order,))
        if connection.vendor == "postgresql":
            second.start()
        order.append("first")
    if connection.vendor != "postgresql":
        second.start()
    second.join()
    assert order == ["first", "second"]


def _prepare(order: list[str]) -> None:
    with held_in_turn("preparing"):
        order.append("second")
    connections.close_all()
