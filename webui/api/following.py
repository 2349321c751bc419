"""Waiting for an answer: one request that ends when it is there, or a stream of events that can be taken up again.

The id of an event is that of the row it was stored in, so that any process can go on where another one stopped.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from http import HTTPStatus

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from webui.api.found import missing, submission_at
from webui.api.shapes import LONGEST_WAIT, ProgressDocument
from webui.api.v1 import state_of
from webui.resolutions.models import EventBatch
from webui.stored_json import in_order

LONGEST_STREAM = 600.0  # then the client comes back
LOOK_SECONDS = 0.5
END = "end"
BATCHES_AT_ONCE = 50


async def wait(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Answer when the resolution has ended, with its reasons; or how far it is after `seconds`."""
    found = await ended(submission_id, seconds_of(request))
    return missing() if found is None else JsonResponse(found, headers={"Cache-Control": "no-store"})


async def events(request: HttpRequest, submission_id: str) -> HttpResponseBase:
    """Server-sent events: `trace` with stored events, `state` where it has changed, `ended` at the end."""
    if await sync_to_async(progress_of)(submission_id) is None:
        return missing()
    last = request.headers.get("Last-Event-ID", "") or request.GET.get("last_event_id", "")
    if last == END:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)  # which tells a browser not to come back
    stream = _stream(submission_id, int(last) if last.isascii() and last.isdecimal() and len(last) < 18 else 0)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "Content-Encoding": "identity"}
    return StreamingHttpResponse(stream, content_type="text/event-stream", headers=headers)


async def ended(submission_id: str, seconds: float) -> ProgressDocument | None:
    """How far a submission is once it has come to rest, or after so many seconds; None where there is none."""
    rounds = int(seconds / LOOK_SECONDS)
    for _ in range(rounds):
        found = await sync_to_async(progress_of)(submission_id)
        if found is None or is_over(found):
            return found
        await asyncio.sleep(LOOK_SECONDS)
    return await sync_to_async(progress_of)(submission_id)


def seconds_of(request: HttpRequest) -> float:
    """How long a request wants to wait."""
    text = request.GET.get("seconds", "")
    seconds = float(text) if text.isascii() and text.isdecimal() and len(text) < 9 else LONGEST_WAIT
    return min(seconds, LONGEST_WAIT)


def is_over(progress: ProgressDocument) -> bool:
    """Whether nothing changes any more."""
    return progress["state"] != "running" and progress["explained"]


def progress_of(submission_id: str) -> ProgressDocument | None:
    """How far a submission is; None where there is none."""
    submission = submission_at(submission_id)
    if submission is None:
        return None
    search = submission.explaining
    return ProgressDocument(
        id=submission_id,
        state=state_of(submission),
        explained=search is None or search.has_ended,
        progress={row.label: in_order(row.progress) for row in submission.answers},
    )


async def _stream(submission_id: str, last: int) -> AsyncIterator[bytes]:
    before: ProgressDocument | None = None
    for _ in range(int(LONGEST_STREAM / LOOK_SECONDS)):
        # How it stands is read first: what ended then has written all its events.
        progress = await sync_to_async(progress_of)(submission_id)
        while batches := await sync_to_async(_batches)(submission_id, last):
            for number, document in batches:
                last = number
                yield _event("trace", document, str(number))
        if progress is None:
            return
        if progress != before:
            before = progress
            yield _event("state", progress)
        else:
            yield b": still here\n\n"
        if is_over(progress):
            yield _event("ended", progress, END)
            return
        await asyncio.sleep(LOOK_SECONDS)


def _batches(submission_id: str, last: int) -> list[tuple[int, dict[str, object]]]:
    rows = EventBatch.objects.filter(solve__submission=submission_id, pk__gt=last).order_by("pk")
    return [
        (row.pk, {"label": row.solve.label, "attempt": row.attempt, "first": row.first, "events": row.events})
        for row in rows.select_related("solve")[:BATCHES_AT_ONCE]
    ]


def _event(name: str, data: object, number: str = "") -> bytes:
    lines = [f"event: {name}", f"data: {json.dumps(data)}", *([f"id: {number}"] if number else [])]
    return ("\n".join(lines) + "\n\n").encode()
