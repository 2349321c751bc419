"""The API's side of "this differs from my uv": an output of somebody's own uv is compared with a stored answer."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from resolver_core import redact
from webui.api.bodies import BadBody, converted
from webui.api.found import missing, submission_at, too_often
from webui.api.schemas import OwnUvAccepted, OwnUvAnswer, OwnUvQuestion
from webui.problems import problem
from webui.resolutions.asking.own_uv_form import OwnUvForm
from webui.resolutions.asking.secrets_removed import in_words
from webui.resolutions.models import Question, QuestionKind
from webui.resolutions.working import permalinks


def create(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Queue the comparison, or find the stored one of the same output."""
    if (refusal := too_often(request)) is not None:
        return refusal
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    try:
        form = OwnUvForm(converted(request, OwnUvQuestion, "an `output`", HTTPStatus.BAD_REQUEST))
    except BadBody as error:
        return problem(error.status, redact(str(error)).text)
    if not form.is_valid():
        return problem(422, form.mistakes)
    if submission.is_running:
        return problem(409, "The answers are still being looked for.")
    number = min(form.cleaned_data["target"] or 1, len(submission.asked.all_targets))
    row = permalinks.ask_own_uv(submission, form.cleaned_data["output"], number)
    path = reverse("api-own-uv-answer", args=[submission.pk, row.pk])
    accepted = OwnUvAccepted(
        url=request.build_absolute_uri(path),
        page=request.build_absolute_uri(row.get_absolute_url()),
        removed=in_words(form.removed),
    )
    return JsonResponse(accepted, status=202, headers={"Location": path})


def read(request: HttpRequest, submission_id: str, question_id: int) -> JsonResponse:
    """The comparison, as far as it is there."""
    rows = Question.objects.filter(submission=submission_id, kind=QuestionKind.OWN_UV)
    row = rows.filter(pk=question_id).first()
    if row is None:
        return missing("No such comparison.")
    answer = OwnUvAnswer(state=row.state, target=row.target, error=row.error, comparison=row.own_uv)
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})
