"""The pages for requests that cannot be answered. The API gets the same words as JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _answer(request, 400, "This request cannot be understood", "Something in the request is malformed.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _answer(request, 403, "Not allowed", "This request was refused.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _answer(request, 404, "Nothing here", "No page has this address. A permalink must be complete to work.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _answer(request, 500, "Something broke on our side", "It is in the log. What you pasted before is kept.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token, typically because cookies are off. The pasted text is shown again."""
    words = "The form's security token is missing or old. Allow cookies for this site, then send it again."
    return _answer(request, 403, "The form could not be checked", words, kept=request.POST.get("text", ""))


def _answer(request: HttpRequest, status: int, title: str, words: str, kept: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"error": words}, status=status)
    context = {"status": status, "title": title, "words": words, "kept": kept}
    return render(request, "error.html", context, status=status)
