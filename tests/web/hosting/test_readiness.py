"""/readyz: every part is there, or it says which is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.support.servers import free_port
from webui.hosting import readiness, workers_seen
from webui.hosting.models import WorkerSeen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def embedded(settings: Settings, tmp_path: Path) -> None:
    settings.REDIS_URL = ""
    settings.DATA_DIR = tmp_path
    (tmp_path / "queue").mkdir()


def test_it_is_ready_with_a_worker(client: Client) -> None:
    workers_seen.say("solves@host")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "broker": "ok", "worker": "ok"})


def test_a_worker_that_was_seen_long_ago_is_none(client: Client, settings: Settings) -> None:
    workers_seen.say("solves@host")
    WorkerSeen.objects.update(seen_at=timezone.now() - timedelta(seconds=settings.WORKER_SEEN_SECONDS + 1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "missing")


def test_a_broker_that_does_not_answer_is_missing(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"], answer.json()["database"]) == (503, "missing", "ok")


def test_a_database_that_is_away_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("gone; its password is s3cret")

    monkeypatch.setattr(readiness, "_database", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "missing")
    assert "s3cret" not in answer.content.decode()


def test_a_worker_says_it_again_under_its_name_and_is_forgotten_after_a_day() -> None:
    workers_seen.say("solves@host")
    workers_seen.say("solves@host")
    WorkerSeen.objects.create(name="gone@host", seen_at=timezone.now() - timedelta(days=2))
    workers_seen.say("checks@host")
    rows = WorkerSeen.objects.order_by("name")
    assert [row.name for row in rows] == ["checks@host", "solves@host"]
    assert all(row.memory_bytes > 10_000_000 for row in rows)
