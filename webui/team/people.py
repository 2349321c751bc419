"""Teams and their people: founded, invited, given a role, removed. Each of it is in the audit log."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from webui.api.models import Token
from webui.team.actors import APPLICATION, Actor
from webui.team.audit import record
from webui.team.models import Invitation, Kind, Membership, Team, User
from webui.team.roles import Role

RESERVED = ("new",)


class NotAllowed(Exception):
    """It cannot be done; `str()` says why."""


@transaction.atomic
def found_team(name: str) -> Team:
    """A new team, without anybody in it. Raises `NotAllowed` where its address is taken."""
    slug = slugify(name)[:32].strip("-")
    if not slug or slug in RESERVED:
        raise NotAllowed("A team needs a name with letters or digits.")
    if Team.objects.filter(slug=slug).exists():
        raise NotAllowed(f"There is a team at {slug} already.")
    team = Team.objects.create(slug=slug, name=name.strip()[:80])
    record(APPLICATION, team, Kind.TEAM, after=f"founded as {team.name}")
    return team


def invite(actor: Actor, team: Team, role: Role, email: str = "") -> str:
    """The key of a new invitation: it is shown once, and opens the team once."""
    key = secrets.token_urlsafe(24)
    Invitation.objects.create(
        team=team,
        digest=_digest(key),
        email=email.strip().lower(),
        role=role,
        invited_by=actor.user,
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    record(actor, team, Kind.INVITED, after=f"{email.strip().lower() or 'by link'} as {role.label}")
    return key


def invitation_of(key: str) -> Invitation | None:
    """The invitation that a key opens; None where it was used, has expired, or never was."""
    waiting = Invitation.objects.select_related("team", "invited_by").filter(used_at=None)
    return waiting.filter(digest=_digest(key), expires_at__gt=timezone.now()).first()


@transaction.atomic
def join(invitation: Invitation, user: User) -> Membership:
    """Make somebody a member. Raises `NotAllowed` where the invitation was used, or they are in it already."""
    if Membership.objects.filter(team=invitation.team, user=user).exists():
        raise NotAllowed("You are in this team already.")
    mine = Invitation.objects.filter(pk=invitation.pk, used_at=None)
    if not mine.update(used_at=timezone.now()):
        raise NotAllowed("Somebody has used this invitation meanwhile.")
    membership = Membership.objects.create(team=invitation.team, user=user, role=invitation.role)
    record(Actor(user), invitation.team, Kind.PEOPLE, after=f"{user} joined as {membership.role}")
    return membership


def withdraw(actor: Actor, team: Team, invitation_id: int) -> bool:
    """End an invitation that nobody has used."""
    mine = Invitation.objects.filter(team=team, pk=invitation_id, used_at=None)
    found = mine.first()
    if found is None:
        return False
    mine.delete()
    record(actor, team, Kind.INVITED, before=found.email or "by link", after="withdrawn")
    return True


@transaction.atomic
def set_role(actor: Actor, membership: Membership, role: Role) -> None:
    """Give a member another role. Raises `NotAllowed` where nobody would manage the team."""
    if membership.role == Role.OWNER and role != Role.OWNER:
        _check_another_owner(membership)
    before = membership.role
    membership.role = role
    membership.save(update_fields=["role"])
    record(actor, membership.team, Kind.PEOPLE, before=f"{membership.user}: {before}", after=role)


@transaction.atomic
def remove(actor: Actor, membership: Membership) -> None:
    """Take somebody out of a team, with their tokens. Raises `NotAllowed` where nobody would manage it."""
    if membership.role == Role.OWNER:
        _check_another_owner(membership)
    Token.objects.filter(of_member__membership=membership).delete()
    membership.team.cases.filter(assignee=membership.user).update(assignee=None)
    membership.delete()
    record(actor, membership.team, Kind.PEOPLE, before=f"{membership.user}: {membership.role}", after="removed")


def _check_another_owner(membership: Membership) -> None:
    owners = list(Membership.objects.select_for_update().filter(team=membership.team_id, role=Role.OWNER))
    if all(one.pk == membership.pk for one in owners):  # all are locked: two may not remove each other
        raise NotAllowed("A team needs an owner: give somebody else that role first.")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
