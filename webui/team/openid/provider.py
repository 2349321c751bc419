"""The provider that the operator names: where its doors are, and what they answer. All of it through the guard.

Nothing is kept between two sign-ins, so that a provider may change its keys at any time.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote_plus

from django.conf import settings

from resolver_core import Fetched, NotDelivered, fetch, without_credentials
from webui.team.openid.refusals import Refused, Why

DISCOVERY = "/.well-known/openid-configuration"
_ERROR_CODE = re.compile(r"[a-z_]{1,40}")
"""As RFC 6749, 5.2 has them; anything else is not repeated in a log."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What the discovery document says (OpenID Connect Discovery 1.0, 3)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str  #: "" where it has none
    is_secret_in_header: bool  #: client_secret_basic, which is the default, else client_secret_post


def discovered() -> Provider:
    """Ask the provider where its doors are. Raises `Refused`."""
    document = _object(_asked(settings.OPENID_ISSUER.rstrip("/") + DISCOVERY))
    if document.get("issuer") != settings.OPENID_ISSUER:
        raise Refused(Why.TROUBLE, "its discovery document names another issuer than WHICHWHEEL_OPENID_ISSUER")
    said = document.get("token_endpoint_auth_methods_supported")
    methods = said if isinstance(said, list) else ["client_secret_basic"]
    return Provider(
        _door(document, "authorization_endpoint"),
        _door(document, "token_endpoint"),
        _door(document, "jwks_uri"),
        _door(document, "userinfo_endpoint") if "userinfo_endpoint" in document else "",
        "client_secret_basic" in methods or "client_secret_post" not in methods,
    )


def tokens_for(provider: Provider, code: str, verifier: str, redirect_uri: str) -> dict[str, object]:
    """What the provider gives for a code. Raises `Refused`."""
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": redirect_uri}
    named = {"client_id": settings.OPENID_CLIENT_ID, "client_secret": settings.OPENID_CLIENT_SECRET}
    if not provider.is_secret_in_header:
        return _tokens(_asked(provider.token_endpoint, {**form, **named}))
    both = ":".join(quote_plus(text) for text in named.values())
    headers = {"Authorization": f"Basic {base64.b64encode(both.encode()).decode()}"}
    return _tokens(_asked(provider.token_endpoint, form, headers))


def keys_of(provider: Provider) -> list[dict[str, object]]:
    """The keys that it signs with now, as they are written (RFC 7517). Raises `Refused`."""
    keys = _object(_asked(provider.jwks_uri)).get("keys")
    return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []


def person_at(provider: Provider, access_token: str) -> dict[str, object]:
    """What it tells of the person beside the ID token; {} where it has no such door. Raises `Refused`."""
    if not provider.userinfo_endpoint:
        return {}
    return _object(_asked(provider.userinfo_endpoint, headers={"Authorization": f"Bearer {access_token}"}))


def _asked(url: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Fetched:
    try:
        return fetch(url, form=form, headers=headers, allow_networks=settings.OPENID_NETWORKS)
    except NotDelivered as error:
        raise Refused(Why.TROUBLE, f"{without_credentials(url)}: {error}") from error
    except ValueError as error:
        raise Refused(Why.TROUBLE, f"WHICHWHEEL_OPENID_NETWORKS: {error}") from error


def _tokens(answer: Fetched) -> dict[str, object]:
    if answer.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED):
        code = str(_read(answer).get("error", ""))
        detail = code if _ERROR_CODE.fullmatch(code) else f"status {answer.status}"
        raise Refused(Why.CODE if code == "invalid_grant" else Why.TROUBLE, f"the token endpoint says {detail}")
    return _object(answer)


def _object(answer: Fetched) -> dict[str, object]:
    if answer.status != HTTPStatus.OK:
        raise Refused(Why.TROUBLE, f"status {answer.status}")
    return _read(answer)


def _read(answer: Fetched) -> dict[str, object]:
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Refused(Why.TROUBLE, f"status {answer.status}, and no JSON object") from None
    return value


def _door(document: Mapping[str, object], name: str) -> str:
    url = document.get(name)
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise Refused(Why.TROUBLE, f"its discovery document has no {name}")
    if settings.OPENID_ISSUER.startswith("https:") and not url.startswith("https:"):
        raise Refused(Why.TROUBLE, f"its {name} is not reached by HTTPS")
    return url
