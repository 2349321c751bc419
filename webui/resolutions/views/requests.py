"""What several views read off a request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from webui.resolutions.models import Submission
from webui.resolutions.showing.page import ResolutionPage, resolution_page
from webui.resolutions.working import deletion
from webui.resolutions.working.permalinks import Submitted

STOP_POLLING = 286  # htmx: swap this answer in, and ask no more


DELETE_COOKIE = "delete-key"
_SECONDS_TO_SHOW = 24 * 3600


def offer_delete_link(response: HttpResponseBase, made: Submitted) -> None:
    """Let the next look at a new permalink show its delete link: a cookie for that address alone, gone when it has."""
    if made.delete_key:
        path = made.submission.get_absolute_url()
        secure = bool(settings.CSRF_COOKIE_SECURE)
        response.set_cookie(
            DELETE_COOKIE,
            made.delete_key,
            max_age=_SECONDS_TO_SHOW,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=secure,
        )


def shown_delete_key(request: HttpRequest, submission: Submission) -> str:
    """The key of the delete link of a permalink that was just made; "" at every later look."""
    key = request.COOKIES.get(DELETE_COOKIE, "")
    return key if deletion.opens(submission, key) else ""


def has_delete_key(request: HttpRequest, submission_id: str) -> bool:
    """Whether a delete link waits to be shown; nothing is looked up for a browser that brings no key."""
    if DELETE_COOKIE not in request.COOKIES:
        return False
    submission = Submission.objects.only("delete_digest").filter(pk=submission_id).first()
    return submission is not None and bool(shown_delete_key(request, submission))


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
