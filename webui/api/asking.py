"""Questions about an answer: why, why not, why two, an experiment, the real uv, everything exactly again."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from resolver_core import AnswersDocument, RepetitionDocument, experiment_at, redact
from webui.api.bodies import BadBody, converted
from webui.api.found import missing, submission_at, too_often
from webui.api.shapes import ASKED, QuestionAccepted, QuestionAnswer, QuestionRequest
from webui.problems import problem
from webui.resolutions.documents import ExactlyDocument
from webui.resolutions.models import Question, QuestionKind, Submission
from webui.resolutions.working import permalinks

WITH_TEXT = (QuestionKind.WHY, QuestionKind.WHY_NOT, QuestionKind.EXPERIMENT)
WHY_TWO = "why-two"


def create(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Put a question; the same one has one answer."""
    if (refusal := too_often(request)) is not None:
        return refusal
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    try:
        wanted = converted(request, QuestionRequest)
    except BadBody as error:
        return problem(error.status, redact(str(error)).text)
    if wanted["kind"] not in ASKED:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"`kind` must be one of: {', '.join(ASKED)}.")
    kind = QuestionKind.WHY if wanted["kind"] == WHY_TWO else QuestionKind(wanted["kind"])
    text = redact(wanted.get("text", "")).text.strip() if kind in WITH_TEXT else ""
    words = _mistake(submission, kind, text, wanted.get("target", 1))
    if words:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, words)
    if submission.is_running:
        return problem(HTTPStatus.CONFLICT, "The answers are still being looked for.")
    row = permalinks.ask(submission, kind, text, wanted.get("target", 1))
    path = reverse("api-question", args=[submission.pk, row.pk])
    page = request.build_absolute_uri(row.get_absolute_url())
    accepted = QuestionAccepted(id=row.pk, url=request.build_absolute_uri(path), page=page)
    return JsonResponse(accepted, status=HTTPStatus.ACCEPTED, headers={"Location": path})


def read(request: HttpRequest, submission_id: str, question_id: int) -> JsonResponse:
    """The answer to a question, as far as it is there."""
    rows = Question.objects.filter(submission=submission_id).exclude(kind=QuestionKind.OWN_UV)
    row = rows.filter(pk=question_id).first() if question_id < 2**63 else None
    if row is None:
        return missing("No such question.")
    return JsonResponse(question_document(row), headers={"Cache-Control": "no-store"})


def question_document(row: Question) -> QuestionAnswer:
    """A question with the document of its kind."""
    answers = row.document if row.kind in (QuestionKind.WHY, QuestionKind.WHY_NOT) else None
    return QuestionAnswer(
        id=row.pk,
        state=row.state,
        kind=row.kind,
        text=row.text,
        target=row.target,
        error=row.error,
        # A row's kind says of which shape its document is.
        answers=cast(AnswersDocument | None, answers),
        repetition=cast(RepetitionDocument | None, row.document if row.kind == QuestionKind.EXPERIMENT else None),
        uv_check=row.uv_check,
        exactly=cast(ExactlyDocument | None, row.document if row.kind == QuestionKind.EXACTLY else None),
    )


def _mistake(submission: Submission, kind: QuestionKind, text: str, target: int) -> str:
    """What is wrong with a question; "" for nothing."""
    if not 1 <= target <= len(submission.asked.all_targets):
        return f"This answer has {len(submission.asked.all_targets)} targets."
    if kind in WITH_TEXT and not text:
        return "`text` must say what is asked about."
    if kind == QuestionKind.WHY_NOT and "==" not in text:
        return "`text` must be NAME==VERSION."
    if kind == QuestionKind.EXPERIMENT and experiment_at(submission.reasons, text) is None:
        return "There is no experiment at this place."
    if kind == QuestionKind.CHECK and settings.UV_CHECK == "never":
        return "This installation has no uv to ask."
    return ""
