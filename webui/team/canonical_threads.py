"""The canonical thread of a question: set from a case with one click, changed and forgotten in the table."""

from __future__ import annotations

from django.db import transaction

from webui.team.actors import Actor
from webui.team.audit import record
from webui.team.models import Case, Kind, Team, Thread
from webui.team.models.threads import ThreadState
from webui.team.reading import web_address


class NotAThread(Exception):
    """It cannot be stored; `str()` says why."""


@transaction.atomic
def put(actor: Actor, case: Case, url: str, state: str, fixed_in: str) -> Thread:
    """Make a page the thread of a case's fingerprint. Raises `NotAThread`."""
    if not case.fingerprint:
        raise NotAThread("A case without a fingerprint has no thread.")
    address = web_address(url)
    if not address:
        raise NotAThread("A thread needs the address of a page.")
    if state not in ThreadState.values:
        raise NotAThread("There is no such state of a thread.")
    values = {"url": address, "title": case.title, "state": state, "fixed_in": fixed_in.strip()[:40]}
    thread, _ = Thread.objects.update_or_create(team=case.team, fingerprint=case.fingerprint, defaults=values)
    words = f"{address} ({thread.get_state_display()}{f' in uv {thread.fixed_in}' if thread.fixed_in else ''})"
    record(actor, case.team, Kind.THREAD, case, after=words)
    return thread


@transaction.atomic
def forget(actor: Actor, team: Team, thread_id: int) -> bool:
    """Take a thread out of the table."""
    found = Thread.objects.filter(team=team, pk=thread_id).first()
    if found is None:
        return False
    found.delete()
    record(actor, team, Kind.THREAD, before=f"{found.fingerprint}: {found.url}", after="forgotten")
    return True
