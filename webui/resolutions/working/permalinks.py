"""From a question to the address of its answer."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from webui.hosting.log_context import belonging_to
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.askers import NOBODY, Asker
from webui.resolutions.asking.keeping import USUAL, Keeping
from webui.resolutions.asking.labels import Label
from webui.resolutions.asking.readers import visible_to
from webui.resolutions.models import IndexData, Origin, Question, QuestionKind, Solve, Submission
from webui.resolutions.working import deletion, leases, questions, queue, tasks
from webui.resolutions.working.answer_reuse import answer_to_share
from webui.resolutions.working.recording import ReadRecording, restored

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A permalink; `delete_key` is that of its delete link, which nobody can ask for again ("": it is not ours)."""

    submission: Submission
    delete_key: str


def submit(asked: Asked, cutoff: datetime | None, asker: Asker = NOBODY) -> Submission:
    """The stored answer of the same question, or a new submission whose solves are queued. Raises `QueueFull`."""
    return submit_kept(asked, cutoff, asker, USUAL).submission


def submit_kept(asked: Asked, cutoff: datetime | None, asker: Asker, keeping: Keeping) -> Submitted:
    """The same, kept as somebody wishes."""
    stored = answer_to_share(asked, cutoff, asker) if keeping.is_usual else None
    if stored is not None:
        return Submitted(stored, "")
    queue.check_room()
    parent = Submission.objects.filter(visible_to(asker), pk=keeping.parent).first() if keeping.parent else None
    with transaction.atomic():
        made = _created(
            asked,
            asker,
            keeping,
            digest=asked.digest(cutoff),
            has_cutoff=cutoff is not None,
            parent=parent,
            origin=keeping.origin if parent else Origin.PASTED,
        )
        _queue_all(made.submission)
    return made


def submit_recording(recording: ReadRecording, asked: Asked, asker: Asker) -> Submitted:
    """A new submission that is solved from the index data of a file alone. Raises `QueueFull`.

    `asked` is the question of the file, checked. Nobody else's question is answered by it: it has no digest.
    """
    queue.check_room()
    with transaction.atomic():
        made = _created(asked, asker, USUAL, origin=Origin.IMPORTED)
        restored(made.submission, recording)
        _queue_all(made.submission)
    return made


def _created(
    asked: Asked,
    asker: Asker,
    keeping: Keeping,
    *,
    origin: str,
    digest: str = "",
    has_cutoff: bool = False,
    parent: Submission | None = None,
) -> Submitted:
    key = deletion.new_key()
    submission = Submission.objects.create(
        text=asked.text,
        input=asked.input,
        files=dict(asked.files),
        lock=asked.lock,
        report=asked.report,
        options=asked.options_json(),
        asker=asker.network,
        author=asker.author,
        visibility=keeping.visibility,
        expires_at=keeping.expires_at(timezone.now()),
        delete_digest=deletion.digest_of(key),
        origin=origin,
        digest=digest,
        has_cutoff=has_cutoff,
        parent=parent,
    )
    return Submitted(submission, key)


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


def _queue_all(submission: Submission) -> None:
    with belonging_to(submission=submission.pk):
        log.info("a submission is queued")
    for label in submission.asked.labels:
        _queue(Solve.objects.create(submission=submission, label=label, queued_at=timezone.now()))


def _queue(row: Solve) -> None:
    """Send the id once the row is there. A broker that is down costs nobody their paste: the sweeper sends it later."""

    def send() -> None:
        tasks.solve.delay(row.pk)

    transaction.on_commit(send, robust=True)
