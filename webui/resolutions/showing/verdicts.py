"""What stays of an answer whose time is over: what came out, in the words of its page."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from webui.resolutions.asking.labels import Label
from webui.resolutions.documents import VerdictEntry
from webui.resolutions.models import Submission
from webui.resolutions.showing.downloads import NothingToExport, in_ten_lines
from webui.resolutions.showing.page import resolution_page


def keep(submission_id: str) -> None:
    """Write down the verdict of a submission, once."""
    submission = Submission.with_answers().filter(pk=submission_id, verdict__isnull=True).first()
    if submission is not None and not submission.is_running:
        verdict = verdict_of(submission, timezone.now())
        Submission.objects.filter(pk=submission_id, verdict__isnull=True).update(verdict=verdict)


def verdict_of(submission: Submission, now: datetime) -> VerdictEntry:
    """The verdict in words."""
    page = resolution_page(submission, now)
    try:
        answer = in_ten_lines(submission, Label.SINGLE, "")
    except NothingToExport:
        answer = ""
    return {
        "title": page.title,
        "headline": page.headline.plain,
        "detail": page.headline.detail,
        "answer": answer,
        "expired_at": now.isoformat(),
    }
