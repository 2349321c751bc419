"""Seconds of worker time, counted by a clock that may be set meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.support.documents import a_submission
from webui.resolutions.models import Question, QuestionKind
from webui.resolutions.working import budgets

pytestmark = pytest.mark.django_db


def test_what_a_worker_used_is_counted(settings: Settings) -> None:
    settings.SUBMISSION_SECONDS = 100
    submission, now = a_submission(), timezone.now()
    budgets.charge(submission.pk, now - timedelta(seconds=30), now)
    budgets.charge(submission.pk, None, now)
    submission.refresh_from_db()
    assert submission.worker_seconds == pytest.approx(30)
    assert budgets.seconds_for(submission, 300) == pytest.approx(70)


def test_a_verdict_on_a_report_has_the_time_of_an_answer(settings: Settings) -> None:
    settings.SOLVE_SECONDS, settings.ANSWER_SECONDS = 300, 60
    verdict, why = (Question(kind=kind) for kind in (QuestionKind.REPORT, QuestionKind.WHY))
    assert (budgets.seconds_of_question(verdict), budgets.seconds_of_question(why)) == (300, 60)
    settings.SOLVE_SECONDS = 10
    assert budgets.seconds_of_question(verdict) == 60, "never less than a question"


def test_a_clock_that_jumped_uses_up_no_more_than_one_piece_of_work_may_take(settings: Settings) -> None:
    settings.SOLVE_SECONDS, settings.EXPLAIN_SECONDS, settings.ANSWER_SECONDS, settings.KILL_SECONDS = 50, 20, 10, 4
    submission, now = a_submission(), timezone.now()
    budgets.charge(submission.pk, now - timedelta(hours=1), now)
    budgets.charge(submission.pk, now + timedelta(hours=1), now)
    submission.refresh_from_db()
    assert submission.worker_seconds == pytest.approx(54)
