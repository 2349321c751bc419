"""An installation for its teams alone: visitors may still read what they have the address of, and ask nothing."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from webui.problems import problem

WELCOME, CLOSED = "welcome", "closed"
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("/account/", "/team/", "/api/v1/teams/")
"""What has a door of its own."""


class ClosedMiddleware:
    """Where `settings.VISITORS` is "closed", only people with an account, and their tokens, may ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.VISITORS == CLOSED and _asks(request) and not _is_known(request):
            if request.path.startswith("/api/"):
                words = "This installation is for its teams: send the token of a member."
                return problem(HTTPStatus.UNAUTHORIZED, words, {"WWW-Authenticate": "Bearer"})
            return redirect_to_login(request.path if request.method in SAFE else "/")
        return self.get_response(request)


def _asks(request: HttpRequest) -> bool:
    is_safe = request.method in SAFE and request.path != "/"
    return not is_safe and not request.path.startswith(OPEN)


def _is_known(request: HttpRequest) -> bool:
    from webui.team.models import MemberToken  # the registry of models is filled after the middleware

    if request.user.is_authenticated:
        return True
    digest = getattr(request, "api_token_digest", "")
    return bool(digest) and MemberToken.objects.filter(token__digest=digest).exists()
