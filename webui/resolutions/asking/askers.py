"""Who asks: for turns in the queue, and for what only the author of a paste may do. Nobody's address is stored.

An asker is the keyed digest of a network address; the author is the keyed digest of a random key that stays in the
author's browser.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from webui.addresses import client_address, network_of

COOKIE = "author"
_SECONDS_KEPT = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked: both digests are "" where nobody is known."""

    network: str = ""  #: shares turns in the queue
    author: str = ""  #: may cancel


NOBODY = Asker()


def asker_of(request: HttpRequest) -> Asker:
    """Who sends a request."""
    of_token = getattr(request, "api_author", "")  # whoever sends a token is known by it alone
    if of_token:
        return Asker(_digest("network", network_of(client_address(request))), of_token)
    key = request.COOKIES.get(COOKIE, "")
    return Asker(_digest("network", network_of(client_address(request))), _digest("author", key) if key else "")


def with_author_key(request: HttpRequest) -> tuple[Asker, str]:
    """Who sends a request, with the key of the author's browser: a new one where it has none."""
    key = request.COOKIES.get(COOKIE, "") or secrets.token_urlsafe(24)
    asker = asker_of(request)
    return (asker if getattr(request, "api_author", "") else Asker(asker.network, _digest("author", key))), key


def keep_author_key(response: HttpResponseBase, key: str) -> None:
    """Let the browser keep the key; no script can read it."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=_SECONDS_KEPT,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.CSRF_COOKIE_SECURE),
    )


def is_author(request: HttpRequest, author: str) -> bool:
    """Whether a request comes from the browser that asked."""
    return bool(author) and constant_time_compare(asker_of(request).author, author)


def _digest(purpose: str, text: str) -> str:
    return salted_hmac(f"{__name__}.{purpose}", text, algorithm="sha256").hexdigest()[:40]
