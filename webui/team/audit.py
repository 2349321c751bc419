"""Writes down what was done, and by whom: the history of a case, and the audit log of a team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from webui.team.models import Case, Change, Kind, Team, User

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person, over their token or not, or the application itself."""

    user: User | None = None
    via: str = ""  #: the token, or the webhook

    def __str__(self) -> str:
        return str(self.user) if self.user is not None else ""


APPLICATION = Actor()


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
