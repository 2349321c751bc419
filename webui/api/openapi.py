"""The OpenAPI document: addresses by hand, every schema made from the types of the documents."""

from __future__ import annotations

from functools import cache
from typing import get_args

from msgspec.json import schema_components

from resolver_core import (
    UV_VERSION,
    AnswersDocument,
    EventDocument,
    GraphDocument,
    LadderDocument,
    RepetitionDocument,
)
from webui.api.schemas import (
    Accepted,
    Error,
    OwnUvAccepted,
    OwnUvAnswer,
    OwnUvQuestion,
    Rejected,
    ReportAnswer,
    SmallestAccepted,
    SmallestAnswer,
    SmallestQuestion,
    SubmissionDocument,
)
from webui.resolutions.asking.question import Question

JsonObject = dict[str, object]

REFERENCE = "#/components/schemas/{name}"
SPOKEN = (
    Question,
    Accepted,
    ReportAnswer,
    Rejected,
    Error,
    SubmissionDocument,
    OwnUvQuestion,
    OwnUvAccepted,
    OwnUvAnswer,
    SmallestQuestion,
    SmallestAccepted,
    SmallestAnswer,
)
"""What the API reads and answers."""
FURTHER = (LadderDocument, AnswersDocument, RepetitionDocument, GraphDocument)
"""Documents of the pages and of the command line."""


