"""Stopping, trying again, and asking anew."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from webui import errors, ratelimit
from webui.resolutions.asking.askers import is_author, keep_author_key, with_author_key
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.asking.keeping import ANEW
from webui.resolutions.asking.paste_page import same_question
from webui.resolutions.views.requests import offer_delete_link, submission_of
from webui.resolutions.working import leases, permalinks
from webui.resolutions.working.queue import QueueFull


@require_POST
def cancel(request: HttpRequest, submission_id: str) -> HttpResponseRedirect:
    """Stop all solves, as the browser that asked for them may."""
    submission = submission_of(submission_id)
    if not is_author(request, submission.author):
        raise PermissionDenied
    leases.cancel(submission.solves.all())
    return redirect(submission)


@require_POST
def retry(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Try again what did not come to an answer, under the same address."""
    submission = submission_of(submission_id)
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        return errors.too_many_requests(request, wait)
    if not submission.is_running and not submission.is_example:
        permalinks.retry(submission)
    return redirect(submission)


@require_POST
def refresh(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Ask the same again with every page read anew, at a permalink of its own that is linked to this one."""
    submission = submission_of(submission_id)
    form = CompareForm(same_question(submission))
    if ratelimit.seconds_to_wait(request) or not form.is_valid():
        return redirect(submission)
    asker, key = with_author_key(request)
    try:
        keeping = replace(form.keeping, parent=submission.pk, origin=ANEW, visibility=submission.visibility)
        made = permalinks.submit_kept(form.asked_anew(), form.cutoff, asker, keeping)
        response = redirect(made.submission)
        offer_delete_link(response, made)
    except QueueFull as full:
        return errors.unavailable(request, str(full), full.seconds)
    keep_author_key(response, key)
    return response
