"""One project of an answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from packaging.utils import canonicalize_name

from webui.resolutions.showing.drawer.page import ProjectPage
from webui.resolutions.showing.head import reason_search
from webui.resolutions.views.requests import page_of, target_of, wants_fragment


@require_safe
@never_cache
def project(request: HttpRequest, submission_id: str, project: str) -> HttpResponse:
    """A page of its own, or for htmx what the drawer shows."""
    name = canonicalize_name(project)
    if name != project:
        return redirect("project", submission_id, name)
    page = page_of(submission_id, target_of(request))
    shown = ProjectPage(page, name, page.asked.environment(page.label))
    if not shown.is_known:
        raise Http404
    template = "resolutions/drawer/_content.html" if wants_fragment(request) else "resolutions/project.html"
    context = {"page": page, "project": shown, "search": reason_search(page.submission, page.explanation)}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
