"""The body of a request to the API."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TypeVar

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

SIMPLE_TYPES = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""}
"""What any page can make a browser send elsewhere without asking first (a "simple request" of the Fetch standard)."""


class BadBody(Exception):
    """The body cannot be read; `str()` says why."""

    def __init__(self, words: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(words)
        self.status = status


def bytes_of(request: HttpRequest, wanted: str) -> bytes:
    """The body as it came; `wanted` says what to send in place of a simple type. Raises `BadBody`."""
    if request.content_type in SIMPLE_TYPES:
        raise BadBody(wanted, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        body: bytes = request.body
    except RequestDataTooBig as error:
        limit = f"The body is longer than {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024} kB."
        raise BadBody(limit, HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from error
    return body


def text_of(request: HttpRequest, wanted: str) -> str:
    """The body as text; `wanted` says what to send in place of a simple type. Raises `BadBody`."""
    try:
        return bytes_of(request, wanted).decode()
    except UnicodeDecodeError as error:
        raise BadBody("The body is no UTF-8 text.") from error


def object_in(text: str, named: str) -> dict[str, object]:
    """The JSON object that a body is; `named` says what belongs into it. Raises `BadBody`."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadBody(f"The body is no valid JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadBody(f"The body must be a JSON object with {named}.")
    return found


Shape = TypeVar("Shape")


def converted(
    request: HttpRequest,
    shape: type[Shape],
    named: str = "what is asked for",
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> Shape:
    """The JSON object of a request as a shape has it; `named` says what belongs into it.

    Raises `BadBody`, with the status for one of another shape.
    """
    found = object_in(text_of(request, "Send application/json."), named)
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as error:
        raise BadBody(f"The body is not as it should be: {error}", status) from error
