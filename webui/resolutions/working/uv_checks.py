"""The check of a permalink with the real uv: on the index data that are kept with it, and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from resolver_core import CoreError, Resolution, from_json
from uv_check.checking import check_mode
from uv_check.documents import CheckDocument, ModeCheckEntry, check_document, mode_check_entry
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
    """Let uv answer what a submission asks, in both modes at one target. Raises `CoreError` where it cannot.

    The universal answer is the same at every target, so another target's check of it serves here, too.
    """
    submission = row.submission
    snapshot = index_data.kept(submission)
    if snapshot is None:
        raise CheckFailed("The index data of this answer were not kept, so uv cannot be asked on them.")
    try:
        uv = installed_uv()
    except NotAsked as error:
        raise CheckFailed(not_asked_sentence(error.obstacle, error.detail)) from error
    limits = Limits(seconds=settings.ANSWER_SECONDS / len(Mode))

    def asked(mode: Mode, label: str, target: int) -> ModeCheckEntry:
        question, ours = uv_question(submission, target), _answer(submission, label)
        return mode_check_entry(check_mode(question, mode, ours, snapshot, uv, limits))

    lock = _lock_checked_before(submission) or asked(Mode.LOCK, Label.UNIVERSAL, 1)
    return check_document([lock, asked(Mode.COMPILE, single_label(row.target), row.target)])


def uv_question(submission: Submission, target: int) -> UvQuestion:
    """What a submission asks at the target of this number, as it was put to uv."""
    asked, default_index = submission.asked, index_data.default_index(submission)
    environment = asked.environment(single_label(target))
    return UvQuestion(
        asked.problem(submission.created_at), asked.options(default_index), environment, asked.selection()
    )


def modes_checked(submission: Submission) -> Iterator[tuple[int, ModeCheckEntry]]:
    """What is known of every mode from finished checks, each with the number of its target, the first target first."""
    rows = Question.objects.filter(submission=submission, kind=QuestionKind.CHECK, state=State.DONE)
    for row in rows.order_by("target"):
        if row.uv_check is not None:
            yield from ((row.target, mode) for mode in row.uv_check["modes"])


def _lock_checked_before(submission: Submission) -> ModeCheckEntry | None:
    known = (mode for _, mode in modes_checked(submission) if mode["mode"] == Mode.LOCK)
    return next((mode for mode in known if mode["verdict"] != Verdict.NOT_ASKED), None)


def differing() -> Iterator[tuple[Question, CheckDocument]]:
    """Every check in which uv answered otherwise, the newest first."""
    rows = Question.objects.filter(kind=QuestionKind.CHECK, state=State.DONE).select_related("submission")
    for row in rows.order_by("-pk"):
        if row.uv_check is not None and row.uv_check["verdict"] == Verdict.DIFFERS:
            yield row, row.uv_check


def _answer(submission: Submission, label: str) -> Resolution:
    document = submission.solve(label).document
    if document is None:
        raise CheckFailed("There is no solution yet that uv could be compared with.")
    return from_json(document)
