"""The two steps of a sign-in, by the library, which makes state, nonce and PKCE and keeps them in the session."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from webui.team.openid.accounts import forget
from webui.team.openid.provider import discovered
from webui.team.openid.refusals import Refused, Why

SIGNED_IN_BY = "django.contrib.auth.backends.ModelBackend"
"""A session outlives the setting, and ends with the account."""
NEXT = "oidc_login_next"


def setting(name: str, *default: object) -> object:
    """What the library wants to know of us, by its own names. Raises `Refused` where the provider is asked in vain."""
    if name == "OIDC_OP_AUTHORIZATION_ENDPOINT":
        return discovered().authorization_endpoint
    own = {
        "OIDC_RP_CLIENT_ID": settings.OPENID_CLIENT_ID,
        "OIDC_RP_SCOPES": "openid email profile",
        "OIDC_USE_PKCE": True,
        "OIDC_AUTHENTICATION_CALLBACK_URL": "openid-callback",
    }
    return own[name] if name in own else default[0]


class Begin(OIDCAuthenticationRequestView):
    """To the provider."""

    get_settings = staticmethod(setting)


class Callback(OIDCAuthenticationCallbackView):
    """Back from it."""

    get_settings = staticmethod(setting)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sign in, or back to the invitation of whoever has no account. Raises `Refused`."""
        try:
            response: HttpResponse = super().get(request)
            return response
        except SuspiciousOperation:
            raise Refused(Why.STATE) from None
        except Refused as refused:
            invitation = request.session.pop(NEXT, None)
            if refused.why is Why.NO_ACCOUNT and _is_invitation(invitation):
                return HttpResponseRedirect(invitation)
            forget(request)
            raise

    def login_success(self) -> HttpResponse:
        """The library's own remembers when the token ends, which concerns nothing here."""
        login(self.request, self.user, SIGNED_IN_BY)
        self.request.session.pop("oidc_states", None)  # of sign-ins that were begun and left
        wanted = self.request.session.pop(NEXT, None)
        return HttpResponseRedirect(wanted or reverse(settings.LOGIN_REDIRECT_URL))

    def login_failure(self) -> HttpResponse:
        """Nobody came back with a code that this browser had asked for."""
        raise Refused(Why.SAID_NO if self.request.GET.get("error") else Why.STATE)


def _is_invitation(address: str | None) -> bool:
    try:
        return resolve(address or "").url_name == "join"
    except Resolver404:
        return False
