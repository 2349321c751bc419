"""From a question to the address of its answer."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.askers import NOBODY, Asker
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import IndexData, Question, QuestionKind, Solve, Submission
from webui.resolutions.working import leases, questions, queue, tasks
from webui.resolutions.working.answer_reuse import answer_to_share


def submit(asked: Asked, cutoff: datetime | None, asker: Asker = NOBODY) -> Submission:
    """The stored answer of the same question, or a new submission whose solves are queued. Raises `QueueFull`."""
    stored = answer_to_share(asked, cutoff, asker)
    if stored is not None:
        return stored
    queue.check_room()
    with transaction.atomic():
        submission = Submission.objects.create(
            text=asked.text,
            input=asked.input,
            files=dict(asked.files),
            lock=asked.lock,
            report=asked.report,
            options=asked.options_json(),
            digest=asked.digest(cutoff),
            has_cutoff=cutoff is not None,
            asker=asker.network,
            author=asker.author,
        )
        for label in asked.labels:
            _queue(Solve.objects.create(submission=submission, label=label, queued_at=timezone.now()))
    return submission


def retry(submission: Submission) -> None:
    """Queue the solves that did not come to an answer once more, under the same address."""
    with transaction.atomic():
        submission.solves.filter(label=Label.EXPLANATION).delete()
        submission.found_reasons.all().delete()
        Submission.objects.filter(pk=submission.pk).update(explanation=None)
        IndexData.objects.filter(pk=submission.pk, is_all=False).delete()
        submission.questions.all().delete()
        submission.ladders.all().delete()
        for row in submission.answers:
            if row.can_be_retried and leases.requeue(row):
                _queue(row)


def ask(submission: Submission, kind: str, text: str, target: int) -> Question:
    """The row of a question about a submission; one that is new, or found no answer, is queued."""
    return _asked(*questions.put(submission, kind, text, target))


def ask_own_uv(submission: Submission, output: str, target: int) -> Question:
    """The row of a comparison with what somebody's own uv wrote; the same output has one."""
    digest = hashlib.sha256(output.encode()).hexdigest()
    return _asked(*questions.put(submission, QuestionKind.OWN_UV, digest, target, output))


def _asked(question: Question, is_new: bool) -> Question:
    if is_new or questions.reopen(question):
        transaction.on_commit(lambda: tasks.send_question(question), robust=True)
    return question


def _queue(row: Solve) -> None:
    """Send the id once the row is there. A broker that is down costs nobody their paste: the sweeper sends it later."""

    def send() -> None:
        tasks.solve.delay(row.pk)

    transaction.on_commit(send, robust=True)
