"""Tokens: who has one is the same asker wherever they are. Kept as a digest, shown once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import salted_hmac

from webui import ratelimit
from webui.api.bodies import BadBody, converted
from webui.api.models import Token
from webui.api.scopes import READ, WRITE
from webui.api.shapes import TokenDocument, TokenRequest
from webui.problems import problem, too_many

PREFIX = "ww_"
SCOPES = (READ, WRITE)


def of_key(key: str) -> Token | None:
    """The token of a key, if there is one."""
    return Token.objects.filter(digest=_digest(key)).first() if key.startswith(PREFIX) else None


def create(request: HttpRequest) -> JsonResponse:
    """A new token. Its key is in this answer and nowhere else."""
    if (wait := ratelimit.seconds_to_wait(request)) > 0:
        return too_many(wait)
    try:
        wanted = converted(request, TokenRequest)
    except BadBody as error:
        return problem(error.status, str(error))
    scopes = [name for name in SCOPES if name in wanted.get("scopes", SCOPES)]
    if not scopes:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "A token needs a scope.")
    token, key = new(wanted.get("name", ""), scopes)
    return JsonResponse({**_document(token), "token": key}, status=HTTPStatus.CREATED)


def new(name: str, scopes: Iterable[str]) -> tuple[Token, str]:
    """A token that is stored, and its key, which is not."""
    key = PREFIX + secrets.token_urlsafe(32)
    author = salted_hmac(f"{__name__}.author", key, algorithm="sha256").hexdigest()[:40]
    return Token.objects.create(digest=_digest(key), name=name, scopes=" ".join(scopes), author=author), key


def read(request: HttpRequest) -> JsonResponse:
    """The token that a request is sent with."""
    token = _sent(request)
    return JsonResponse(_document(token)) if token else _nothing_sent()


def revoke(request: HttpRequest) -> HttpResponse:
    """End the token that a request is sent with."""
    token = _sent(request)
    if token is None:
        return _nothing_sent()
    token.delete()
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _sent(request: HttpRequest) -> Token | None:
    return Token.objects.filter(digest=getattr(request, "api_token_digest", "")).first()


def _nothing_sent() -> JsonResponse:
    words = "Send the token as `Authorization: Bearer …`."
    return problem(HTTPStatus.UNAUTHORIZED, words, {"WWW-Authenticate": "Bearer"})


def _document(token: Token) -> TokenDocument:
    return {"name": token.name, "scopes": token.scopes.split(), "created_at": token.created_at.isoformat()}


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
