"""The one door before everything that shows an answer: who may not see it gets a page that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

from webui import errors, storage_trouble
from webui.resolutions.asking.askers import is_author
from webui.resolutions.asking.readers import EVERYONE

PERMALINKS = ("submission_id", "before", "after")
"""The names that addresses give to the id of a submission (resolutions/urls.py, api/urls.py)."""


class ReadersMiddleware:
    """Looks at every address with the id of a submission in it, whatever view it leads to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "is_private", False):
            patch_cache_control(response, private=True, no_cache=True, max_age=0)
            patch_vary_headers(response, ["Cookie"])
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
    if not ids or settings.PRIVATE_ANSWERS == EVERYONE:
        return None
    from webui.resolutions.models import Submission  # the registry of models is filled after the middleware

    private = Submission.objects.filter(pk__in=ids, used_operator_credentials=True)
    authors = private.values_list("author", flat=True)
    if not authors:
        return None
    request.is_private = True  # type: ignore[attr-defined]
    return None if all(is_author(request, author) for author in authors) else errors.not_for_this_reader(request)
