"""Open and explained cases are solved again, behind everything else: of a newer uv, because an index has changed
(index_changes.py), or because somebody wishes it.

begin() ──► rows that wait ──► a few at once are asked (ask_some) ──► their verdicts are taken (take_due)
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from resolver_core import UV_VERSION, ReportVerdictDocument
from webui.database_locks import hold_until_commit
from webui.resolutions.models import ENDED, Question, QuestionKind
from webui.resolutions.working.queue import QueueFull
from webui.team import reading, search, verdicts
from webui.team.actors import APPLICATION, Actor
from webui.team.audit import change, record, store
from webui.team.duplicates import SHOWS_ITSELF
from webui.team.models import AskedAgain, Case, Kind, Round, Team
from webui.team.moves import ASKED_AGAIN

AT_ONCE = 4
"""Cases that are solved again at the same time, of all teams: the others wait here, and fill no queue."""
LOST_AFTER = timedelta(minutes=10)
"""A row that a process took up and did nothing with is taken up by another one."""


def askable(team: Team) -> QuerySet[Case]:
    """The cases of a team that can be asked again."""
    return all_askable().filter(team=team)


def all_askable() -> QuerySet[Case]:
    """The cases of all teams that can be asked again: open or explained, judged, and not being asked."""
    waiting = AskedAgain.objects.filter(case=OuterRef("pk"), is_over=False)
    return Case.objects.filter(~Exists(waiting), state__in=ASKED_AGAIN, merged_into=None, is_judged=True)


def of_another_uv(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that were judged with another uv than the one that is emulated, or installed, now."""
    return cases.exclude(uv_version=UV_VERSION, installed_uv=verdicts.installed_uv())


@transaction.atomic
def begin(actor: Actor, team: Team, cases: QuerySet[Case], why: str) -> Round | None:
    """A round of these cases; None where there are none."""
    hold_until_commit(f"cases of team {team.pk} asked again")  # several processes may look at the same time
    found = list(cases.defer("report", "verdict", "answer").order_by("number"))
    if not found:
        return None
    begun = Round.objects.create(team=team, why=why[:200], uv_version=UV_VERSION, installed_uv=verdicts.installed_uv())
    AskedAgain.objects.bulk_create(
        AskedAgain(
            round=begun,
            case=case,
            standing_before=case.standing,
            cause_before=case.cause_class,
            headline_before=case.headline,
        )
        for case in found
    )
    record(actor, team, Kind.ASKED_AGAIN, after=f"{len(found)} cases: {why}")
    return begun


def begin_of_new_uv() -> int:
    """A round for each team with cases of another uv; how many."""
    begun = 0
    for team in Team.objects.order_by("pk"):
        installed = verdicts.installed_uv()
        words = f"uv {UV_VERSION} is emulated" + (f", {installed} installed" if installed else "")
        begun += begin(APPLICATION, team, of_another_uv(askable(team)), words) is not None
    return begun


def ask_some() -> None:
    """Ask as many as there is room for."""
    room = AT_ONCE - AskedAgain.objects.filter(is_over=False, submission__isnull=False).count()
    lost = timezone.now() - LOST_AFTER
    waiting = AskedAgain.objects.filter(Q(begun_at=None) | Q(begun_at__lt=lost), is_over=False, submission=None)
    for row in waiting.select_related("case__team", "case__submission").order_by("pk")[: max(0, room)]:
        mine = AskedAgain.objects.filter(pk=row.pk, begun_at=row.begun_at, submission=None)
        if mine.update(begun_at=timezone.now()):
            _ask(row)


def take_due() -> int:
    """Take the verdicts that are there; how many."""
    over = Question.objects.filter(submission=OuterRef("submission"), kind=QuestionKind.REPORT, state__in=ENDED)
    found = AskedAgain.objects.filter(Exists(over), is_over=False).select_related("case__team", "submission")
    rows = list(found.order_by("pk")[: verdicts.AT_ONCE])
    for row in rows:
        assert row.submission is not None
        document, trouble = verdicts.verdict_of(row.submission)
        _end(row, document, trouble)
    return len(rows)


