"""What was read of a report is corrected on the paste page: the corrected answer, and how it becomes that of its case.

A case keeps its verdict until somebody takes the new one over: anybody may change what a permalink asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from webui.resolutions.asking import askers
from webui.resolutions.asking.readers import visible_to
from webui.resolutions.models import Origin, QuestionKind, Submission
from webui.team import reading, verdicts
from webui.team.access import Member, signed_in
from webui.team.actors import Actor
from webui.team.audit import record
from webui.team.models import Case, Kind, Membership
from webui.team.roles import Role

MOST = 5


@dataclass(frozen=True, slots=True)
class CorrectedAnswer:
    """An answer to the same report, read in another way."""

    submission: Submission
    headline: str  #: of its verdict; "" before it is there


@dataclass(frozen=True, slots=True)
class CaseOfAnswer:
    """A case of somebody's team that an answer belongs to, or would if they took it over."""

    case: Case
    member: Member
    is_its_own: bool  #: the case has it already


def correcting(case: Case) -> str:
    """The form with every fact that was read of a report; "" where nothing was solved, or it is there no more."""
    submission = case.submission
    if submission is None or submission.verdict is not None:
        return ""
    return f"{reverse('paste')}?{urlencode({'from': submission.pk})}"


def corrected_answers(request: HttpRequest, case: Case) -> list[CorrectedAnswer]:
    """The newest answers that were made from that of a case by correcting it, and that whoever asks may see."""
    if case.submission_id is None:
        return []
    rows = _made_from(case).filter(_seen_by(request, case)).order_by("-created_at")
    return [CorrectedAnswer(one, _headline(one)) for one in rows[:MOST] if one.report == case.report]


def cases_of(request: HttpRequest, submission: Submission) -> list[CaseOfAnswer]:
    """The cases of somebody's teams that an answer may belong to."""
    user = signed_in(request)
    if user is None or not submission.report:
        return []
    above = (submission.pk, submission.parent_id, submission.parent.parent_id if submission.parent else None)
    cases = Case.objects.filter(team__memberships__user=user, submission__in=[one for one in above if one])
    rows = {row.team_id: row for row in Membership.objects.select_related("team").filter(user=user)}
    found = []
    for case in cases.select_related("team", "submission").order_by("pk")[:MOST]:
        row, is_its_own = rows[case.team_id], case.submission_id == submission.pk
        if is_its_own or (_made_from(case).filter(pk=submission.pk).exists() and submission.report == case.report):
            found.append(CaseOfAnswer(case, Member(row.team, user, Role(row.role)), is_its_own))
    return found


def take_over(request: HttpRequest, actor: Actor, case: Case, answer: str) -> bool:
    """Make a corrected answer that of a case; False where it is none of the case's. Its verdict follows as usual, and
    until it is there the one before stays.
    """
    found = _made_from(case).filter(_seen_by(request, case), pk=answer).first()
    if found is None or found.report != case.report:
        return False
    with transaction.atomic():
        mine = Case.objects.filter(pk=case.pk, submission=case.submission_id)
        if not mine.update(submission=found, is_judged=False, trouble="", version=F("version") + 1):
            return False
        record(actor, case.team, Kind.CORRECTED, case, before=case.headline, after=f"as read in {found.pk}")
    verdicts.take_due()
    return True


def _made_from(case: Case) -> QuerySet[Submission]:
    changed = Q(parent=case.submission_id) | Q(parent__parent=case.submission_id, parent__origin=Origin.CHANGED)
    return Submission.objects.filter(changed, origin=Origin.CHANGED, verdict__isnull=True)


def _seen_by(request: HttpRequest, case: Case) -> Q:
    return visible_to(reading.asker_of(case.team)) | visible_to(askers.asker_of(request))


def _headline(submission: Submission) -> str:
    row = submission.questions.filter(kind=QuestionKind.REPORT).first()
    return row.report_verdict["headline"] if row and row.report_verdict else ""
