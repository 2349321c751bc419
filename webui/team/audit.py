"""Writes down what was done, and by whom: the history of a case, and the audit log of a team."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from webui.team.actors import Actor
from webui.team.models import Case, Change, Kind, Team

LONGEST = 500


def change(
    actor: Actor, team: Team, kind: Kind, case: Case | None = None, *, before: str = "", after: str = "", text: str = ""
) -> Change:
    """An entry, not stored yet."""
    return Change(
        team=team,
        case=case,
        actor=actor.user,
        actor_name=str(actor),
        via=actor.via,
        kind=kind,
        before=before[:LONGEST],
        after=after[:LONGEST],
        text=text,
    )


def store(team: Team, changes: Iterable[Change]) -> None:
    """Store some entries, in order; whoever looks on sees that there are newer ones."""
    if Change.objects.bulk_create(changes):
        Team.objects.filter(pk=team.pk).update(last_change=F("last_change") + 1)


def record(
    actor: Actor, team: Team, kind: Kind, case: Case | None = None, *, before: str = "", after: str = "", text: str = ""
) -> None:
    """Store one entry."""
    store(team, [change(actor, team, kind, case, before=before, after=after, text=text)])
