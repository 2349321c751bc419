"""What can be saved of an answer: the pasted texts, exports, the graph, the trace, and the picture of a shared link."""

from __future__ import annotations

import posixpath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from resolver_core import NotExportable
from webui.ratelimit import Cost, limited
from webui.resolutions.models import Question, QuestionKind, Submission
from webui.resolutions.showing import downloads
from webui.resolutions.showing.downloads import NothingToExport
from webui.resolutions.showing.page import resolution_page
from webui.resolutions.showing.parts.graph.view import graph_of
from webui.resolutions.showing.parts.trace import events_of, json_lines
from webui.resolutions.showing.preview import preview
from webui.resolutions.views.requests import page_of, submission_of, target_of


@require_safe
def pasted_text(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The pasted text as it was, as a file to save."""
    submission = get_object_or_404(Submission, pk=submission_id)
    return _text(submission.text, posixpath.basename(submission.input) or "pyproject.toml")


@require_safe
def pasted_file(request: HttpRequest, submission_id: str, path: str) -> HttpResponse:
    """One of the files of a question as it was sent, secrets aside."""
    submission = get_object_or_404(Submission, pk=submission_id)
    text = submission.asked.project_files.get(path)
    if text is None:
        raise Http404
    return _text(text, posixpath.basename(path))


@require_safe
def pasted_lock(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The pasted uv.lock as it was."""
    submission = get_object_or_404(Submission.objects.exclude(lock=""), pk=submission_id)
    return _text(submission.lock, "uv.lock")


@require_safe
def pasted_output(request: HttpRequest, submission_id: str, question_id: int) -> HttpResponse:
    """What somebody's own uv wrote, secrets aside."""
    rows = Question.objects.filter(submission=submission_id, kind=QuestionKind.OWN_UV)
    return _text(get_object_or_404(rows, pk=question_id).pasted, "uv-output.txt")


def _text(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(False, name) or ""}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@require_safe
@limited(Cost.RENDERING)
def export(request: HttpRequest, submission_id: str, label: str, name: str) -> HttpResponse:
    """An answer as a file to save."""
    submission = submission_of(submission_id)
    try:
        file = downloads.export(submission, label, name, request.build_absolute_uri(submission.get_absolute_url()))
    except NothingToExport:
        raise Http404 from None
    except NotExportable as error:
        context = {"status": 409, "title": "This cannot be exported", "words": error.reason}
        return render(request, "error.html", context, status=409)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.text, content_type=file.content_type, headers=headers)


@require_safe
@never_cache
@limited(Cost.RENDERING)
def graph_svg(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The graph as a picture to save."""
    page = page_of(submission_id, target_of(request))
    graph = graph_of(page, request.GET.dict())
    if graph is None:
        raise Http404
    context = {"page": page, "drawing": graph.drawing, "is_file": True}
    return render(request, "resolutions/_graph_svg.html", context, content_type="image/svg+xml")


@require_safe
@limited(Cost.RENDERING)
def trace_lines(request: HttpRequest, submission_id: str, label: str) -> HttpResponse:
    """All stored events of one solve, one JSON object per line."""
    submission = submission_of(submission_id)
    if label not in submission.asked.labels:
        raise Http404
    text = "".join(json_lines(events_of(submission.solve(label))))
    headers = {"Content-Disposition": f'attachment; filename="trace-{label}.jsonl"'}
    return HttpResponse(text, content_type="application/jsonl; charset=utf-8", headers=headers)


@require_safe
@limited(Cost.RENDERING)
def preview_image(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The picture of a shared link."""
    page = resolution_page(submission_of(submission_id), timezone.now())
    response = HttpResponse(preview(page), content_type="image/png")
    patch_cache_control(response, max_age=0 if page.is_running else 3600)
    return response
