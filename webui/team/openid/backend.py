"""From the code that a browser brings back to somebody's account, as Django's authentication asks for it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.urls import reverse

from webui.team.models import User
from webui.team.openid import provider
from webui.team.openid.accounts import Person, join_by_address, joined_account, keep, person_of
from webui.team.openid.id_tokens import claims_of
from webui.team.openid.refusals import Refused, Why

JOINED = (
    "Your account is joined with {name} now. The password it had works no more; a forgotten one is set anew by e-mail."
)


class OpenIDBackend(BaseBackend):
    """Answers to a nonce and a verifier alone, which the library takes from the session: never to a password form."""

    def authenticate(
        self, request: HttpRequest | None, nonce: str = "", code_verifier: str = "", **others: object
    ) -> User | None:
        """Whose account it is. Raises `Refused`; who has none is kept for an invitation."""
        if request is None or not nonce or not code_verifier:
            return None
        person = _person(request, nonce, code_verifier)
        user = joined_account(person)
        if user is not None:
            return user
        try:
            user = join_by_address(person)
        except Refused as refused:
            if refused.why is Why.NO_ACCOUNT:
                keep(request, person)
            raise
        messages.info(request, JOINED.format(name=settings.OPENID_NAME))
        return user


def _person(request: HttpRequest, nonce: str, verifier: str) -> Person:
    at = provider.discovered()
    back = request.build_absolute_uri(reverse("openid-callback"))
    tokens = provider.tokens_for(at, request.GET["code"], verifier, back)
    claims = claims_of(
        tokens.get("id_token"),
        provider.keys_of(at),
        issuer=settings.OPENID_ISSUER,
        client_id=settings.OPENID_CLIENT_ID,
        nonce=nonce,
    )
    return person_of(claims, provider.person_at(at, str(tokens.get("access_token", ""))))
