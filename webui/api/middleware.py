"""Who sends a request to the API, what they may, and how much of it is left."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from webui.api.scopes import READ, WRITE
from webui.problems import problem
from webui.ratelimit import Standing

SAFE = ("GET", "HEAD", "OPTIONS")


class ApiMiddleware:
    """Reads `Authorization: Bearer`, and says in headers how the rate limit stands. Pages are not concerned."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/v1/"):
            return self.get_response(request)
        response = _refusal(request) or self.get_response(request)
        standing = getattr(request, "rate_limit", None)
        if isinstance(standing, Standing):
            response.headers["RateLimit-Policy"] = f'"{standing.cost.value}";q={standing.per_minute};w=60'
            response.headers["RateLimit"] = f'"{standing.cost.value}";r={standing.left};t={standing.wait_seconds or 60}'
        return response


def _refusal(request: HttpRequest) -> HttpResponseBase | None:
    given = request.headers.get("Authorization", "")
    if not given:
        return None
    from webui.api import tokens  # the registry of models is filled after the middleware

    kind, _, key = given.partition(" ")
    token = tokens.of_key(key.strip()) if kind.lower() == "bearer" else None
    if token is None:
        return problem(HTTPStatus.UNAUTHORIZED, "There is no such token.", {"WWW-Authenticate": "Bearer"})
    needed = READ if request.method in SAFE else WRITE
    if needed not in token.scopes.split():
        return problem(HTTPStatus.FORBIDDEN, f"This token has no scope `{needed}`.")
    request.api_author = token.author  # type: ignore[attr-defined]
    request.api_token_digest = token.digest  # type: ignore[attr-defined]
    return None
