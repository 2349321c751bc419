"""The check of a permalink with the real uv: on the index data that are kept with it, and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from resolver_core import CoreError, Resolution, from_json
from uv_check.checking import check
from uv_check.documents import CheckDocument, check_to_json
from uv_check.errors import NotAsked
from uv_check.question import Mode
from uv_check.question import Question as UvQuestion
from uv_check.running.isolation import Limits
from uv_check.running.releases import installed_uv
from uv_check.verdict import Verdict
from uv_check.wording import not_asked_sentence
from webui.resolutions.asking.labels import Label, single_label
from webui.resolutions.models import Question, QuestionKind, State, Submission
from webui.resolutions.working import index_data


class CheckFailed(CoreError):
    """There is nothing that uv could be asked on; the message says why."""


def checked(row: Question) -> CheckDocument:
    """Let uv answer what a submission asks, in both modes at one target. Raises `CoreError` where it cannot."""
    submission, asked, label = row.submission, row.submission.asked, single_label(row.target)
    snapshot = index_data.kept(submission)
    if snapshot is None:
        raise CheckFailed("The index data of this answer were not kept, so uv cannot be asked on them.")
    problem, default_index = asked.problem(submission.created_at), index_data.default_index(submission)
    question = UvQuestion(problem, asked.options(default_index), asked.environment(label), asked.selection())
    ours = {Mode.LOCK: _answer(submission, Label.UNIVERSAL), Mode.COMPILE: _answer(submission, label)}
    try:
        uv = installed_uv()
    except NotAsked as error:
        raise CheckFailed(not_asked_sentence(error.obstacle, error.detail)) from error
    return check_to_json(check(question, ours, snapshot, uv, Limits(seconds=settings.ANSWER_SECONDS / len(ours))))


def differing() -> Iterator[tuple[Question, CheckDocument]]:
    """Every check in which uv answered otherwise, the newest first."""
    rows = Question.objects.filter(kind=QuestionKind.CHECK, state=State.DONE).select_related("submission")
    for row in rows.order_by("-pk"):
        if row.uv_check is not None and row.uv_check["verdict"] == Verdict.DIFFERS:
            yield row, row.uv_check


def _answer(submission: Submission, label: str) -> Resolution:
    document = submission.solve(label).document
    if document is None:
        raise CheckFailed("There is no answer yet that uv could be compared with.")
    return from_json(document)
