"""Problems as RFC 9457 has them: what the API answers in place of what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, more: Mapping[str, object] | None = None
) -> JsonResponse:
    """An answer with a status of 4xx or 5xx. `error` is the detail once more, as older clients read it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "error": detail,
        **(more or {}),
    }
    return JsonResponse(body, status=status, headers=dict(headers or {}), content_type=CONTENT_TYPE)


def too_many(seconds: int) -> JsonResponse:
    """429: the address, or the token, asks too often."""
    words = f"Too many requests. Try again in {seconds} seconds."
    return problem(HTTPStatus.TOO_MANY_REQUESTS, words, {"Retry-After": str(seconds)})
