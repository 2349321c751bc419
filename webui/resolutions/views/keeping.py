"""What becomes of answers: promises, the pastes of a browser, the public list, and deleting."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from webui.ratelimit import Cost, limited
from webui.resolutions.asking.askers import asker_of, is_author
from webui.resolutions.models import Submission
from webui.resolutions.showing.listed import of_author, public_ones
from webui.resolutions.showing.promises import promises
from webui.resolutions.showing.verdicts import keep as keep_verdict
from webui.resolutions.working import deletion


@require_safe
def promises_page(request: HttpRequest) -> HttpResponse:
    """What is stored, who can read it, how long, how to delete it, and the limits."""
    return render(request, "resolutions/promises.html", {"promises": promises()})


@require_safe
@never_cache
@limited(Cost.RENDERING)
def mine(request: HttpRequest) -> HttpResponse:
    """The pastes that came from this browser."""
    return render(request, "resolutions/mine.html", {"pastes": of_author(asker_of(request).author)})


@require_safe
@never_cache
@limited(Cost.RENDERING)
def public(request: HttpRequest) -> HttpResponse:
    """The answers that their authors have listed."""
    page = public_ones(request.GET.get("before", ""))
    return render(request, "resolutions/public.html", {"pastes": page.pastes, "older": page.older})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited(Cost.RENDERING)
def delete(request: HttpRequest, submission_id: str, key: str = "") -> HttpResponse:
    """Ask whether it shall be deleted, and delete it: with the key of the delete link, or from the author's browser."""
    submission = get_object_or_404(Submission, pk=submission_id)
    if submission.is_example or not (deletion.opens(submission, key) or is_author(request, submission.author)):
        raise PermissionDenied
    if request.method == "POST":
        deletion.delete(submission)
        return render(request, "resolutions/deleted.html", {"deleted": submission_id})
    children = submission.children.count()
    return render(request, "resolutions/delete.html", {"submission": submission, "key": key, "children": children})


def expired_page(request: HttpRequest, submission: Submission) -> HttpResponse:
    """What stays of an expired answer."""
    if submission.verdict is None:
        keep_verdict(submission.pk)
        submission.refresh_from_db()
    context = {"submission": submission, "verdict": submission.verdict, "now": timezone.now()}
    return render(request, "resolutions/expired.html", context, status=410 if submission.verdict is None else 200)
