"""The permalink: an answer while it is made, and once it is there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from webui.ratelimit import Cost, limited
from webui.resolutions.asking.askers import is_author
from webui.resolutions.asking.secrets_removed import of_query
from webui.resolutions.showing import stored_pages
from webui.resolutions.showing.context import page_context
from webui.resolutions.showing.head import index_age, reason_search
from webui.resolutions.showing.listed import name_of
from webui.resolutions.showing.page import ResolutionPage, resolution_page
from webui.resolutions.showing.pairs import Pair
from webui.resolutions.showing.row_filter import RowFilter
from webui.resolutions.views.keeping import expired_page
from webui.resolutions.views.requests import (
    DELETE_COOKIE,
    STOP_POLLING,
    has_delete_key,
    page_of,
    shown_delete_key,
    submission_of,
    target_element,
    target_of,
    wants_fragment,
)
from webui.resolutions.working.queue import waiting_before

ROWS = "row-tables"
"""The element that the filter has exchanged."""


@require_safe
def resolution(request: HttpRequest, submission_id: str) -> HttpResponseBase:
    """The permalink. htmx asks the same address and gets the part that changes."""
    if getattr(request, "is_expired", False):  # the one door before has seen it
        return expired_page(request, submission_of(submission_id))
    response = _stored_page(request, submission_id) or _page_anew(request, submission_id)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


@require_safe
@never_cache
def explaining(request: HttpRequest, submission_id: str) -> HttpResponse:
    """How far the search for the reasons is: for the page that waits for them."""
    page = page_of(submission_id, target_of(request))
    search = reason_search(page.submission, page.explanation)
    return render(request, "resolutions/_explaining.html", {"page": page, "search": search, "is_update": True})


@require_safe
@never_cache
@limited(Cost.RENDERING)
def pair(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """What changed from one permalink to another."""
    pair = Pair(submission_of(before), submission_of(after))
    titles = (resolution_page(one, timezone.now()).title for one in (pair.before, pair.after))
    names = ("before_title", "after_title")
    return render(request, "resolutions/pair.html", {"pair": pair, **dict(zip(names, titles, strict=True))})


def _stored_page(request: HttpRequest, submission_id: str) -> HttpResponseBase | None:
    """The finished page as it is asked for most often: whole, and with nothing chosen."""
    if request.GET or wants_fragment(request) or has_delete_key(request, submission_id):
        return None
    kept = stored_pages.of(submission_id) or stored_pages.keep(submission_id)
    if kept is None:
        return None
    etag = kept.etag(request)
    response = get_conditional_response(request, etag=etag) or HttpResponse(kept.filled(request))
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


@limited(Cost.RENDERING)
def _page_anew(request: HttpRequest, submission_id: str) -> HttpResponse:
    page = _asked_page(request, submission_id)
    context = page_context(page, request.GET.dict(), stored_pages.origin(request), index_age(page))
    context["may_cancel"] = is_author(request, page.submission.author)
    context["removed"] = of_query(request.GET.getlist("removed"))
    if target_element(request) == ROWS:
        response = render(request, "resolutions/_differences.html", context)
        response["HX-Replace-Url"] = page.addresses.with_query("differences", **page.filter.to_query())
    elif wants_fragment(request):
        status = 200 if page.is_running else STOP_POLLING
        response = render(request, "resolutions/_resolution.html", context, status=status)
    else:
        context["paste_name"] = name_of(page.submission)
        context["delete_key"] = shown_delete_key(request, page.submission)
        response = render(request, "resolutions/resolution.html", context)
        response.delete_cookie(DELETE_COOKIE, path=page.addresses.base, samesite="Lax")
    add_never_cache_headers(response)
    return response


def _asked_page(request: HttpRequest, submission_id: str) -> ResolutionPage:
    submission = submission_of(submission_id)
    return resolution_page(
        submission,
        timezone.now(),
        waiting_before=waiting_before(submission),
        number=target_of(request),
        row_filter=RowFilter.from_query(request.GET),
        view=request.GET.get("view", ""),
    )
