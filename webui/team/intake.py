"""How a report becomes a case: pasted, over the API, or from the code host. The same report twice is one case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from resolver_core import UV_VERSION
from webui.resolutions.working.queue import QueueFull
from webui.team import reading, search, verdicts
from webui.team.actors import Actor
from webui.team.audit import record
from webui.team.models import Case, Kind, Team
from webui.team.models.cases import Source
from webui.team.moves import CaseState, ClosedAs

SAME = "the same"
"""What the history says of a report that came again with the words it had."""


@dataclass(frozen=True, slots=True)
class Received:
    """A report that came in."""

    text: str
    title: str = ""
    source: Source = Source.PASTE
    url: str = ""  #: of the issue
    reporter: str = ""  #: who wrote it there


def receive(actor: Actor, team: Team, received: Received) -> tuple[Case, bool]:
    """The case of a report, and whether it is new. Raises `reading.Unreadable`."""
    report = reading.report_text(received.text)
    title = received.title.replace("\0", "")
    digest = reading.digest_of(report)
    url = received.url or reading.header_of(report).get("url", "")
    reporter = reading.reporter_of(report, received.reporter)
    received = replace(received, title=title, url=reading.web_address(url), reporter=reporter)
    known = _known(team, digest, received.url)
    if known is None:
        try:
            with transaction.atomic():
                case = _opened(actor, team, received, report, digest)
        except IntegrityError:  # the same report at the same moment
            known = _known(team, digest, received.url)
            if known is None:
                raise
        else:
            ask(case)
            return case, True
    _came_again(actor, known, report, digest)
    return known, False


def ask(case: Case) -> None:
    """Have the question of a case solved; where the queue is full, `verdicts.ask_waiting` does it later."""
    _ask(case, lambda case: reading.asked(case.team, case.report))


def _ask(case: Case, asked: Callable[[Case], reading.Question]) -> None:
    try:
        question = asked(case)
    except QueueFull:
        return
    verdicts.begin(case, question)


def what_came_of(case: Case) -> str:
    """What a report led to that the team had already, in a sentence."""
    again = case.changes.filter(kind__in=(Kind.CAME_AGAIN, Kind.ASKED_AGAIN)).order_by("-pk").first()
    if case.is_judged or again is None or again.after == SAME:
        return "The team has a case of this report already: here it is."
    if again.kind == Kind.ASKED_AGAIN:
        return "The team has a case of this report. It came to no verdict: it is solved again."
    return "The team has a case of this report. Its words are other ones now: it is solved again."


@transaction.atomic
def try_again(actor: Actor, case: Case) -> bool:
    """Have a case that came to no verdict solved once more; False where it has one, or is being solved."""
    mine = Case.objects.filter(pk=case.pk, is_judged=True).exclude(trouble="")
    if not mine.update(is_judged=False, trouble="", submission=None, version=F("version") + 1):
        return False
    case.is_judged = False
    record(actor, case.team, Kind.ASKED_AGAIN, case, after="there was no verdict")
    transaction.on_commit(lambda: _ask(case, reading.tried_again))
    return True


def _known(team: Team, digest: str, url: str) -> Case | None:
    cases = Case.objects.select_related("team").filter(team=team)
    same_issue = cases.filter(source_url=url).order_by("number").first() if url else None
    return same_issue or cases.filter(digest=digest).first()


def _opened(actor: Actor, team: Team, received: Received, report: str, digest: str) -> Case:
    Team.objects.filter(pk=team.pk).update(next_number=F("next_number") + 1)
    number = Team.objects.values_list("next_number", flat=True).get(pk=team.pk) - 1
    now = timezone.now()
    case = Case.objects.create(
        team=team,
        number=number,
        title=reading.title_of(report, received.title),
        report=report,
        digest=digest,
        source=received.source,
        source_url=received.url,
        reporter=received.reporter,
        uv_version=UV_VERSION,
        installed_uv=verdicts.installed_uv(),
        created_at=now,
        changed_at=now,
        week=(now - timedelta(days=now.weekday())).date(),
    )
    search.index(case)
    record(actor, team, Kind.CAME, case, after=case.get_source_display())
    return case


@transaction.atomic
def _came_again(actor: Actor, case: Case, report: str, digest: str) -> None:
    """Nothing is lost: an issue that was edited is judged anew, what came to no verdict is tried again, and a case that
    was fixed returns as a regression.
    """
    is_other = digest != case.digest and not Case.objects.filter(team=case.team, digest=digest).exists()
    record(actor, case.team, Kind.CAME_AGAIN, case, after="with other words" if is_other else SAME)
    if is_other:
        values = {"report": report, "digest": digest, "is_judged": False, "submission": None}
        Case.objects.filter(pk=case.pk).update(**values, version=F("version") + 1)
        case.refresh_from_db()
        search.index(case)
        transaction.on_commit(lambda: ask(case))
    else:
        try_again(actor, case)
    if case.state == CaseState.CLOSED and case.closed_as == ClosedAs.FIXED:
        verdicts.returned(case, f"it was closed as {ClosedAs.FIXED.label}")
