"""What is done with an answer: stopping, trying again, solving it again now, deleting."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from webui.api.found import missing, submission_at, too_often
from webui.api.v1 import accepted, state_of
from webui.problems import problem
from webui.resolutions.asking.askers import asker_of, is_author
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.asking.keeping import ANEW
from webui.resolutions.asking.paste_page import same_question
from webui.resolutions.models import Submission
from webui.resolutions.working import deletion, leases, permalinks
from webui.resolutions.working.queue import QueueFull

DELETE_KEY = "Delete-Key"
"""The header with the key of an answer that was asked for without a token."""


def may_change(request: HttpRequest, submission: Submission) -> bool:
    """Whether a request comes from whoever asked, or has the key."""
    if submission.is_example:
        return False
    return is_author(request, submission.author) or deletion.opens(submission, request.headers.get(DELETE_KEY, ""))


def cancel(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Stop all solves, as whoever asked may."""
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    if not may_change(request, submission):
        return _not_yours()
    leases.cancel(submission.solves.all())
    return _state(submission_id)


def retry(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Try again what did not come to an answer."""
    if (refusal := too_often(request)) is not None:
        return refusal
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    if submission.is_running or submission.is_example:
        return problem(HTTPStatus.CONFLICT, "There is nothing to try again now.")
    permalinks.retry(submission)
    return _state(submission_id)


def again(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Ask the same of the indexes as they are now: a new answer that is linked to this one."""
    if (refusal := too_often(request)) is not None:
        return refusal
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    form = CompareForm(same_question(submission))
    if not form.is_valid():
        return problem(HTTPStatus.CONFLICT, "This question can no longer be read.")
    keeping = replace(form.keeping, parent=submission.pk, origin=ANEW)
    try:
        return accepted(request, permalinks.submit_kept(form.asked_anew(), form.cutoff, asker_of(request), keeping))
    except QueueFull as full:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(full), {"Retry-After": str(full.seconds)})


def delete(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Remove everything of an answer."""
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    if not may_change(request, submission):
        return _not_yours()
    deletion.delete(submission)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _state(submission_id: str) -> JsonResponse:
    submission = submission_at(submission_id)
    return missing() if submission is None else JsonResponse({"id": submission.pk, "state": state_of(submission)})


def _not_yours() -> JsonResponse:
    words = f"Send the token that asked for it, or its key in the header `{DELETE_KEY}`."
    return problem(HTTPStatus.FORBIDDEN, words)
