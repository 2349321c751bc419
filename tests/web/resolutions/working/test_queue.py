"""The queue in the database: whose turn it is, shares of the workers, room, and the budget of a submission."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.support.documents import TORCH, a_submission
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Solve, State, Submission
from webui.resolutions.working import budgets, leases, queue
from webui.resolutions.working.queue import QueueFull

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]


def by(asker: str) -> Submission:
    submission = a_submission()
    Submission.objects.filter(pk=submission.pk).update(asker=asker)
    return submission


def claimed() -> str | None:
    claim = queue.claim_next()
    return None if claim is None else Solve.objects.get(pk=claim.solve_id).submission.asker


def test_two_askers_take_turns() -> None:
    for _ in range(3):
        by("monster")
    by("small")
    assert [claimed() for _ in range(2)] == ["monster", "small"]


def test_nobody_holds_more_than_a_share(settings: Settings) -> None:
    settings.WORKERS_PER_ASKER = 2
    by("monster"), by("monster")
    assert [claimed() for _ in range(3)] == ["monster", "monster", None]
    assert queue.next_key() is None
    by("small")
    assert claimed() == "small"


def test_who_used_more_lately_waits_longer() -> None:
    then = timezone.now() - timedelta(seconds=100)
    Solve.objects.filter(submission=by("monster")).update(
        state=State.DONE, started_at=then, finished_at=then + timedelta(seconds=90)
    )
    by("monster")
    by("small")
    assert claimed() == "small"


def test_reasons_wait_for_answers() -> None:
    first = by("a")
    Solve.objects.filter(submission=first).delete()
    Solve.objects.create(submission=first, label=Label.EXPLANATION, queued_at=timezone.now())
    by("b")
    assert [claimed() for _ in range(3)] == ["b", "b", "a"]


def test_a_full_queue_gives_the_text_back(client: Client, settings: Settings) -> None:
    settings.QUEUE_LIMIT = 2
    by("somebody")
    response = client.post("/", {"text": TORCH})
    assert response.status_code == 503
    assert int(response["Retry-After"]) >= 1
    page = response.content.decode()
    assert "The queue is full" in page
    assert "torch" in page
    api = client.post("/api/v1/resolutions", {"text": TORCH}, content_type="application/json")
    assert (api.status_code, int(api["Retry-After"]) >= 1) == (503, True)
    assert Submission.objects.count() == 1


def test_the_wait_is_told_from_what_solves_took(settings: Settings) -> None:
    settings.QUEUE_LIMIT, settings.WORKERS = 2, 2
    now = timezone.now()
    Solve.objects.filter(submission=by("a")).update(
        state=State.DONE, started_at=now - timedelta(seconds=30), finished_at=now
    )
    by("b")
    with pytest.raises(QueueFull) as full:
        queue.check_room()
    assert full.value.seconds == 30


def test_a_submission_has_so_many_seconds(settings: Settings) -> None:
    settings.SUBMISSION_SECONDS = 100
    submission = by("a")
    assert budgets.seconds_for(submission, 60) == 60
    submission.worker_seconds = 70
    assert budgets.seconds_for(submission, 60) == 30
    submission.worker_seconds = 99.5
    assert budgets.seconds_for(submission, 60) is None
    settings.SUBMISSION_SECONDS = 0
    assert budgets.seconds_for(submission, 60) == 60


def test_what_ends_and_what_is_lost_is_charged() -> None:
    submission = by("a")
    first, second = submission.solves.order_by("pk")
    ago = timezone.now() - timedelta(seconds=40)
    for solve in (first, second):
        claim = leases.claim(solve.pk)
        assert claim is not None
        Solve.objects.filter(pk=solve.pk).update(started_at=ago, heartbeat_at=ago + timedelta(seconds=10))
        if solve == first:
            assert leases.finish(claim, State.FAILED, error="why")
    leases.release_all()
    submission.refresh_from_db()
    assert 50 <= submission.worker_seconds < 55
    assert Solve.objects.get(pk=second.pk).lost_workers == 1
