"""The OpenAPI document: the operations of operations.py, every schema made from the types of the documents."""

from __future__ import annotations

from functools import cache
from typing import get_args

from msgspec.json import schema_components

from resolver_core import UV_VERSION, EventDocument, GraphDocument
from webui.api.operation import CONTENT_TYPE, REFERENCE, Answer, JsonObject, Operation, reference
from webui.api.operations import OPERATIONS
from webui.api.schemas import Error
from webui.api.shapes import ProgressDocument

FURTHER = (GraphDocument, ProgressDocument)
"""Documents of the pages, of the command line and of streams."""
COMMON = {
    400: "The request cannot be understood.",
    401: "The token is not known.",
    403: "The token, or whoever sends this, may not do it.",
    429: "Too many from this address or with this token; see Retry-After.",
    503: "It cannot be done now; see Retry-After.",
}
OF_ONE = {
    404: "There is no such thing, or it is not shown to you.",
    410: "It has expired: its permalink has the verdict.",
}
RATE_HEADERS: JsonObject = {
    "RateLimit": {"description": "What is left of the limit", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "The limit", "schema": {"type": "string"}},
}


@cache
def openapi() -> JsonObject:
    """The OpenAPI 3.1 document."""
    paths: dict[str, dict[str, JsonObject]] = {}
    for operation in OPERATIONS:
        paths.setdefault(f"/api/v1/{operation.path}", {})[operation.method] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Whichwheel",
            "version": "1",
            "summary": f"Both of uv {UV_VERSION}\u2019s resolutions of one pyproject.toml, and where they differ.",
            "description": "Everything can be done without a token, within limits by address. A token "
            "(`Authorization: Bearer`) has limits of its own, and may cancel and delete what was asked for with it. "
            "Whatever is no answer is a problem of RFC 9457.",
        },
        "servers": [{"url": "/", "description": "This installation"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(operation: Operation) -> JsonObject:
    found: JsonObject = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        "responses": {str(status): _response(answer) for status, answer in sorted(_responses(operation).items())},
    }
    if operation.description:
        found["description"] = operation.description
    if operation.parameters:
        found["parameters"] = list(operation.parameters)
    if operation.body:
        found["requestBody"] = {"required": True, "content": dict(operation.body)}
    return found


def _responses(operation: Operation) -> dict[int, Answer]:
    """Those of the operation itself, and those that every one may give."""
    common = COMMON | (OF_ONE if "{" in operation.path else {})
    if operation.body:
        common |= {413: "The body is too long.", 415: "The body is of another type.", 422: "It has mistakes."}
    problems = {status: Answer(words, Error, content_type=CONTENT_TYPE) for status, words in common.items()}
    return problems | dict(operation.answers)


def _response(answer: Answer) -> JsonObject:
    found: JsonObject = {"description": answer.description, "headers": RATE_HEADERS}
    if answer.shapes:
        schemas = [reference(shape) for shape in answer.shapes]
        media: JsonObject = {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}}
        if answer.example is not None:
            media["example"] = answer.example
        found["content"] = {answer.content_type: media}
    elif answer.content_types:
        found["content"] = {kind: {"schema": {"type": "string"}} for kind in answer.content_types}
    return found


def _schemas() -> dict[str, JsonObject]:
    events: tuple[type, ...] = get_args(EventDocument)
    spoken = {shape: None for operation in OPERATIONS for shape in operation.shapes}
    _, schemas = schema_components([*spoken, Error, *FURTHER, *events], ref_template=REFERENCE)
    # The library makes no schema of a choice between several objects.
    choice: JsonObject = {"oneOf": [reference(event) for event in events], "discriminator": {"propertyName": "event"}}
    return {**schemas, "EventDocument": choice}
