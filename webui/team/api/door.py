"""The door of the team's API: only a token of a member counts; for anybody else there is no such team."""

from __future__ import annotations

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from resolver_core import redact
from webui.api.bodies import BadBody
from webui.api.found import missing
from webui.problems import problem
from webui.team.roles import Role, allows
from webui.team.tokens import member_by_token

Answered = Callable[..., HttpResponse]
NO_TEAM, NO_CASE = "No such team.", "No such case."


def by_member(needed: Role) -> Callable[[Callable[..., HttpResponse]], Answered]:
    """A view that is called with the member whose token is sent."""

    def decorated(view: Callable[..., HttpResponse]) -> Answered:
        @functools.wraps(view)
        def answered(request: HttpRequest, team: str, **named: Any) -> HttpResponse:
            member = member_by_token(request, team)
            if member is None:
                return missing(NO_TEAM)
            if not allows(member.role, needed):
                return problem(HTTPStatus.FORBIDDEN, "The role, or the scope of the token, does not allow it.")
            if "\0" in request.GET.urlencode(safe="\0") or b"\\u0000" in request.body:
                return problem(HTTPStatus.BAD_REQUEST, "There is a character in it that no text has.")
            try:
                response = view(request, member, **named)
            except BadBody as error:
                return problem(error.status, redact(str(error)).text)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return answered

    return decorated
