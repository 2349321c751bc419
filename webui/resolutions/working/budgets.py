"""What one piece of work may take, and what a submission may use in all: seconds of worker time, and of indexes what
`reading.py` counts."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import F

from resolver_core import BudgetExceeded, IndexBudgetExceeded
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Question, QuestionKind, Solve, Submission

MEBIBYTE = 1024 * 1024
LEAST_SECONDS = 1.0
"""Less than this is not worth beginning."""


def seconds_for(submission: Submission, usual: float) -> float | None:
    """For one piece of work: what is usual, or what the submission has left; None where that is next to nothing."""
    if settings.SUBMISSION_SECONDS <= 0:
        return usual
    left = settings.SUBMISSION_SECONDS - submission.worker_seconds
    return None if left < LEAST_SECONDS else min(usual, left)


def usual_seconds(solve: Solve) -> float:
    """For a solve, or for the search for the reasons."""
    return settings.EXPLAIN_SECONDS if solve.label == Label.EXPLANATION else settings.SOLVE_SECONDS


def seconds_of_question(question: Question) -> float:
    """For a question about an answer. A verdict solves what its report compares: it has as long as an answer, so that a
    busy machine does not lose it.
    """
    is_verdict = question.kind == QuestionKind.REPORT
    return longest_question() if is_verdict else settings.ANSWER_SECONDS


def longest_question() -> float:
    """The longest time that any of them has."""
    return max(settings.SOLVE_SECONDS, settings.ANSWER_SECONDS)


def charge(submission_id: str, since: datetime | None, until: datetime) -> None:
    """Count what a worker used, whether it ended or was lost.

    It is never more than one piece of work may take: a clock that was set in between counts for nothing beyond.
    """
    if since is not None:
        longest = max(settings.SOLVE_SECONDS, settings.EXPLAIN_SECONDS, settings.ANSWER_SECONDS) + settings.KILL_SECONDS
        seconds = min(max(0.0, (until - since).total_seconds()), longest)
        Submission.objects.filter(pk=submission_id).update(worker_seconds=F("worker_seconds") + seconds)


def spent() -> str:
    """Why something is not begun any more."""
    return (
        f"This paste has used its {settings.SUBMISSION_SECONDS:g} seconds of worker time: its answers, its reasons and "
        "the questions about it share them. What was found by then is kept."
    )


def gave_up(error: BudgetExceeded) -> str:
    """Why something was begun and not finished."""
    shared = (settings.SUBMISSION_REQUESTS, settings.SUBMISSION_MEGABYTES * MEBIBYTE)
    if not isinstance(error, IndexBudgetExceeded) or error.limit not in shared:
        return f"The solver gave up: {error}."
    return (
        f"The solver gave up: {error}. The answers of this paste, its reasons and the questions about it share them. "
        "What was found by then is kept."
    )
