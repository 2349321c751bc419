"""Which stored answer a question may share: one of the same digest that is worth showing again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from webui import wiring
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.askers import Asker
from webui.resolutions.asking.readers import EVERYONE, asked_by, visible_to
from webui.resolutions.models import ENDED, Solve, Submission, Visibility

MOST_LOOKED_AT = 20


def answer_to_share(asked: Asked, cutoff: datetime | None, asker: Asker) -> Submission | None:
    """The stored answer of the same question, the newest one first; None where it has to be solved.

    Only a question with a cut-off has a lasting answer; without one the index may have moved on. An answer in the
    making may turn out not to be for everybody where the installation has credentials.
    """
    if cutoff is None or asked.refresh:
        return None
    same = Submission.objects.filter(visible_to(asker), digest=asked.digest(cutoff), has_cutoff=True)
    same = same.filter(_lasts(), visibility=Visibility.UNLISTED, verdict__isnull=True)
    if may_become_private():
        unfinished = Solve.objects.exclude(state__in=ENDED).values("submission_id")
        same = same.filter(asked_by(asker) | ~Q(pk__in=unfinished))
    newest = same.prefetch_related("solves").order_by("-created_at")[:MOST_LOOKED_AT]
    return next((submission for submission in newest if _is_worth_showing(submission)), None)


def _lasts() -> Q:
    """That an answer stays for about as long as a new one would."""
    half = timezone.now() + timedelta(days=settings.KEEP_DAYS) / 2
    return Q(expires_at__gt=half) if settings.KEEP_DAYS else Q(expires_at=None)


def _is_worth_showing(submission: Submission) -> bool:
    """An answer, or one in the making; trouble is worth another try."""
    return not any(row.can_be_retried or row.cancel_requested for row in submission.answers)


def may_become_private() -> bool:
    """Whether an answer that is not there yet may turn out to be its author's alone."""
    return settings.PRIVATE_ANSWERS != EVERYONE and wiring.has_operator_credentials()
