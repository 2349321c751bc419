"""The pages for requests that cannot be answered. The API gets the same words as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from resolver_core import redact
from webui.problems import problem
from webui.resolutions.asking.sent_files import sent_rows


class Step(NamedTuple):
    """What can be done next: the name of a page ("": the same address again), and its words."""

    name: str
    words: str


PASTE = Step("paste", "Paste a pyproject.toml")
MINE = Step("mine", "See what this browser asked for before")
AGAIN = Step("", "Try this address again")


class RefusedMethodMiddleware:
    """A page in the place of the empty answer to a request that an address does not take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.path.startswith("/api/"):
            return response
        page = method_not_allowed(request)
        for name in ("Allow", "Cache-Control"):  # what is private stays so
            if name in response:
                page[name] = response[name]
        return page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 for a form that is larger than what is read of one."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    words = "Something in this address or in the form that was sent is not as this site writes it."
    return _answer(request, 400, "This request cannot be understood", words)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    words = "Only the browser that asked for an answer may change or delete it."
    return _answer(request, 403, "Not allowed", words, steps=(MINE, PASTE))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    words = "No page has this address. A permalink must be complete to work, and its answer may have been deleted."
    return _answer(request, 404, "Nothing here", words, steps=(MINE, PASTE))


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: an address that is sent a form, opened; or a page that is sent something."""
    words = "This address takes something that a page of this site sends. It is not a page that can be opened."
    return _answer(request, 405, "Not a page", words, steps=(PASTE, MINE))


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    words = f"At most {most:,} kB are read at once. Send the pyproject.toml and the uv.lock, and nothing else."
    return _answer(request, 413, "That is more than can be read", words)


def not_for_this_reader(request: HttpRequest) -> HttpResponse:
    """404 for an answer that was read with the operator's credentials."""
    words = (
        "This answer was read from an index with credentials of this installation. It is shown only in the browser "
        "that asked for it; whoever runs the installation can allow more."
    )
    return _answer(request, 404, "This answer is not shown here", words, steps=(MINE, PASTE))


def gone(request: HttpRequest) -> HttpResponse:
    """410 for what an expired answer had."""
    words = "This answer has expired. Its verdict still stands at its permalink; everything else of it was removed."
    return _answer(request, 410, "This is gone", words, steps=(PASTE, MINE))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _answer(
        request, 500, "Something broke on our side", "It is in our log, and every answer is kept.", steps=(AGAIN, MINE)
    )


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """429: the address asks too often. The pasted text is shown again."""
    words = f"Too many requests from your address. Try again in {seconds} seconds."
    return _answer(request, 429, "One moment", words, kept=kept_text(request), retry_after=seconds)


def unavailable(request: HttpRequest, words: str, seconds: int) -> HttpResponse:
    """503: it cannot be done now, and may be soon. The pasted text is shown again."""
    return _answer(request, 503, "Not now", words, kept=kept_text(request), retry_after=seconds)


def kept_text(request: HttpRequest) -> str:
    """The text that a form brought, so that nobody loses a paste; "" where it brought none, or too much."""
    return redact(str(_form(request).get("text", ""))).text


def _kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """The names and values of the other files that a form brought, in order."""
    form = _form(request)
    files = [pair for path, text in sent_rows(form) for pair in (("file_path", path), ("file_text", text))]
    single = [(name, str(form[name])) for name in ("input", "asked") if files and name in form]
    return [(name, redact(value).text) for name, value in (*single, *files)]


def _form(request: HttpRequest) -> QueryDict:
    try:
        return request.POST if request.method == "POST" else QueryDict()
    except (RequestDataTooBig, UnreadablePostError):
        return QueryDict()


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token, typically because cookies are off. The pasted text is shown again."""
    words = "The form's security token is missing or old. Allow cookies for this site, then send it again."
    return _answer(request, 403, "The form could not be checked", words, kept=kept_text(request))


def _answer(
    request: HttpRequest,
    status: int,
    title: str,
    words: str,
    kept: str = "",
    retry_after: int | None = None,
    steps: tuple[Step, ...] = (),
) -> HttpResponse:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if request.path.startswith("/api/"):
        return problem(status, words, headers)
    steps = steps or ((AGAIN, MINE) if retry_after is not None else (PASTE,))
    context = {"status": status, "title": title, "words": words, "kept": kept, "steps": _links(request, steps)}
    context["kept_fields"] = _kept_fields(request) if kept else []
    response = render(request, "error.html", context, status=status)
    for name, value in headers.items():
        response[name] = value
    return response


def _links(request: HttpRequest, steps: tuple[Step, ...]) -> list[tuple[str, str]]:
    """The address and the words of each step. What was sent cannot be sent again by a link."""
    again = [] if request.method == "POST" else [(request.get_full_path(), AGAIN.words)]
    return [one for step in steps for one in ([(reverse(step.name), step.words)] if step.name else again)]
