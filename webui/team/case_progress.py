"""How far a case is that is being solved: its answers as their permalink shows them, then its reasons, its verdict."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from webui.resolutions.models import Submission
from webui.resolutions.showing.page import ResolutionPage, resolution_page
from webui.resolutions.working.queue import waiting_before
from webui.team.models import Case


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """What is done now, in a sentence; and while the answers are looked for, how far they are."""

    words: str
    answers: ResolutionPage | None = None


def progress_of(case: Case) -> CaseProgress:
    """How far it is."""
    found = Submission.with_answers().filter(pk=case.submission_id).first()
    if found is None:
        return CaseProgress("The queue is full: it is asked as soon as there is room.")
    if found.is_running:
        page = resolution_page(found, timezone.now(), waiting_before=waiting_before(found))
        return CaseProgress("", page)
    reasons = found.explaining
    if reasons is not None and not reasons.has_ended:
        return CaseProgress("Its answers are there; the reasons are looked for.")
    return CaseProgress("Its answers are there; what the report shows is held against them.")
