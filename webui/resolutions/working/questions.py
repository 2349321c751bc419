"""Questions about a finished resolution: why this version, why not another, and "solve this experiment again"."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from webui.resolutions.asking.labels import Label
from webui.resolutions.documents import AnswerToQuestion
from webui.resolutions.models import ENDED, Question, QuestionKind, Solve, State, Submission
from webui.resolutions.working import budgets

MOST_ATTEMPTS = 3


def put(submission: Submission, kind: str, text: str, target: int, pasted: str = "") -> tuple[Question, bool]:
    """The row of a question, and whether it has to be queued."""
    new = {"queued_at": timezone.now(), "pasted": pasted}
    with transaction.atomic():
        return Question.objects.get_or_create(submission=submission, kind=kind, text=text, target=target, defaults=new)


def reopen(question: Question) -> bool:
    """Queue a question once more whose answer may be another now; False where it would be the same.

    That is one that failed; a comparison with somebody's own uv, which says more once the real uv was asked; and a
    search for the smallest project that was ended before its time.
    """
    again = Q(state=State.FAILED)
    if question.kind == QuestionKind.OWN_UV:
        again = Q(state__in=ENDED)
    elif question.smallest is not None and question.smallest["ending"] != "minimal":
        again |= Q(state=State.DONE)
    ended = Question.objects.filter(again, pk=question.pk)
    return bool(ended.update(state=State.QUEUED, attempt=0, error="", stop_asked=False, queued_at=timezone.now()))


def stale() -> list[Question]:
    """Questions whose worker or message was lost: they are queued again, a few times."""
    waiting = Question.objects.filter(_is_late(), state__in=[State.QUEUED, State.RUNNING])
    error = "The workers stopped while they looked for the answer."
    waiting.filter(attempt__gte=MOST_ATTEMPTS).update(state=State.FAILED, error=error)
    found = list(waiting.only("kind"))
    ids = [question.pk for question in found]
    Question.objects.filter(pk__in=ids).update(state=State.QUEUED, queued_at=timezone.now())
    return found


def _is_late() -> Q:
    """That nothing was heard of a question for longer than it may take; a verdict may take longer than the others."""
    now, is_verdict = timezone.now(), Q(kind=QuestionKind.REPORT)
    usual = timedelta(seconds=settings.ANSWER_SECONDS + settings.REQUEUE_SECONDS)
    longest = timedelta(seconds=budgets.longest_question() + settings.REQUEUE_SECONDS)
    return (~is_verdict & Q(queued_at__lt=now - usual)) | (is_verdict & Q(queued_at__lt=now - longest))


def waiting_check() -> int | None:
    """A check with the real uv that waits and can be made, the one that came first."""
    return _possible_checks().order_by("queued_at").values_list("pk", flat=True).first()


def can_be_checked(question_id: int) -> bool:
    """Whether a check waits, and the search for the reasons, which keeps the index data, has ended."""
    return _possible_checks().filter(pk=question_id).exists()


def _possible_checks() -> QuerySet[Question]:
    searching = Solve.objects.filter(label=Label.EXPLANATION).exclude(state__in=ENDED).values("submission")
    return Question.objects.filter(kind=QuestionKind.CHECK, state=State.QUEUED).exclude(submission__in=searching)


def claim(question_id: int) -> Question | None:
    """Take a queued question; None where somebody else was faster."""
    row = Question.objects.select_related("submission").filter(pk=question_id, state=State.QUEUED).first()
    if row is None:
        return None
    held = Question.objects.filter(pk=question_id, state=State.QUEUED, attempt=row.attempt)
    # Its time begins now: one that waited long behind others is not taken for lost while it runs.
    if not held.update(state=State.RUNNING, attempt=row.attempt + 1, queued_at=timezone.now()):
        return None
    row.attempt += 1
    return row


def keep_so_far(row: Question, document: AnswerToQuestion) -> None:
    """Store how far it is, if the claim still holds."""
    Question.objects.filter(pk=row.pk, attempt=row.attempt, state=State.RUNNING).update(document=document)


def ask_to_stop(row: Question) -> None:
    """Let a search end with what it has; one that has not begun has nothing."""
    waiting = Question.objects.filter(pk=row.pk, state=State.QUEUED)
    if not waiting.update(state=State.FAILED, error="It was stopped before it began."):
        Question.objects.filter(pk=row.pk, state=State.RUNNING).update(stop_asked=True)


def is_asked_to_stop(row: Question) -> bool:
    """Whether somebody wants it to end, or nobody waits for this attempt any more."""
    held = Question.objects.filter(pk=row.pk, attempt=row.attempt, state=State.RUNNING, stop_asked=False)
    return not held.exists()


def finish(row: Question, state: State, document: AnswerToQuestion | None, error: str = "") -> None:
    """Store the answer, if the claim still holds."""
    held = Question.objects.filter(pk=row.pk, attempt=row.attempt, state=State.RUNNING)
    held.update(state=state, document=document, error=error)
