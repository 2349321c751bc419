"""A permalink as a file to take elsewhere, and such a file as a permalink here."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from webui.api.bodies import BadBody, bytes_of
from webui.api.found import missing, submission_at, too_often
from webui.api.v1 import accepted
from webui.problems import problem
from webui.resolutions.asking.askers import keep_author_key, with_author_key
from webui.resolutions.asking.secrets_removed import in_words
from webui.resolutions.working import permalinks
from webui.resolutions.working.queue import QueueFull
from webui.resolutions.working.recording import (
    NotRecordable,
    UnreadableRecording,
    question_of,
    read_recording,
    recorded,
)

GZIP = "application/gzip"


def read(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The question, the answers and the index data, compressed."""
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    try:
        return HttpResponse(recorded(submission), content_type=GZIP)
    except NotRecordable as error:
        return problem(HTTPStatus.CONFLICT, str(error))


def create(request: HttpRequest) -> JsonResponse:
    """Ask what a file asks, and answer it from the index data in it."""
    if (refusal := too_often(request)) is not None:
        return refusal
    asker, key = with_author_key(request)
    try:
        recording = read_recording(bytes_of(request, f"Send the file as {GZIP}, or unpacked as application/json."))
        form = question_of(recording)
        made = permalinks.submit_recording(recording, form.asked, asker)
    except BadBody as error:
        return problem(error.status, str(error))
    except UnreadableRecording as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    except QueueFull as full:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(full), {"Retry-After": str(full.seconds)})
    response = accepted(request, made, removed=in_words(form.removed))
    keep_author_key(response, key)
    return response
