"""The verdict on the report that a question was read from, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from resolver_core import PERMALINK, NeededEntry, ReportVerdictDocument
from webui.resolutions.models import Question, QuestionKind, State, Submission

ANSWERABLE = ("python", "platform")
"""Facts of which a page can offer the plausible values."""


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact that is asked for, with a link for each value that would answer it."""

    question: str
    answers: tuple[tuple[str, str], ...]  #: the value, and where the question is asked with it


@dataclass(frozen=True, slots=True)
class ReportVerdictView:
    """The verdict; `document` is None while it is made, and where it could not be: `error` says why."""

    is_running: bool
    error: str
    document: ReportVerdictDocument | None
    asked: tuple[AskedFact, ...] = ()
    correct_address: str = ""  #: the form with every fact, to be corrected


def report_verdict_view(submission: Submission, page_url: str) -> ReportVerdictView | None:
    """What is known of the verdict; None without a report, and while the answers are looked for."""
    if not submission.report or submission.is_running:
        return None
    row = submission.questions.filter(kind=QuestionKind.REPORT).first()
    if row is None or not row.has_ended:
        return ReportVerdictView(is_running=True, error="", document=None)
    found = row.report_verdict
    document = None if found is None else linked(found, page_url)
    if document is not None and (smallest := _smallest_in_markdown(submission)) is not None:
        document["reply"] += f"\n{smallest}"
    error = row.error if row.state == State.FAILED else ""
    correct = f"{reverse('paste')}?{urlencode({'from': submission.pk})}"
    asked = () if found is None else tuple(_asked(one, correct) for one in found["needed"])
    return ReportVerdictView(is_running=False, error=error, document=document, asked=asked, correct_address=correct)


def linked(document: ReportVerdictDocument, page_url: str) -> ReportVerdictDocument:
    """The document with the address of its page in the drafted reply."""
    return {**document, "reply": document["reply"].replace(PERMALINK, page_url)}


def _asked(needed: NeededEntry, correct_address: str) -> AskedFact:
    field = needed["field"]
    values = needed["outcomes"] if field in ANSWERABLE else {}
    return AskedFact(needed["question"], tuple((one, f"{correct_address}&{urlencode({field: one})}") for one in values))


def _smallest_in_markdown(submission: Submission) -> str | None:
    """What the reply says of the smallest project, where one was found."""
    rows = Question.objects.filter(submission=submission, kind=QuestionKind.SMALLEST, state=State.DONE)
    found = (row.smallest for row in rows.order_by("pk"))
    return next((each["written"]["markdown"] for each in found if each is not None), None)
