"""Who works on which solve. The truth is the row: a message only says "look at this id".

A worker claims a row by raising its attempt number, keeps the lease alive with a heartbeat, and writes only
where the attempt number is still its own. When a worker dies, the lease runs out and the sweeper queues the row
again; when a slow worker wakes up after that, its writes meet no row.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from resolver_core import EventDocument, ResolutionDocument
from webui.resolutions.asking.labels import Label
from webui.resolutions.documents import CountsEntry
from webui.resolutions.models import Comparison, EventBatch, Solve, State
from webui.resolutions.working import budgets


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one worker to work on one solve, as long as the row has this attempt number."""

    solve_id: int
    attempt: int

    def row(self) -> QuerySet[Solve]:
        """The row, if the claim still holds; else nothing."""
        return Solve.objects.filter(pk=self.solve_id, attempt=self.attempt, state=State.RUNNING)


def worker_name() -> str:
    """ "host:pid": says who to look for."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(solve_id: int) -> Claim | None:
    """Take a queued solve; None where somebody else was faster, or nothing is left to do."""
    now = timezone.now()
    attempt = Solve.objects.filter(pk=solve_id, state=State.QUEUED).values_list("attempt", flat=True).first()
    if attempt is None:
        return None
    taken = Solve.objects.filter(pk=solve_id, state=State.QUEUED, attempt=attempt).update(
        state=State.RUNNING,
        attempt=attempt + 1,
        worker=worker_name(),
        lease_expires_at=_lease_end(now),
        heartbeat_at=now,
        started_at=now,
        finished_at=None,
        progress={},
        error="",
    )
    return Claim(solve_id, attempt + 1) if taken else None


def beat(claim: Claim) -> bool:
    """Prolong the lease. False: the claim is lost."""
    now = timezone.now()
    return bool(claim.row().update(heartbeat_at=now, lease_expires_at=_lease_end(now)))


def report(claim: Claim, progress: CountsEntry, first: int, events: list[EventDocument]) -> bool:
    """Store counts and new events. True: somebody asked to cancel, or the claim is lost."""
    with transaction.atomic():
        if not claim.row().update(progress=progress):
            return True
        if events:
            EventBatch.objects.create(solve_id=claim.solve_id, attempt=claim.attempt, first=first, events=events)
    return claim.row().filter(cancel_requested=False).first() is None


def finish(claim: Claim, state: State, *, document: ResolutionDocument | None = None, error: str = "") -> bool:
    """Store how the solve ended. False: the claim is lost, and nothing was written."""
    now = timezone.now()
    with transaction.atomic():
        held = claim.row().values_list("submission_id", "started_at").first()
        if held is None:
            return False
        values = {"state": state, "document": document, "error": error, "finished_at": now, "lease_expires_at": None}
        if not claim.row().update(**values):
            return False
        budgets.charge(held[0], held[1], now)
    return True


def cancel(solves: Iterable[Solve]) -> None:
    """Stop solves: a queued one at once, a running one at its worker's next look."""
    ids = [solve.pk for solve in solves]
    Solve.objects.filter(pk__in=ids, state=State.QUEUED).update(state=State.CANCELLED, finished_at=timezone.now())
    Solve.objects.filter(pk__in=ids, state=State.RUNNING).update(cancel_requested=True)


def requeue(solve: Solve) -> bool:
    """Put an ended solve back into the queue, as a person asked. The caller sends the message."""
    with transaction.atomic():
        changed = Solve.objects.filter(pk=solve.pk, state=solve.state, attempt=solve.attempt).update(
            state=State.QUEUED,
            lost_workers=0,
            cancel_requested=False,
            document=None,
            error="",
            progress={},
            queued_at=timezone.now(),
            started_at=None,
            finished_at=None,
        )
        outdated = Comparison.objects.filter(submission_id=solve.submission_id)
        (outdated if solve.label == Label.UNIVERSAL else outdated.filter(label=solve.label)).delete()
    return bool(changed)


def sweep() -> list[int]:
    """Release what dead workers hold. Returns the ids that need a (new) message."""
    now = timezone.now()
    _shorten_what_is_ahead(now)
    for solve in Solve.objects.filter(state=State.RUNNING, lease_expires_at__lt=now).defer("document"):
        _release(solve, now)
    waiting = Solve.objects.filter(state=State.QUEUED).filter(
        Q(queued_at__lt=now - timedelta(seconds=settings.REQUEUE_SECONDS)) | Q(queued_at=now)
    )
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    Solve.objects.filter(pk__in=ids).update(queued_at=timezone.now())
    return ids


def release_all() -> None:
    """Release every lease: nobody is at work. Each counts as a lost worker, as one that was killed does."""
    for solve in Solve.objects.filter(state=State.RUNNING).defer("document"):
        _release(solve, timezone.now())


def _release(solve: Solve, now: datetime) -> None:
    held = Solve.objects.filter(
        pk=solve.pk, attempt=solve.attempt, state=State.RUNNING, lease_expires_at=solve.lease_expires_at
    )
    lost = solve.lost_workers + 1
    values: dict[str, object] = {"state": State.QUEUED, "queued_at": now, "lease_expires_at": None}
    if solve.cancel_requested:
        values = {"state": State.CANCELLED, "finished_at": now}
    elif lost >= settings.LOST_WORKERS_LIMIT:
        values = {"state": State.FAILED, "finished_at": now, "error": _took_too_much(lost)}
    with transaction.atomic():
        if held.update(lost_workers=lost, **values):
            budgets.charge(solve.submission_id, solve.started_at, solve.heartbeat_at or now)


def _took_too_much(lost: int) -> str:
    return (
        f"{lost} workers in a row ended while they were at this: it takes more time or more memory than one piece "
        "of work may use here, or the application was stopped each time."
    )


def _shorten_what_is_ahead(now: datetime) -> None:
    """Times that lie ahead are of a clock that was set back since: nobody waits until they come."""
    ahead = _lease_end(now)
    Solve.objects.filter(state=State.RUNNING, lease_expires_at__gt=ahead).update(lease_expires_at=ahead)
    Solve.objects.filter(state=State.QUEUED, queued_at__gt=ahead).update(queued_at=now)


def _lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.LEASE_SECONDS)
