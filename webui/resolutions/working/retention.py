"""What becomes of answers whose time is over, and of those there is no room for.

First the verdict is written down, by the wing that can put it into words (showing/verdicts.py); then all the rest goes.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from webui.resolutions.asking.examples import PREFIX
from webui.resolutions.models import (
    ENDED,
    Comparison,
    FoundReason,
    IndexData,
    Question,
    Solve,
    StoredLadder,
    StoredPage,
    Submission,
)
from webui.resolutions.working import index_data
from webui.resolutions.working.stored_bytes import stored_bytes

log = logging.getLogger(__name__)

AT_ONCE = 50
MEGABYTE = 1_000_000
_DUE = "retention"


def is_due() -> bool:
    """Whether it is time to look again; it is nobody else's then."""
    return bool(cache.add(_DUE, True, timeout=settings.RETENTION_SECONDS))


def without_verdict(now: datetime) -> list[str]:
    """The ids of answers whose time is over and whose verdict is not written down yet, some at a time."""
    over = _finished().filter(expires_at__lte=now, verdict__isnull=True)
    return list(over.order_by("expires_at").values_list("pk", flat=True)[:AT_ONCE])


def remove_expired() -> int:
    """Remove what is left of answers beside their verdict; of how many."""
    left = Submission.objects.filter(verdict__isnull=False).filter(
        Exists(Solve.objects.filter(submission=OuterRef("pk")))
    )
    ids = list(left.values_list("pk", flat=True)[:AT_ONCE])
    for submission_id in ids:
        _empty(submission_id)
    index_data.share_older()
    index_data.forget_unused()
    return len(ids)


def make_room() -> int:
    """Where the database is larger than it may be: let the time of the oldest answers be over; of how many."""
    if not settings.STORAGE_MEGABYTES or stored_bytes() <= settings.STORAGE_MEGABYTES * MEGABYTE:
        return 0
    now = timezone.now()
    oldest = _finished().filter(verdict__isnull=True).order_by("created_at")
    ids = list(oldest.values_list("pk", flat=True)[:AT_ONCE])
    log.info("there is no room left; the time of %s answers is over", len(ids))
    return Submission.objects.filter(pk__in=ids).update(expires_at=now)


def _finished() -> QuerySet[Submission]:
    """Answers that nobody works on, the recorded examples aside."""
    at_work = Solve.objects.filter(submission=OuterRef("pk")).exclude(state__in=ENDED)
    return Submission.objects.exclude(pk__startswith=PREFIX).exclude(Exists(at_work))


def _empty(submission_id: str) -> None:
    with transaction.atomic():
        for model in (Question, Comparison, FoundReason, StoredLadder, StoredPage, IndexData, Solve):
            model._default_manager.filter(submission=submission_id).delete()
        Submission.objects.filter(pk=submission_id).update(
            text="", input="", files={}, lock="", report="", options={}, digest="", explanation=None, delete_digest=""
        )
