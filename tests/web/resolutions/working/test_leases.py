"""Leases: one worker at a time, dead workers are noticed, and late ones cannot write."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.support.documents import a_finished_submission, a_resolution, a_submission
from webui.resolutions.models import EventBatch, Solve, State
from webui.resolutions.working import leases
from webui.resolutions.working.leases import Claim

pytestmark = pytest.mark.django_db

COUNTS = {"projects": 1}


@pytest.fixture
def solve() -> Solve:
    return a_submission().solve("single")


def claimed(solve: Solve) -> Claim:
    claim = leases.claim(solve.pk)
    assert claim is not None
    return claim


def expire(solve: Solve) -> None:
    Solve.objects.filter(pk=solve.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))


def state(solve: Solve) -> str:
    solve.refresh_from_db()
    return solve.state


def test_only_one_worker_gets_a_solve(solve: Solve) -> None:
    claimed(solve)
    assert leases.claim(solve.pk) is None
    assert state(solve) == State.RUNNING
    assert solve.worker == leases.worker_name()


def test_a_solve_that_ended_or_never_was_cannot_be_claimed(solve: Solve) -> None:
    leases.finish(claimed(solve), State.DONE, document=a_resolution("single"))
    assert leases.claim(solve.pk) is None
    assert leases.claim(10**9) is None


def test_a_claim_that_raced_loses(solve: Solve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading the attempt number and writing it, another worker was faster."""
    Solve.objects.filter(pk=solve.pk).update(attempt=5)
    stale = Solve.objects.filter(pk=solve.pk)
    monkeypatch.setattr(stale.__class__, "values_list", lambda *args, **kwargs: Attempts())
    assert leases.claim(solve.pk) is None


class Attempts:
    def first(self) -> int:
        return 4


def test_a_heartbeat_keeps_the_lease(solve: Solve) -> None:
    claim = claimed(solve)
    expire(solve)
    assert leases.beat(claim)
    leases.sweep()
    assert state(solve) == State.RUNNING


def test_a_lost_lease_is_queued_again_and_named(solve: Solve) -> None:
    claimed(solve)
    expire(solve)
    assert leases.sweep() == [solve.pk]
    assert state(solve) == State.QUEUED
    assert solve.lost_workers == 1


def test_a_worker_that_lost_its_lease_cannot_write(solve: Solve) -> None:
    slow = claimed(solve)
    expire(solve)
    leases.sweep()
    quick = claimed(solve)
    assert not leases.beat(slow)
    assert leases.report(slow, COUNTS, 0, [{"event": "Decided"}])
    assert not leases.finish(slow, State.DONE, document=a_resolution("single", outcome="failed"))
    assert leases.finish(quick, State.DONE, document=a_resolution("single"))
    assert state(solve) == State.DONE
    assert solve.outcome == "solved"
    assert not EventBatch.objects.exists()


def test_the_third_dead_worker_is_the_last(solve: Solve, settings: Settings) -> None:
    for _ in range(settings.LOST_WORKERS_LIMIT):
        assert state(solve) == State.QUEUED
        claimed(solve)
        expire(solve)
        leases.sweep()
    assert state(solve) == State.FAILED
    assert "3 workers in a row ended" in solve.error


def test_a_clock_that_was_set_back_leaves_nobody_waiting(solve: Solve, settings: Settings) -> None:
    settings.LEASE_SECONDS, ahead = 15, timezone.now() + timedelta(hours=1)
    claim = claimed(solve)
    Solve.objects.filter(pk=solve.pk).update(lease_expires_at=ahead)
    assert leases.sweep() == []
    assert state(solve) == State.RUNNING  # a worker that lives says so in time
    assert solve.lease_expires_at is not None
    assert solve.lease_expires_at < ahead - timedelta(minutes=59)
    assert leases.beat(claim)
    Solve.objects.filter(pk=solve.pk).update(state=State.QUEUED, queued_at=ahead)
    leases.sweep()
    assert state(solve) == State.QUEUED
    assert solve.queued_at < timezone.now()


def test_a_queued_solve_whose_message_was_lost_is_sent_again(solve: Solve, settings: Settings) -> None:
    assert leases.sweep() == []
    old = timezone.now() - timedelta(seconds=settings.REQUEUE_SECONDS + 1)
    Solve.objects.filter(pk=solve.pk).update(queued_at=old)
    assert leases.sweep() == [solve.pk]
    assert leases.sweep() == []


def test_reports_keep_their_order_and_say_whether_to_stop(solve: Solve) -> None:
    claim = claimed(solve)
    assert not leases.report(claim, COUNTS, 0, [{"event": "A"}, {"event": "B"}])
    assert not leases.report(claim, COUNTS, 2, [{"event": "C"}])
    assert [batch.first for batch in solve.event_batches.all()] == [0, 2]
    leases.cancel([solve])
    assert leases.report(claim, COUNTS, 3, [])


def test_cancelling_a_queued_solve_ends_it_at_once(solve: Solve) -> None:
    leases.cancel([solve])
    assert state(solve) == State.CANCELLED
    assert leases.claim(solve.pk) is None


def test_a_cancelled_solve_of_a_dead_worker_is_not_taken_over(solve: Solve) -> None:
    claimed(solve)
    leases.cancel([solve])
    expire(solve)
    assert leases.sweep() == []
    assert state(solve) == State.CANCELLED


def test_requeue_starts_over_and_drops_the_comparison() -> None:
    submission = a_finished_submission()
    solve = submission.solve("single")
    attempt = solve.attempt
    assert leases.requeue(solve)
    assert state(solve) == State.QUEUED
    assert solve.document is None
    assert solve.attempt == attempt
    submission.refresh_from_db()
    assert submission.comparison() is None
    assert claimed(solve).attempt == attempt + 1
