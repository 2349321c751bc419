"""The views of the pages that explain."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from webui.resolutions.asking.examples import EXAMPLES
from webui.teaching.cause_pages import cause_page, cause_pages


@require_safe
def how_uv_decides(request: HttpRequest) -> HttpResponse:
    """Why there are two answers."""
    examples = {one.slug.replace("-", "_"): one.permalink_id for one in EXAMPLES}
    return render(request, "teaching/how_uv_decides.html", {"examples": examples})


@require_safe
def causes(request: HttpRequest) -> HttpResponse:
    """Every cause by name."""
    return render(request, "teaching/causes.html", {"causes": list(cause_pages())})


@require_safe
def cause(request: HttpRequest, name: str) -> HttpResponse:
    """One cause."""
    page = cause_page(name)
    if page is None:
        raise Http404
    return render(request, page.template, {"cause": page})
