"""The badge of the check with the real uv, and the button that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from webui.resolutions.models import Question, QuestionKind, State
from webui.resolutions.showing.page import ResolutionPage


@dataclass(frozen=True, slots=True)
class UvCheckView:
    """What the page shows of it. `lines` are the badges of both modes."""

    verdict: str  #: "" while there is none
    lines: tuple[str, ...]
    address: str  #: of the whole result, or of how far it is; "" where nothing was asked
    is_running: bool
    can_be_asked: bool


def uv_check_view(page: ResolutionPage, target: int) -> UvCheckView | None:
    """What is known of the check at a target; None where this installation asks no uv."""
    if settings.UV_CHECK == "never":
        return None
    row = Question.objects.filter(submission=page.submission.pk, kind=QuestionKind.CHECK, target=target).first()
    can_be_asked = not page.is_running
    if row is None:
        return UvCheckView("", (), "", False, True) if can_be_asked else None
    found = row.uv_check
    lines = () if found is None else tuple(f"{mode['mode']}: {mode['says']}" for mode in found["modes"])
    again = can_be_asked and row.state == State.FAILED
    return UvCheckView(
        "" if found is None else found["verdict"], lines, row.get_absolute_url(), not row.has_ended, again
    )
