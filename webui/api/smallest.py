"""The API's side of the search for the smallest project that still shows what differs."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from resolver_core import redact
from webui import ratelimit
from webui.api.bodies import BadBody, object_in, text_of
from webui.api.schemas import SmallestAccepted, SmallestAnswer, SmallestQuestion
from webui.problems import problem
from webui.resolutions.asking.smallest_form import SmallestForm
from webui.resolutions.models import Question, QuestionKind, Submission
from webui.resolutions.working import permalinks, questions


def create(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Queue the search, or find the stored one of the same project."""
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        return _refused(429, f"Too many requests. Try again in {wait} seconds.", {"Retry-After": str(wait)})
    submission = Submission.with_answers().filter(pk=submission_id).first()
    if submission is None:
        return _refused(404, "No such resolution.")
    try:
        form = SmallestForm(_question(request))
    except BadBody as error:
        return _refused(error.status, redact(str(error)).text)
    if not form.is_valid():
        return _refused(422, form.mistakes)
    if submission.is_running:
        return _refused(409, "The answers are still being looked for.")
    number = min(form.cleaned_data["target"] or 1, len(submission.asked.all_targets))
    row = permalinks.ask(submission, QuestionKind.SMALLEST, form.cleaned_data["project"], number)
    path = reverse("api-smallest-answer", args=[submission.pk, row.pk])
    accepted = SmallestAccepted(
        url=request.build_absolute_uri(path), page=request.build_absolute_uri(row.get_absolute_url())
    )
    return JsonResponse(accepted, status=202, headers={"Location": path})


def read(request: HttpRequest, submission_id: str, question_id: int) -> JsonResponse:
    """The smallest project, or how far the search is."""
    row = _row(submission_id, question_id)
    return _refused(404, "No such search.") if row is None else _answer(row)


def _answer(row: Question) -> JsonResponse:
    answer = SmallestAnswer(
        state=row.state, target=row.target, error=row.error, so_far=row.smallest_so_far, smallest=row.smallest
    )
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def stop(request: HttpRequest, submission_id: str, question_id: int) -> JsonResponse:
    """Let the search end with what it has."""
    row = _row(submission_id, question_id)
    if row is None:
        return _refused(404, "No such search.")
    questions.ask_to_stop(row)
    row.refresh_from_db()
    return _answer(row)


def _row(submission_id: str, question_id: int) -> Question | None:
    rows = Question.objects.filter(submission=submission_id, kind=QuestionKind.SMALLEST)
    return rows.filter(pk=question_id).first()


def _question(request: HttpRequest) -> SmallestQuestion:
    found = object_in(text_of(request, "Send application/json."), "a `project`, or empty")
    try:
        return msgspec.convert(found, SmallestQuestion)
    except msgspec.ValidationError as error:
        raise BadBody(f"The body is not as it should be: {error}") from error


def _refused(status: int, words: str, headers: dict[str, str] | None = None) -> JsonResponse:
    return problem(status, words, headers)
