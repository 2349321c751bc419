"""Tokens of the API that act as a member: with their role, and no more than their scopes allow."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from webui.api import tokens
from webui.api.models import Token
from webui.api.scopes import READ, WRITE
from webui.team.access import Member
from webui.team.audit import record
from webui.team.models import Kind, Membership, MemberToken
from webui.team.roles import Role, narrower

SCOPES = {READ: (READ,), WRITE: (READ, WRITE)}
"""By what somebody chooses, what a token gets."""


@transaction.atomic
def make(member: Member, name: str, choice: str) -> str:
    """The key of a new token: it is shown once."""
    scopes = SCOPES.get(choice, (READ,))
    token, key = tokens.new(name.strip()[:100] or "token", scopes)
    membership = Membership.objects.get(team=member.team, user=member.user)
    MemberToken.objects.create(token=token, membership=membership)
    record(member.actor, member.team, Kind.TOKEN, after=f"{token.name}: {' '.join(scopes)}")
    return key


@transaction.atomic
def end(member: Member, token_id: int) -> bool:
    """End a token: one's own, or as an owner anybody's."""
    found = MemberToken.objects.select_related("token", "membership").filter(pk=token_id, membership__team=member.team)
    row = (found if member.may_manage else found.filter(membership__user=member.user)).first()
    if row is None:
        return False
    name = row.token.name
    row.token.delete()
    record(member.actor, member.team, Kind.TOKEN, before=name, after="ended")
    return True


def member_by_token(request: HttpRequest, slug: str) -> Member | None:
    """As whom a request to the API acts; None without a token of a member of this team."""
    digest = getattr(request, "api_token_digest", "")
    if not digest:
        return None
    related = ("token", "membership__team", "membership__user")
    found = MemberToken.objects.select_related(*related).filter(
        token__digest=digest, membership__team__slug=slug, membership__user__is_active=True
    )
    row = found.first()
    return None if row is None else _as_member(row.token, row.membership)


def _as_member(token: Token, membership: Membership) -> Member:
    most = Role.MEMBER if WRITE in token.scopes.split() else Role.VIEWER
    return Member(membership.team, membership.user, narrower(membership.role, most), f"token {token.name}")
