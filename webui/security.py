"""Response headers that keep a page to its own files: no inline script, no inline style, no frames, no crawlers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SecurityHeadersMiddleware:
    """Adds the content security policy of `SECURE_CSP` and its companions to every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": content_security_policy(settings.SECURE_CSP),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY or "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path != "/":
            response.headers.setdefault("X-Robots-Tag", "noindex")
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


def content_security_policy(directives: dict[str, list[str]]) -> str:
    """The header's value."""
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())
