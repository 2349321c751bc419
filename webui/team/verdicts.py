"""A case gets its verdict: at once where the report states no project, else when everything is solved."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import cast

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from resolver_core import PERMALINK, ReportVerdictDocument
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import ENDED, Origin, Question, QuestionKind, State, Submission
from webui.resolutions.showing.downloads import NothingToExport, in_ten_lines
from webui.team import duplicates, reading, search
from webui.team.actors import APPLICATION
from webui.team.audit import record
from webui.team.models import Case, Kind
from webui.team.moves import OF_STANDING, CaseState

AT_ONCE = 20
"""Cases that one look takes care of."""


def installed_uv() -> str:
    """The release of uv that is installed beside this application; "" for none."""
    try:
        return version("uv")
    except PackageNotFoundError:
        return ""


def begin(case: Case, question: reading.Question) -> None:
    """Have a case wait for the answer to its question; without one it is judged here and now."""
    if question.submission is not None:
        case.submission = question.submission
        Case.objects.filter(pk=case.pk).update(submission=question.submission, is_judged=False, trouble="")
        return
    document = None if question.has_project else reading.verdict_without_project(case.report)
    judged(case, cast("ReportVerdictDocument | None", document), question.trouble)


def take_due() -> int:
    """Take the verdicts that are there and that a case waits for; how many."""
    over = Question.objects.filter(submission=OuterRef("submission"), kind=QuestionKind.REPORT, state__in=ENDED)
    waiting = Case.objects.filter(Exists(over), is_judged=False).select_related("team", "submission")
    found = list(waiting.order_by("pk")[:AT_ONCE])
    for case in found:
        assert case.submission is not None
        document, trouble = verdict_of(case.submission)
        judged(case, document, trouble)
    return len(found)


def waiting_to_be_asked() -> list[Case]:
    """Cases that found the queue full."""
    rows = Case.objects.filter(is_judged=False, submission=None).select_related("team")
    return list(rows.order_by("pk")[:AT_ONCE])


def verdict_of(submission: Submission) -> tuple[ReportVerdictDocument | None, str]:
    """The verdict on the report of a submission that has ended; or why there is none."""
    row = Question.objects.filter(submission=submission, kind=QuestionKind.REPORT).first()
    if row is None:
        return None, "There is no verdict."
    trouble = row.error or ("" if row.state == State.DONE else "The search was stopped.")
    return row.report_verdict, "" if row.report_verdict else trouble


@transaction.atomic
def judged(case: Case, document: ReportVerdictDocument | None, trouble: str = "") -> None:
    """Store a verdict with a case that waits for it, move a new case to where it says, and see whether it returns.

    Where none could be made, the one before stays, as that on the earlier words: nothing is lost.
    """
    now = timezone.now()
    fields: dict[str, object] = {"is_judged": True, "trouble": trouble}
    if case.verdict_seconds is None:
        fields["verdict_seconds"] = (now - case.created_at).total_seconds()
    fields |= {} if document is None else {"verdict": document, **facts_of(case, document)}
    follows = _follows(case)
    mine = Case.objects.filter(pk=case.pk, is_judged=False)
    if not mine.update(**fields, version=F("version") + 1, changed_at=now):
        return  # another process was quicker
    case.refresh_from_db()
    words = trouble or case.headline
    record(APPLICATION, case.team, Kind.JUDGED, case, after=words)
    search.index(case)
    if document is None:
        return
    if follows:
        _moved_by_verdict(case, OF_STANDING[document["verdict"]])
    earlier = duplicates.fixed_before(case)
    if earlier is not None:
        returned(case, earlier.words, earlier.case)


def facts_of(case: Case, document: ReportVerdictDocument) -> dict[str, object]:
    """What a verdict says, for the columns of a case. A fingerprint of another version does not regroup it."""
    cause = document["causes"][0] if document["causes"] else None
    submission = case.submission
    return {
        "standing": document["verdict"],
        "headline": document["headline"][:500],
        "cause_class": cause["cause_class"][:50] if cause else "",
        "project": (cause["projects"][0] if cause and cause["projects"] else "")[:200],
        "index": "" if submission is None else reading.index_host(submission)[:200],
        # Ten lines tell of causes: none are copied where what decides could not be asked.
        "answer": "" if submission is None or document.get("open") else ten_lines_of(submission),
        "uv_version": document["uv"],
        "installed_uv": installed_uv(),
        **duplicates.fingerprint_fields(case.fingerprint, document["fingerprint"][:400]),
    }


def ten_lines_of(submission: Submission) -> str:
    """The answer to copy, with a place for its permalink; "" where there is none in ten lines."""
    found = Submission.with_answers().get(pk=submission.pk)
    try:
        return in_ten_lines(found, Label.SINGLE, PERMALINK)
    except NothingToExport:
        return ""


def returned(case: Case, words: str, earlier: Case | None = None) -> None:
    """Say that something returns which was fixed: the case is open again."""
    fields: dict[str, object] = {"is_regression": True, "returned_from": earlier, "version": F("version") + 1}
    if case.state == CaseState.CLOSED:
        fields |= {"state": CaseState.NEW, "closed_as": ""}
    Case.objects.filter(pk=case.pk).update(**fields, changed_at=timezone.now())
    record(APPLICATION, case.team, Kind.REGRESSION, case, after=words)


def _follows(case: Case) -> bool:
    """Whether a verdict moves a case: a new one; and where somebody corrected what was read of it, one that stands
    where the verdict before has put it. What a person has decided stands.
    """
    is_corrected = case.submission is not None and case.submission.origin == Origin.CHANGED
    return case.state == CaseState.NEW or (is_corrected and case.state == OF_STANDING.get(case.standing))


def _moved_by_verdict(case: Case, state: CaseState) -> None:
    before = CaseState(case.state)
    mine = Case.objects.filter(pk=case.pk, state=before)
    if state != before and mine.update(state=state, version=F("version") + 1):
        record(APPLICATION, case.team, Kind.MOVED, case, before=before.label, after=state.label)
        case.state = state