def rounds(team: Team) -> QuerySet[Round]:
    """The rounds of a team with their counts, the newest first."""
    return (
        Round.objects.filter(team=team)
        .annotate(
            total=Count("cases"),
            over=Count("cases", filter=Q(cases__is_over=True)),
            changed=Count("cases", filter=_changed()),
            no_longer=Count("cases", filter=_no_longer()),
            failed=Count("cases", filter=Q(cases__is_over=True) & ~Q(cases__trouble="")),
        )
        .order_by("-pk")
    )


def count(found: Round, name: str) -> int:
    """One of the counts of `rounds`: "total", "over", "changed", "no_longer" or "failed"."""
    return int(getattr(found, name))


def summary(found: Round) -> str:
    """A round in words: "14 cases: 3 no longer reproduce, 1 differs in another way, 10 are as before"."""
    total, over, changed, gone, failed = (
        count(found, name) for name in ("total", "over", "changed", "no_longer", "failed")
    )
    others, same = changed - gone, over - changed - failed
    told = [
        f"{gone} no longer {_verb(gone, 'reproduces', 'reproduce')}" if gone else "",
        f"{others} {_verb(others, 'differs', 'differ')} in another way" if others else "",
        f"{same} {_verb(same, 'is', 'are')} as before" if same else "",
        f"{failed} could not be solved" if failed else "",
        f"{total - over} still to be solved" if over < total else "",
    ]
    return f"{total} {_verb(total, 'case', 'cases')}: {', '.join(filter(None, told))}"


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _changed() -> Q:
    """That a case of a round came to something else than before."""
    same = {f"cases__{name}_after": F(f"cases__{name}_before") for name in ("standing", "cause", "headline")}
    return Q(cases__is_over=True, cases__trouble="") & ~Q(**same)


def _no_longer() -> Q:
    """That a case of a round showed itself, and shows itself no longer."""
    before = Q(cases__is_over=True, cases__trouble="", cases__standing_before__in=SHOWS_ITSELF)
    return before & ~Q(cases__standing_after__in=SHOWS_ITSELF)


def _ask(row: AskedAgain) -> None:
    try:
        question = reading.asked_again(row.case)
    except QueueFull:
        AskedAgain.objects.filter(pk=row.pk).update(begun_at=None)
        return
    if question.submission is not None:
        AskedAgain.objects.filter(pk=row.pk).update(submission=question.submission)
        return
    document = None if question.has_project else reading.verdict_without_project(row.case.report)
    _end(row, cast("ReportVerdictDocument | None", document), question.trouble)


@transaction.atomic
def _end(row: AskedAgain, document: ReportVerdictDocument | None, trouble: str) -> None:
    case = row.case
    mine = AskedAgain.objects.filter(pk=row.pk, is_over=False)
    if not mine.update(is_over=True, trouble=trouble[:500]):
        return  # another process was quicker
    if document is None:
        versions = {"uv_version": UV_VERSION, "installed_uv": verdicts.installed_uv()}
        Case.objects.filter(pk=case.pk).update(**versions)
        record(APPLICATION, case.team, Kind.ASKED_AGAIN, case, after=trouble)
        return
    if row.submission is not None:
        case.submission = row.submission
    facts = verdicts.facts_of(case, document)
    fields = {**facts, "submission": case.submission, "verdict": document, "trouble": "", "version": F("version") + 1}
    Case.objects.filter(pk=case.pk).update(**fields, changed_at=timezone.now())
    after = {
        "standing_after": facts["standing"],
        "cause_after": facts["cause_class"],
        "headline_after": facts["headline"],
    }
    AskedAgain.objects.filter(pk=row.pk).update(**after)
    case.refresh_from_db()
    search.index(case)
    same = (row.standing_before, row.cause_before, row.headline_before) == tuple(after.values())
    words = {"before": "", "after": "as before"} if same else {"before": row.headline_before, "after": case.headline}
    store(case.team, [change(APPLICATION, case.team, Kind.ASKED_AGAIN, case, **words)])
