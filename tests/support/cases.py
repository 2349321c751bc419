"""Cases of a team, and verdicts on them as the core gives them on a small index."""

from __future__ import annotations

from functools import cache
from typing import Any

from resolver_core import judge_report
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.core.triage.test_triaging import both, the_index
from tests.support.documents import a_finished_submission
from tests.support.reports import STATED, a_report
from tests.support.team import Triagers
from webui.resolutions.asking.asked import Asked
from webui.resolutions.models import Question, QuestionKind, State, Submission
from webui.resolutions.working import questions
from webui.team import intake, verdicts
from webui.team.models import Case

OLD = STATED.replace("3.12.4", "3.8.20")
TORCH = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD)
"""It is reproduced, and its cause is proven."""
PARTLY = a_report("torch", transcript=both("2.0", "1.5"), stated=OLD)
"""Of two results that it shows, one comes out here, too."""
NOT_SO = a_report("torch", transcript=both("9.0", "9.0"), stated=OLD)
"""It is not reproduced."""
PROSE = "### uv is slow\n\nThe cache takes minutes to be cleaned on my machine."
"""It states no project."""


@cache
def the_verdict(report: str = TORCH) -> Any:
    """The verdict on a report, as the core makes it."""
    return judge_report(report, the_index(), DEFAULT_URL)


def a_case(triagers: Triagers, text: str = TORCH, **received: Any) -> Case:
    """The case of a report, as it is when it has come in."""
    return intake.receive(triagers.as_member().actor, triagers.team, intake.Received(text, **received))[0]


def a_judged_case(triagers: Triagers, text: str = TORCH, **received: Any) -> Case:
    """The same, once its verdict is there."""
    case = a_case(triagers, text, **received)
    if not case.is_judged:
        judge(case)
    case.refresh_from_db()
    return case


def judge(case: Case, **changed: Any) -> None:
    """What the workers would do: the answers, the verdict; and the case takes it."""
    finish(case, **changed)
    assert verdicts.take_due()


def finish(case: Case, **changed: Any) -> None:
    """The verdict on the report of a case is there, with something changed in it."""
    case.refresh_from_db()
    asked = Asked("[project]\nname = 'x'\nversion = '1'\n", python="3.8")
    submission = a_finished_submission(asked=asked)
    Submission.objects.filter(pk=submission.pk).update(report=case.report)
    Case.objects.filter(pk=case.pk).update(submission=submission)
    question, _ = questions.put(submission, QuestionKind.REPORT, "", 1)
    document = {**the_verdict(case.report), **changed}
    Question.objects.filter(pk=question.pk).update(state=State.DONE, document=document)


def words(case: Case) -> list[tuple[str, str, str]]:
    """The history of a case."""
    return list(case.changes.values_list("kind", "before", "after"))
