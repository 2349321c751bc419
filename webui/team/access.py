"""Who may see and do what of a team: the one door of its pages.

A stranger, and somebody of another team, get the same 404 for a team that is there and for one that is not.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from webui.team.actors import Actor
from webui.team.forms import SignInForm
from webui.team.models import Membership, Team, User
from webui.team.roles import Role, allows

SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who asks for something of their team."""

    team: Team
    user: User
    role: Role
    via: str = ""  #: the token that acts for them

    @property
    def actor(self) -> Actor:
        """The same for the audit log."""
        return Actor(self.user, self.via)

    @property
    def may_write(self) -> bool:
        """Whether they work on cases."""
        return allows(self.role, Role.MEMBER)

    @property
    def may_manage(self) -> bool:
        """Whether they manage people."""
        return allows(self.role, Role.OWNER)


def member_of(user: object, slug: str) -> Member | None:
    """Somebody as the member of a team; None where they are none, or there is no such team."""
    if not isinstance(user, User):
        return None
    found = Membership.objects.select_related("team").filter(team__slug=slug, user=user).first()
    return None if found is None else Member(found.team, user, Role(found.role))


def of_team(reading: Role | None = Role.VIEWER, writing: Role = Role.MEMBER) -> Callable[..., Any]:
    """A view of a team's page, called with the member; each method needs its role. `reading` None: it only writes."""

    def decorated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def answered(request: HttpRequest, slug: str, **named: Any) -> HttpResponseBase:
            refuse_nulls(request)
            user = signed_in(request)
            member = member_of(user, slug)
            if member is None:
                return not_here(request, is_signed_in=user is not None)
            needed = reading if request.method in SAFE else writing
            if needed is not None and not allows(member.role, needed):
                raise PermissionDenied
            response = view(request, member, **named)
            add_never_cache_headers(response)
            return response

        return answered

    return decorated


def refuse_nulls(request: HttpRequest) -> None:
    """400 for a character that no text has, and that PostgreSQL does not store. Raises `BadRequest`."""
    sent = (*request.GET.lists(), *(request.POST.lists() if request.content_type != "application/json" else ()))
    if any("\0" in text for _, texts in sent for text in texts if isinstance(text, str)):
        raise BadRequest


def signed_in(request: HttpRequest) -> User | None:
    """Who sends a request, by the session; None for a visitor without an account."""
    return request.user if isinstance(request.user, User) else None


def not_here(request: HttpRequest, *, is_signed_in: bool) -> HttpResponse:
    """404, the same whether there is such a team or not; a visitor signs in there, and comes back."""
    form = None if is_signed_in else SignInForm(request)
    context = {"form": form, "next": request.get_full_path() if request.method in SAFE else ""}
    response = render(request, "team/not_here.html", context, status=404)
    add_never_cache_headers(response)
    return response
