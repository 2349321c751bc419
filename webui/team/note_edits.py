"""A note is edited and deleted by its author alone. The history keeps that it happened, not the words that are gone."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from webui.team.access import Member
from webui.team.audit import change, store
from webui.team.changing import LONGEST_NOTE, Refused
from webui.team.models import Case, Change, Kind

EDITED, DELETED = "edited", "deleted by its author"
"""What stands with a note that is not as it was written first."""


def own_notes(member: Member, case: Case) -> QuerySet[Change]:
    """The notes of a case that somebody has written and may edit."""
    return Change.objects.filter(case=case, kind=Kind.NOTED, actor=member.user).exclude(text="")


@transaction.atomic
def edit_note(member: Member, case: Case, note: Change, text: str) -> None:
    """Put other words in the place of those of a note. Raises `Refused` for none, and for too many."""
    words = text.strip()
    if not words:
        raise Refused("A note without words is deleted with the button for that.")
    if len(words) > LONGEST_NOTE:
        raise Refused(f"A note has at most {LONGEST_NOTE} characters.")
    if words != note.text:
        _changed(member, case, note, Kind.NOTE_EDITED, words, EDITED)


@transaction.atomic
def delete_note(member: Member, case: Case, note: Change) -> None:
    """Take the words of a note away."""
    _changed(member, case, note, Kind.NOTE_DELETED, "", DELETED)


def _changed(member: Member, case: Case, note: Change, kind: Kind, text: str, after: str) -> None:
    mine = own_notes(member, case).filter(pk=note.pk, text=note.text)
    if mine.update(text=text, after=after):
        store(case.team, [change(member.actor, case.team, kind, case, before=f"of {note.at:%Y-%m-%d %H:%M}")])
