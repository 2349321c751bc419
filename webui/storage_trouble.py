"""What cannot be stored now is not lost: 503 with Retry-After, and the pasted text back in its form."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable

from django.db import DatabaseError, DataError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from webui import errors

log = logging.getLogger(__name__)

RETRY_SECONDS = 5
_NO_CHARACTERS = ("NUL (0x00)", "low surrogate", "high surrogate", "\\u0000")  # as PostgreSQL and Django say it
_OF_STORAGE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}


class StorageTroubleMiddleware:
    """Answers where the database is locked or gone, or the disk is full. Any other error stays what it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to an exception of a view; None for one that is not about storage."""
        if is_about_characters(exception):
            return errors.bad_request(request)
        return cannot_be_answered(request, exception) if is_about_storage(exception) else None


def cannot_be_answered(request: HttpRequest, error: BaseException) -> HttpResponse:
    """503 for an error of storage, which is logged."""
    log.error("%s cannot be answered now: %s", request.path, error)
    return errors.unavailable(request, f"Nothing can be stored at the moment. {_kept(request)}", RETRY_SECONDS)


def is_about_storage(error: BaseException) -> bool:
    """Whether an error says that data cannot be kept or read now, rather than that something is wrong with it."""
    if isinstance(error, OSError):
        return error.errno in _OF_STORAGE
    return isinstance(error, DatabaseError | InterfaceError) and type(error).__name__ in (
        "OperationalError",
        "InterfaceError",
        "DatabaseError",
    )


def is_about_characters(error: BaseException) -> bool:
    """Whether something was to be stored, or looked for, that no text has: half of a surrogate pair, or, on PostgreSQL,
    a NUL.
    """
    if isinstance(error, UnicodeEncodeError):
        return "surrogates not allowed" in error.reason
    return isinstance(error, DataError | ValueError) and any(word in str(error) for word in _NO_CHARACTERS)


def _kept(request: HttpRequest) -> str:
    return "Your text is below: send it again in a moment." if request.method == "POST" else "Try again in a moment."
