"""Sign-in by OpenID Connect: to the provider and back. Without one these addresses are nobody's."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from webui.ratelimit import Cost, limited
from webui.team.access import refuse_nulls, signed_in
from webui.team.openid.refusals import Refused, status_of, words_for

log = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponse]


def with_a_provider(view: View) -> View:
    """A view that is there where the operator names a provider; else 404, whatever is sent.

    Nothing is taken but GET, and what a browser brings back is bound to its session by the state.
    """

    @csrf_exempt
    @functools.wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if not settings.OPENID_ISSUER:
            raise Http404
        refuse_nulls(request)
        if signed_in(request) is not None:
            return redirect("teams")
        try:
            return view(request)
        except Refused as refused:
            said = str(refused).encode("utf-8", "backslashreplace").decode()  # a provider may say half a character
            log.warning("no sign-in by OpenID Connect: %s", said)
            return _refusal(request, refused)

    return answered


@with_a_provider
@never_cache
@limited(Cost.PARSING)
def begin(request: HttpRequest) -> HttpResponse:
    """To the provider."""
    from webui.team.openid.flow import Begin  # the library is imported where it is used

    response: HttpResponse = Begin.as_view()(request)
    return response


@with_a_provider
@never_cache
@limited(Cost.PARSING)
def callback(request: HttpRequest) -> HttpResponse:
    """Back from it: signed in, at the page that was wanted."""
    from webui.team.openid.flow import Callback

    response: HttpResponse = Callback.as_view()(request)
    return response


def _refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    context = {"words": words_for(refused.why, settings.OPENID_NAME), "why": refused.why}
    return render(request, "team/openid_refused.html", context, status=status_of(refused.why))
