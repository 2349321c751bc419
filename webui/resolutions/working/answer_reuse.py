"""Which stored answer a question may share: one of the same digest that is worth showing again."""

from __future__ import annotations

from datetime import datetime

from webui.resolutions.asking.asked import Asked
from webui.resolutions.models import Submission

MOST_LOOKED_AT = 20


def answer_to_share(asked: Asked, cutoff: datetime | None) -> Submission | None:
    """The stored answer of the same question, the newest one first; None where it has to be solved.

    Only a question with a cut-off has a lasting answer; without one the index may have moved on.
    """
    if cutoff is None or asked.refresh:
        return None
    same = Submission.objects.filter(digest=asked.digest(cutoff), has_cutoff=True)
    newest = same.prefetch_related("solves").order_by("-created_at")[:MOST_LOOKED_AT]
    return next((submission for submission in newest if _is_worth_showing(submission)), None)


def _is_worth_showing(submission: Submission) -> bool:
    """An answer, or one in the making; trouble is worth another try."""
    return not any(row.can_be_retried or row.cancel_requested for row in submission.answers)
