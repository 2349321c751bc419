"""From the id in an address to its answer, or to the problem that there is none."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse

from webui import ratelimit
from webui.problems import problem, too_many
from webui.resolutions.models import Submission

MOST_TARGETS = 99


class NotFound(Exception):
    """There is no such thing; the message says which."""


def submission_at(submission_id: str) -> Submission | None:
    """The submission with its answers, if there is one."""
    return Submission.with_answers().filter(pk=submission_id).first()


def missing(words: str = "No such resolution.") -> JsonResponse:
    """404."""
    return problem(HTTPStatus.NOT_FOUND, words)


def too_often(request: HttpRequest) -> JsonResponse | None:
    """429 where a request that makes work comes too soon."""
    wait = ratelimit.seconds_to_wait(request)
    return too_many(wait) if wait else None


def target_of(request: HttpRequest, submission: Submission) -> int | None:
    """The number of the target that a request asks for, from 1; None where the answer has no such target."""
    text = request.GET.get("target", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    return number if 1 <= number <= len(submission.asked.all_targets) else None
