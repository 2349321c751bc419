"""The verdict on the report that a text was read from, once the reasons are found."""

from __future__ import annotations

from resolver_core import ReportVerdictDocument, stored_report_verdict
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Question, QuestionKind, State, Submission


def report_verdict(submission: Submission, page_url: str) -> ReportVerdictDocument | None:
    """The verdict with its drafted reply; None without a report, and while the reasons are looked for."""
    explaining = submission.explaining
    if not submission.report or submission.is_running or explaining is None or not explaining.has_ended:
        return None
    single, universal = (submission.solve(label).document for label in (Label.SINGLE, Label.UNIVERSAL))
    verdict = stored_report_verdict(submission.report, single, universal, submission.reasons, page_url)
    if (found := _smallest_in_markdown(submission)) is not None:
        verdict["reply"] += f"\n{found}"
    return verdict


def _smallest_in_markdown(submission: Submission) -> str | None:
    """What the reply says of the smallest project, where one was found."""
    rows = Question.objects.filter(submission=submission, kind=QuestionKind.SMALLEST, state=State.DONE)
    found = (row.smallest for row in rows.order_by("pk"))
    return next((each["written"]["markdown"] for each in found if each is not None), None)
