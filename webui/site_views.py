"""What machines ask of the site: whether it is up, and what they may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_ROBOTS = """\
User-agent: *
Allow: /$
Allow: /how-uv-decides
Allow: /causes
Disallow: /
"""


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 as long as the web process answers. It asks nothing else: no database, no queue."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The front page may be found; what people pasted may not (their answers also say `noindex`)."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")
