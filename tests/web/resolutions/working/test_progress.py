"""Counts from events, and the answer to "should I stop?"."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError
from pytest_django import Settings

from resolver_core import Event
from tests.support.documents import a_submission
from tests.support.servers import PATIENCE_S
from webui.resolutions.working import leases, progress
from webui.resolutions.working.progress import Counts, Progress


def test_counts_follow_the_events() -> None:
    counts = Counts()
    for event in (
        {"event": "ForkOpened"},
        {"event": "PageRead", "project": "torch", "from_cache": False},
        {"event": "PageRead", "project": "torch", "from_cache": True},
        {"event": "PageRead", "project": "sympy", "from_cache": True},
        {"event": "MetadataReadEvent", "project": "torch", "from_cache": True},
        {"event": "Decided", "fork": "0", "project": "sympy", "version": "1.13.1"},
        {"event": "Decided", "fork": "0", "project": "torch[cuda]", "version": "2.5.1"},
        {"event": "Backjumped", "fork": "0", "undone": ["sympy"]},
        {"event": "Decided", "fork": "0", "project": "torch", "version": "2.5.1"},
        {"event": "ConflictFound"},
        {"event": "ForkOpened"},
        {"event": "ForkClosed"},
        {"event": "SomethingNew"},
    ):
        counts.take(event)
    assert counts.to_json() == {
        "projects": 2,
        "metadata_read": 1,
        "forks_open": 1,
        "forks_closed": 1,
        "decisions": 3,
        "chosen": 1,
        "conflicts": 1,
        "latest": "torch 2.5.1",
    }
    assert counts.reads == {True: 3, False: 1}


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_loses_no_event(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = leases.claim(a_submission().solve("single").pk)
    assert claim
    watched = Progress(claim, 60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leases, "report", busy)
        watched.on_event(Event("0"))
        with pytest.raises(OperationalError):
            watched.write()
    watched.on_event(Event("1"))
    written: list[tuple[int, int]] = []
    monkeypatch.setattr(leases, "report", lambda claim, counts, first, events: written.append((first, len(events))))
    watched.write()
    watched.write()
    assert written == [(0, 2), (2, 0)]


def busy(*args: object) -> bool:
    raise OperationalError("database is locked")


@pytest.mark.django_db(transaction=True)
def test_the_keeper_beats_and_notices_a_lost_claim(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    claim = leases.claim(a_submission().solve("single").pk)
    assert claim
    monkeypatch.setattr(progress, "WRITE_SECONDS", 0.01)
    settings.HEARTBEAT_SECONDS = 0.01
    beaten = threading.Event()

    def lost(claim: object) -> bool:
        beaten.set()
        return False

    monkeypatch.setattr(leases, "beat", lost)
    watched = Progress(claim, 60)
    with watched.kept():
        assert beaten.wait(PATIENCE_S)
    assert watched.should_stop()


def test_the_deadline_stops_it() -> None:
    watched = Progress(leases.Claim(1, 1), deadline_seconds=-1)
    assert watched.should_stop()
    assert watched.timed_out
