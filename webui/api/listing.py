"""Lists of answers: the public ones, or with a token those that were asked for with it."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from webui.api.shapes import AnswerList, ListedAnswer
from webui.problems import problem
from webui.resolutions.showing.listed import Paste, is_moment, of_author_before, public_ones


def listed(request: HttpRequest) -> JsonResponse:
    """Some of a list; `next` leads on."""
    before = request.GET.get("before", "")
    if before and not is_moment(before):
        return problem(HTTPStatus.BAD_REQUEST, "`before`: take it from the `next` address of the page before.")
    author = getattr(request, "api_author", "")
    found = of_author_before(author, before) if author else public_ones(before)
    path = reverse("api-resolutions")
    following = request.build_absolute_uri(f"{path}?before={found.older.replace('+', '%2B')}") if found.older else None
    answers = [_entry(request, paste) for paste in found.pastes]
    return JsonResponse(AnswerList(resolutions=answers, next=following), headers={"Cache-Control": "no-store"})


def _entry(request: HttpRequest, paste: Paste) -> ListedAnswer:
    url = reverse("api-resolution", args=[paste.id])
    return ListedAnswer(
        id=paste.id,
        url=request.build_absolute_uri(url),
        page=request.build_absolute_uri(paste.address),
        name=paste.name,
        created_at=paste.created_at.isoformat(),
    )
