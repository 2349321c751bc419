"""From a question to the address of its answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import IndexData, Question, Solve, Submission
from webui.resolutions.working import leases, questions
from webui.resolutions.working.tasks import answer as answer_task
from webui.resolutions.working.tasks import solve as solve_task


def submit(asked: Asked, cutoff: datetime | None) -> Submission:
    """The stored answer of the same question, or a new submission whose solves are queued.

    Only a question with a cut-off has a lasting answer; without one the index may have moved on.
    """
    digest = asked.digest(cutoff)
    if cutoff is not None and not asked.refresh:
        stored = _stored(digest)
        if stored is not None:
            return stored
    with transaction.atomic():
        submission = Submission.objects.create(
            text=asked.text,
            lock=asked.lock,
            options=asked.options_json(),
            digest=digest,
            has_cutoff=cutoff is not None,
        )
        for label in asked.labels:
            _queue(Solve.objects.create(submission=submission, label=label, queued_at=timezone.now()))
    return submission


def retry(submission: Submission) -> None:
    """Queue the solves that did not come to an answer once more, under the same address."""
    with transaction.atomic():
        submission.solves.filter(label=Label.EXPLANATION).delete()
        Submission.objects.filter(pk=submission.pk).update(explanation=None)
        IndexData.objects.filter(pk=submission.pk, is_all=False).delete()
        submission.questions.all().delete()
        submission.ladders.all().delete()
        for row in submission.answers:
            if row.can_be_retried and leases.requeue(row):
                _queue(row)


def ask(submission: Submission, kind: str, text: str, target: int) -> Question:
    """The row of a question about a submission; one that is new, or found no answer, is queued."""
    question, is_new = questions.put(submission, kind, text, target)
    if is_new or questions.reopen(question):
        transaction.on_commit(lambda: answer_task.delay(question.pk), robust=True)
    return question


def _stored(digest: str) -> Submission | None:
    same = Submission.objects.filter(digest=digest, has_cutoff=True).prefetch_related("solves").order_by("-created_at")
    return next((submission for submission in same[:20] if _is_worth_showing(submission)), None)


def _is_worth_showing(submission: Submission) -> bool:
    """An answer, or one in the making; trouble is worth another try."""
    return not any(row.can_be_retried or row.cancel_requested for row in submission.answers)


def _queue(row: Solve) -> None:
    """Send the id once the row is there. A broker that is down costs nobody their paste: the sweeper sends it later."""

    def send() -> None:
        solve_task.delay(row.pk)

    transaction.on_commit(send, robust=True)