@cache
def openapi() -> JsonObject:
    """The OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Whichwheel",
            "version": "1",
            "description": f"Both of uv {UV_VERSION}'s resolutions of one pyproject.toml, and where they differ.",
        },
        "paths": {
            "/api/v1/reports": {"post": _create_report()},
            "/api/v1/reports/{id}": {"get": _read_report()},
            "/api/v1/resolutions": {"post": _create()},
            "/api/v1/resolutions/{id}": {"get": _read()},
            "/api/v1/resolutions/{id}/own-uv": {"post": _compare_own_uv()},
            "/api/v1/resolutions/{id}/own-uv/{question}": {"get": _read_own_uv()},
            "/api/v1/resolutions/{id}/smallest": {"post": _find_smallest()},
            "/api/v1/resolutions/{id}/smallest/{question}": {"get": _read_smallest("readSmallest")},
            "/api/v1/resolutions/{id}/smallest/{question}/stop": {"post": _read_smallest("stopSmallest")},
        },
        "components": {"schemas": _schemas()},
    }


def _create() -> JsonObject:
    return {
        "operationId": "createResolution",
        "summary": "Ask for both resolutions",
        "description": "A JSON object, or the TOML text itself with the options as query parameters. A string is read "
        "as the field of a form, so that a list may be given as one text with commas or spaces.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _reference(Question)},
                "application/toml": {"schema": {"type": "string"}},
            },
        },
        "responses": {
            "202": _answer("Accepted; the answer will be at `url`.", Accepted),
            "400": _answer("The body is no JSON object and no text.", Error),
            "413": _answer("The text is too long.", Error),
            "422": _answer(
                "Mistakes in the text or the options; of a report without a project, an `error` alone.", Rejected, Error
            ),
            "429": _answer("Too many from this address; see Retry-After.", Error),
        },
    }


def _create_report() -> JsonObject:
    return {
        "operationId": "createReport",
        "summary": "Ask for the verdict on an issue report",
        "description": "As `createResolution`, of a `text` that is an issue report. What it says of files that cannot "
        "be had is laid over the index. One that states no project is judged at once.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": _reference(Question)}}},
        "responses": {
            "200": _answer("It states no project: the verdict.", ReportAnswer),
            "202": _answer("Accepted; the verdict will be at `url`.", Accepted),
            "400": _answer("The body is no JSON object.", Error),
            "413": _answer("The text is too long.", Error),
            "422": _answer("No issue report; or mistakes in its project or the options.", Rejected, Error),
            "429": _answer("Too many from this address; see Retry-After.", Error),
        },
    }


def _read_report() -> JsonObject:
    return {
        "operationId": "readReport",
        "summary": "The verdict, once it is there",
        "parameters": [_in_path("id", "string")],
        "responses": {
            "200": _answer("The verdict, or that it is looked for.", ReportAnswer),
            "404": _answer("No such report.", Error),
        },
    }


def _read() -> JsonObject:
    return {
        "operationId": "readResolution",
        "summary": "The answer, as far as it is there",
        "parameters": [_in_path("id", "string")],
        "responses": {
            "200": _answer("The state, and the documents that are there.", SubmissionDocument),
            "404": _answer("No such resolution.", Error),
        },
    }


def _compare_own_uv() -> JsonObject:
    return {
        "operationId": "compareOwnUv",
        "summary": "Compare what somebody's own uv wrote with the answer",
        "description": "Names the first difference and the usual reasons that speak for it. Needs no uv here.",
        "parameters": [_in_path("id", "string")],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _reference(OwnUvQuestion)}}},
        "responses": {
            "202": _answer("Accepted; the comparison will be at `url`.", OwnUvAccepted),
            "400": _answer("The body is no such JSON object.", Error),
            "404": _answer("No such resolution.", Error),
            "409": _answer("The answers are still being looked for.", Error),
            "413": _answer("The body is too long.", Error),
            "422": _answer("The output is empty or too long.", Error),
            "429": _answer("Too many from this address; see Retry-After.", Error),
        },
    }


def _read_own_uv() -> JsonObject:
    return {
        "operationId": "readOwnUv",
        "summary": "The comparison with somebody's own uv, as far as it is there",
        "parameters": [_in_path("id", "string"), _in_path("question", "integer")],
        "responses": {
            "200": _answer("The state, and the comparison where it is there.", OwnUvAnswer),
            "404": _answer("No such comparison.", Error),
        },
    }


def _find_smallest() -> JsonObject:
    return {
        "operationId": "findSmallest",
        "summary": "Find the smallest project that still shows what differs",
        "description": "The same cause stays proven for the same project. One that was stopped before its end is "
        "looked for again.",
        "parameters": [_in_path("id", "string")],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _reference(SmallestQuestion)}}},
        "responses": {
            "202": _answer("Accepted; it will be at `url`.", SmallestAccepted),
            "400": _answer("The body is no such JSON object.", Error),
            "404": _answer("No such resolution.", Error),
            "409": _answer("The answers are still being looked for.", Error),
            "413": _answer("The body is too long.", Error),
            "422": _answer("That is no name of a project.", Error),
            "429": _answer("Too many from this address; see Retry-After.", Error),
        },
    }


def _read_smallest(name: str) -> JsonObject:
    stops = name.startswith("stop")
    return {
        "operationId": name,
        "summary": "End the search with what it has" if stops else "The smallest project, or how far the search is",
        "parameters": [_in_path("id", "string"), _in_path("question", "integer")],
        "responses": {
            "200": _answer("The state, and what is left by now or in the end.", SmallestAnswer),
            "404": _answer("No such search.", Error),
        },
    }


def _in_path(name: str, kind: str) -> JsonObject:
    return {"name": name, "in": "path", "required": True, "schema": {"type": kind}}


def _answer(description: str, *shapes: type) -> JsonObject:
    schemas = [_reference(shape) for shape in shapes]
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _reference(shape: type) -> JsonObject:
    return {"$ref": REFERENCE.format(name=shape.__name__)}


def _schemas() -> dict[str, JsonObject]:
    events: tuple[type, ...] = get_args(EventDocument)
    _, schemas = schema_components([*SPOKEN, *FURTHER, *events], ref_template=REFERENCE)
    # The library makes no schema of a choice between several objects.
    choice: JsonObject = {"oneOf": [_reference(event) for event in events], "discriminator": {"propertyName": "event"}}
    return {**schemas, "EventDocument": choice}
