"""The one door before everything that shows an answer: who may not see it, or comes too late, is told so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from webui import errors, storage_trouble
from webui.resolutions.asking.askers import is_author
from webui.resolutions.asking.keeping import PUBLIC
from webui.resolutions.asking.readers import EVERYONE

PERMALINKS = ("submission_id", "before", "after")
"""The names that addresses give to the id of a submission (resolutions/urls.py, api/urls.py)."""

OPEN_WHEN_EXPIRED = ("resolution", "delete")
"""The names of the addresses that an expired answer still has."""


class ReadersMiddleware:
    """Looks at every address with the id of a submission in it, whatever view it leads to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "is_private", False):
            patch_cache_control(response, private=True, no_cache=True, max_age=0)
            patch_vary_headers(response, ["Cookie"])
        elif getattr(request, "is_listed", False):
            response.headers.setdefault("X-Robots-Tag", "all")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: object, named: Mapping[str, object]
    ) -> HttpResponse | None:
        """The answer to somebody who may not see it; None for everybody else.

        Django hands what is raised here to no `process_exception`: trouble with the database is answered on the spot.
        """
        try:
            return _refusal(request, named)
        except Exception as error:
            if not storage_trouble.is_about_storage(error):
                raise
            return storage_trouble.cannot_be_answered(request, error)


def _refusal(request: HttpRequest, named: Mapping[str, object]) -> HttpResponse | None:
    ids = [str(named[name]) for name in PERMALINKS if name in named]
    if not ids:
        return None
    from webui.resolutions.models import Submission  # the registry of models is filled after the middleware
    from webui.team.own_answers import is_of_own_team

    columns = ("used_operator_credentials", "author", "expires_at", "visibility")
    rows = list(Submission.objects.filter(pk__in=ids).values_list(*columns))
    private = [row[1] for row in rows if row[0]] if settings.PRIVATE_ANSWERS != EVERYONE else []
    if private:
        request.is_private = True  # type: ignore[attr-defined]
        if not all(is_author(request, author) or is_of_own_team(request, author) for author in private):
            return errors.not_for_this_reader(request)
    is_over = any(row[2] is not None and row[2] <= timezone.now() for row in rows)
    request.is_expired = is_over  # type: ignore[attr-defined]
    match = request.resolver_match
    if is_over and (match is None or match.url_name not in OPEN_WHEN_EXPIRED):
        return errors.gone(request)
    request.is_listed = bool(rows) and all(row[3] == PUBLIC for row in rows)  # type: ignore[attr-defined]
    return None
