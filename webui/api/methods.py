"""One address, several methods; and what every view of the API shares."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from inspect import iscoroutinefunction
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from webui import ratelimit
from webui.problems import problem, too_many
from webui.ratelimit import Cost

View = Callable[..., Any]
"""A view, or a coroutine function that is one."""


def methods(**views: View) -> View:
    """The view of an address, by the method of the request; without the tokens of forms, since there are no cookies."""
    known = {name.upper(): view for name, view in views.items()}
    if any(iscoroutinefunction(view) for view in known.values()):

        async def answered_later(request: HttpRequest, **named: Any) -> HttpResponseBase:
            refusal = _refusal(request, known)
            return refusal or await _chosen(request, known)(request, **named)

        return csrf_exempt(answered_later)

    def answered(request: HttpRequest, **named: Any) -> HttpResponseBase:
        refusal = _refusal(request, known)
        return refusal or _chosen(request, known)(request, **named)

    return csrf_exempt(answered)


def _chosen(request: HttpRequest, known: dict[str, View]) -> View:
    return known["GET" if request.method == "HEAD" else str(request.method)]


def _refusal(request: HttpRequest, known: dict[str, View]) -> HttpResponseBase | None:
    name = "GET" if request.method == "HEAD" else str(request.method)
    if name not in known:
        allowed = ", ".join([*known, *(["HEAD"] if "GET" in known else [])])
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, "This address takes another method.", {"Allow": allowed})
    if name == "GET":  # the others cost more, and say so themselves
        wait = ratelimit.seconds_to_wait(request, Cost.RENDERING)
        if wait:
            return too_many(wait)
    return None
