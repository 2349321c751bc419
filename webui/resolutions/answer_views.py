"""The pages below a permalink: a project, the graph and the trace as files, exports, and the preview image."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from packaging.utils import canonicalize_name

from resolver_core import NotExportable
from webui.resolutions.showing import downloads
from webui.resolutions.showing.downloads import NothingToExport
from webui.resolutions.showing.graph.view import graph_view
from webui.resolutions.showing.pairs import Pair
from webui.resolutions.showing.presenters import ResolutionPage, resolution_page
from webui.resolutions.showing.preview import preview
from webui.resolutions.showing.projects import ProjectPage
from webui.resolutions.showing.timeline import events_of, json_lines
from webui.resolutions.views import submission_of, target_of, wants_fragment


@require_safe
@never_cache
def project(request: HttpRequest, submission_id: str, project: str) -> HttpResponse:
    """One project: a page of its own, or for htmx what the drawer shows."""
    name = canonicalize_name(project)
    if name != project:
        return redirect("project", submission_id, name)
    page = _page(request, submission_id)
    shown = ProjectPage(page, name, page.asked.environment(page.label))
    if not shown.is_known:
        raise Http404
    template = "resolutions/_project.html" if wants_fragment(request) else "resolutions/project.html"
    response = render(request, template, {"page": page, "project": shown})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@never_cache
def explaining(request: HttpRequest, submission_id: str) -> HttpResponse:
    """How far the search for the reasons is: for the page that waits for them."""
    page = _page(request, submission_id)
    return render(request, "resolutions/_explaining.html", {"page": page, "is_update": True})


@require_safe
def export(request: HttpRequest, submission_id: str, label: str, name: str) -> HttpResponse:
    """An answer as a file to save."""
    submission = submission_of(submission_id)
    try:
        file = downloads.export(submission, label, name, request.build_absolute_uri(submission.get_absolute_url()))
    except NothingToExport:
        raise Http404 from None
    except NotExportable as error:
        return render(
            request,
            "error.html",
            {"status": 409, "title": "This cannot be exported", "words": error.reason},
            status=409,
        )
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.text, content_type=file.content_type, headers=headers)


@require_safe
@never_cache
def graph_svg(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The graph as a picture to save."""
    page = _page(request, submission_id)
    graph = graph_view(page.graph, request.GET.dict(), page.project_name, page.surprising)
    if graph is None:
        raise Http404
    context = {"page": page, "drawing": graph.drawing, "is_file": True}
    return render(request, "resolutions/_graph_svg.html", context, content_type="image/svg+xml")


@require_safe
def trace_lines(request: HttpRequest, submission_id: str, label: str) -> HttpResponse:
    """All stored events of one solve, one JSON object per line."""
    submission = submission_of(submission_id)
    if label not in submission.asked.labels:
        raise Http404
    text = "".join(json_lines(events_of(submission.solve(label))))
    headers = {"Content-Disposition": f'attachment; filename="trace-{label}.jsonl"'}
    return HttpResponse(text, content_type="application/jsonl; charset=utf-8", headers=headers)


@require_safe
def preview_image(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The picture of a shared link."""
    page = resolution_page(submission_of(submission_id), timezone.now())
    response = HttpResponse(preview(page), content_type="image/png")
    patch_cache_control(response, max_age=0 if page.is_running else 3600)
    return response


@require_safe
@never_cache
def pair(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """What changed from one permalink to another."""
    found = Pair(submission_of(before), submission_of(after))
    titles = (resolution_page(one, timezone.now()).title for one in (found.before, found.after))
    return render(
        request,
        "resolutions/pair.html",
        {"pair": found, **dict(zip(("before_title", "after_title"), titles, strict=True))},
    )


def _page(request: HttpRequest, submission_id: str) -> ResolutionPage:
    return resolution_page(submission_of(submission_id), timezone.now(), number=target_of(request), view="differences")
