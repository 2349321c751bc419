"""Changes to a case: each names the version it was made of, so that of two at once one wins and the other is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from webui.team.actors import Actor
from webui.team.audit import change, store
from webui.team.models import Case, Change, Kind, Label, Membership, User
from webui.team.models.cases import Priority
from webui.team.moves import CaseState, ClosedAs, may_move
from webui.team.roles import Role

NOTES = (Kind.NOTED, Kind.NOTE_EDITED, Kind.NOTE_DELETED)
"""Entries that take nothing from anybody."""
LONGEST_NOTE = 20_000


class Refused(Exception):
    """It cannot be done; `str()` says why."""


class Conflict(Exception):
    """Somebody changed the case meanwhile: nothing was done."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"Somebody has changed #{case.number} meanwhile.")
        self.case = case


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be changed; None leaves it as it is."""

    state: str | None = None
    closed_as: str = ClosedAs.ANSWERED
    assignee: int | None = None  #: the id of a person; 0: nobody
    priority: int | None = None
    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def change_case(actor: Actor, case: Case, version: int, edit: Edit) -> None:
    """Do all of it, or nothing. Raises `Conflict` for another version than the case has, and `Refused`.

    A note alone takes nothing from anybody: it needs no version.
    """
    fields, changes = _fields(actor, case, edit)
    labels = list(_label_changes(actor, case, edit))
    note = edit.note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refused(f"A note has at most {LONGEST_NOTE} characters.")
    if fields or labels:
        mine = Case.objects.filter(pk=case.pk, version=version)
        if not mine.update(**fields, version=version + 1, changed_at=timezone.now()):
            raise Conflict(Case.objects.select_related("team", "assignee").get(pk=case.pk))
        _set_labels(case, edit)
    if note:
        changes.append(change(actor, case.team, Kind.NOTED, case, text=note))
    store(case.team, [*changes, *labels])


def since(case: Case, seen: int) -> list[Change]:
    """What was done with a case after an entry that somebody has seen."""
    return list(Change.objects.filter(case=case, pk__gt=seen).exclude(kind__in=NOTES))


def _fields(actor: Actor, case: Case, edit: Edit) -> tuple[dict[str, object], list[Change]]:
    fields: dict[str, object] = {}
    changes: list[Change] = []
    if edit.state is not None and edit.state != case.state:
        fields |= _moved(case, edit)
        before, after = CaseState(case.state).label, _in_words(edit)
        changes.append(change(actor, case.team, Kind.MOVED, case, before=before, after=after))
    if edit.assignee is not None and edit.assignee != (case.assignee_id or 0):
        person = _assignable(case, edit.assignee)
        fields["assignee"] = person
        words = {"before": str(case.assignee or "nobody"), "after": str(person or "nobody")}
        changes.append(change(actor, case.team, Kind.ASSIGNED, case, **words))
    if edit.priority is not None and edit.priority != case.priority:
        if edit.priority not in Priority.values:
            raise Refused("There is no such priority.")
        fields["priority"] = edit.priority
        words = {"before": Priority(case.priority).label, "after": Priority(edit.priority).label}
        changes.append(change(actor, case.team, Kind.PRIORITY, case, **words))
    return fields, changes


def _moved(case: Case, edit: Edit) -> dict[str, object]:
    if edit.state not in CaseState.values:
        raise Refused("There is no such state.")
    if not may_move(case.state, edit.state):
        before, after = CaseState(case.state).label, CaseState(edit.state).label
        raise Refused(f"A case cannot go from {before} to {after} at once.")
    if edit.state == CaseState.CLOSED and edit.closed_as not in ClosedAs.values:
        raise Refused("There is no such reason to close a case.")
    return {"state": edit.state, "closed_as": edit.closed_as if edit.state == CaseState.CLOSED else ""}


def _in_words(edit: Edit) -> str:
    state = CaseState(edit.state or "")
    return f"{state.label} as {ClosedAs(edit.closed_as).label}" if state is CaseState.CLOSED else state.label


def _assignable(case: Case, user_id: int) -> User | None:
    if user_id == 0:
        return None
    rows = Membership.objects.filter(team=case.team_id, user=user_id).exclude(role=Role.VIEWER)
    found = rows.select_related("user").first()
    if found is None:
        raise Refused("Only a member or an owner of the team can be the assignee.")
    return found.user


def _label_changes(actor: Actor, case: Case, edit: Edit) -> Iterator[Change]:
    if not edit.add_labels and not edit.remove_labels:
        return
    names = {*edit.add_labels, *edit.remove_labels}
    known = set(Label.objects.filter(team=case.team_id, name__in=names).values_list("name", flat=True))
    if names - known:
        raise Refused(f"The team has no label {', '.join(sorted(names - known))}.")
    has = set(case.labels.values_list("name", flat=True))
    for name in sorted(set(edit.remove_labels) & has):
        yield change(actor, case.team, Kind.LABELS, case, before=name)
    for name in sorted(set(edit.add_labels) - has):
        yield change(actor, case.team, Kind.LABELS, case, after=name)


def _set_labels(case: Case, edit: Edit) -> None:
    if edit.remove_labels:
        case.labels.remove(*Label.objects.filter(team=case.team_id, name__in=edit.remove_labels))
    if edit.add_labels:
        case.labels.add(*Label.objects.filter(team=case.team_id, name__in=edit.add_labels))
