"""What a log record belongs to: a request, a submission, a piece of work. The same id goes from a paste to its workers.

web        X-Request-ID, or a new one ── request ──> records
                                    └── message ──> worker: request, submission, solve or question ──> records
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = logging.getLogger("webui.requests")

HEADER = "X-Request-ID"
MESSAGE_HEADER = "whichwheel_request"
NAMES = ("request", "submission", "solve", "question")
QUIET = ("health", "ready", "metrics")
"""Addresses that machines ask all the time, by name."""
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_NOTHING: Mapping[str, object] = MappingProxyType({})
_known: ContextVar[Mapping[str, object]] = ContextVar("log_context", default=_NOTHING)


@contextmanager
def belonging_to(**names: object) -> Iterator[None]:
    """Records of the body belong to these, and to what they belonged to already."""
    token = _known.set({**_known.get(), **names})
    try:
        yield
    finally:
        _known.reset(token)


def known(name: str) -> object:
    """What records belong to now; "" for nothing."""
    return _known.get().get(name, "")


class Belonging(logging.Filter):
    """Puts the names onto every record, "" where there is none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes."""
        for name in NAMES:
            setattr(record, name, known(name))
        return True


class RequestIdMiddleware:
    """Gives every request an id, which its answer has as well, and writes a record of each that was answered.

    The record names the kind of address, never the address itself: whoever has a permalink can read it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get(HEADER, "")
        request_id = sent if _ACCEPTED.fullmatch(sent) else secrets.token_hex(8)
        began = time.monotonic()
        with belonging_to(request=request_id):
            response = self.get_response(request)
            _record(request, response, time.monotonic() - began)
        response.headers[HEADER] = request_id
        return response


def _record(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    match = request.resolver_match
    if match is None or match.url_name in QUIET:
        return
    level = logging.WARNING if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO
    with belonging_to(submission=str(match.kwargs.get("submission_id", ""))):
        answered = (request.method, match.url_name, response.status_code, round(1000 * seconds))
        log.log(level, "%s %s: %s in %s ms", *answered)


def put_into_message(headers: dict[str, Any] | None = None, **_: Any) -> None:
    """A message takes the id of the request along (Celery's `before_task_publish`)."""
    if headers is not None and (request_id := known("request")):
        headers[MESSAGE_HEADER] = request_id


def take_from_message(task: Any = None, **_: Any) -> None:
    """What a task logs belongs to the request that it was sent for (Celery's `task_prerun`)."""
    _known.set({"request": getattr(task.request, MESSAGE_HEADER, None) or ""})


def forget(**_: Any) -> None:
    """The next task belongs to nothing yet (Celery's `task_postrun`)."""
    _known.set({})
