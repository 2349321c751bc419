"""What several views read off a request."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from webui.resolutions.models import Submission
from webui.resolutions.showing.page import ResolutionPage, resolution_page

STOP_POLLING = 286  # htmx: swap this answer in, and ask no more


def submission_of(submission_id: str) -> Submission:
    """The submission of a permalink with its answers, or 404."""
    return get_object_or_404(Submission.with_answers(), pk=submission_id)


def page_of(submission_id: str, number: int) -> ResolutionPage:
    """The answer of a permalink at the target of this number, for what stands below the permalink; or 404."""
    return resolution_page(submission_of(submission_id), timezone.now(), number=number, view="differences")


def target_of(request: HttpRequest) -> int:
    """The number of the target that an address asks for; the main one by default."""
    return target_number(request.GET.get("target", ""))


def target_number(text: str) -> int:
    """The number of a target in a text; 1 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page."""
    htmx = _htmx(request)
    return bool(htmx) and htmx is not None and not htmx.boosted and not htmx.history_restore_request


def target_element(request: HttpRequest) -> str:
    """The id of the element that htmx will exchange; "" where nobody asks for a fragment."""
    htmx = _htmx(request)
    return htmx.target or "" if htmx is not None and wants_fragment(request) else ""


def _htmx(request: HttpRequest) -> HtmxDetails | None:
    return getattr(request, "htmx", None)
