"""A permalink as a file to take elsewhere, and such a file as a permalink here."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from webui import errors, ratelimit
from webui.ratelimit import Cost, limited
from webui.resolutions.asking.askers import keep_author_key, with_author_key
from webui.resolutions.views.requests import offer_delete_link, submission_of
from webui.resolutions.working import permalinks
from webui.resolutions.working.queue import QueueFull
from webui.resolutions.working.recording import (
    NotRecordable,
    UnreadableRecording,
    question_of,
    read_recording,
    recorded,
)


@require_safe
@never_cache
@limited(Cost.RENDERING)
def recording(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The question, the answers and the index data, for another installation."""
    submission = submission_of(submission_id)
    try:
        packed = recorded(submission)
    except NotRecordable as error:
        context = {"status": 409, "title": "This cannot be taken elsewhere", "words": str(error)}
        return render(request, "error.html", context, status=HTTPStatus.CONFLICT)
    headers = {"Content-Disposition": f'attachment; filename="whichwheel-{submission.pk}.json.gz"'}
    return HttpResponse(packed, content_type="application/gzip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def imported(request: HttpRequest) -> HttpResponse:
    """The form for such a file; sent, it becomes a permalink whose answers are looked for here."""
    if request.method != "POST":
        return render(request, "resolutions/import.html")
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        return errors.too_many_requests(request, wait)
    asker, key = with_author_key(request)
    try:
        read = read_recording(_sent(request))
        made = permalinks.submit_recording(read, question_of(read).asked, asker)
    except UnreadableRecording as error:
        context = {"mistake": str(error)}
        return render(request, "resolutions/import.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except QueueFull as full:
        return errors.unavailable(request, str(full), full.seconds)
    response = redirect(made.submission)
    offer_delete_link(response, made)
    keep_author_key(response, key)
    return response


def _sent(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableRecording("Choose a file.")
    data: bytes = file.read()
    if len(data) < (file.size or 0):
        raise UnreadableRecording(f"The file is larger than {settings.UPLOAD_LIMIT_BYTES // 1024**2} MB.")
    return data
