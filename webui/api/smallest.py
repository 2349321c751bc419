"""The API's side of the search for the smallest project that still shows what differs."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from resolver_core import redact
from webui.api.bodies import BadBody, converted
from webui.api.found import missing, submission_at, too_often
from webui.api.schemas import SmallestAccepted, SmallestAnswer, SmallestQuestion
from webui.problems import problem
from webui.resolutions.asking.smallest_form import SmallestForm
from webui.resolutions.models import Question, QuestionKind
from webui.resolutions.working import permalinks, questions


def create(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Queue the search, or find the stored one of the same project."""
    if (refusal := too_often(request)) is not None:
        return refusal
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    try:
        form = SmallestForm(converted(request, SmallestQuestion, "a `project`, or empty", HTTPStatus.BAD_REQUEST))
    except BadBody as error:
        return problem(error.status, redact(str(error)).text)
    if not form.is_valid():
        return problem(422, form.mistakes)
    if submission.is_running:
        return problem(409, "The answers are still being looked for.")
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
    return missing("No such search.") if row is None else _answer(row)


def _answer(row: Question) -> JsonResponse:
    answer = SmallestAnswer(
        state=row.state, target=row.target, error=row.error, so_far=row.smallest_so_far, smallest=row.smallest
    )
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def stop(request: HttpRequest, submission_id: str, question_id: int) -> JsonResponse:
    """Let the search end with what it has."""
    row = _row(submission_id, question_id)
    if row is None:
        return missing("No such search.")
    questions.ask_to_stop(row)
    row.refresh_from_db()
    return _answer(row)


def _row(submission_id: str, question_id: int) -> Question | None:
    rows = Question.objects.filter(submission=submission_id, kind=QuestionKind.SMALLEST)
    return rows.filter(pk=question_id).first()
