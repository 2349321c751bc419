"""The pages for requests that cannot be answered. The API gets the same words as JSON."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.shortcuts import render

from resolver_core import redact
from webui.problems import problem
from webui.resolutions.asking.sent_files import sent_rows


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _answer(request, 400, "This request cannot be understood", "Something in the request is malformed.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _answer(request, 403, "Not allowed", "This request was refused.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _answer(request, 404, "Nothing here", "No page has this address. A permalink must be complete to work.")


def not_for_this_reader(request: HttpRequest) -> HttpResponse:
    """404 for an answer that was read with the operator's credentials."""
    words = (
        "This answer was read from an index with credentials of this installation. It is shown only in the browser "
        "that asked for it; whoever runs the installation can allow more."
    )
    return _answer(request, 404, "This answer is not shown here", words)


def gone(request: HttpRequest) -> HttpResponse:
    """410 for what an expired answer had."""
    words = "This answer has expired. Its verdict still stands at its permalink; everything else of it was removed."
    return _answer(request, 410, "This is gone", words)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _answer(request, 500, "Something broke on our side", "It is in the log. What you pasted before is kept.")


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
    request: HttpRequest, status: int, title: str, words: str, kept: str = "", retry_after: int | None = None
) -> HttpResponse:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if request.path.startswith("/api/"):
        return problem(status, words, headers)
    context = {"status": status, "title": title, "words": words, "kept": kept}
    context["kept_fields"] = _kept_fields(request) if kept else []
    response = render(request, "error.html", context, status=status)
    for name, value in headers.items():
        response[name] = value
    return response
