"""One operation of the API, as the OpenAPI document describes it: the pieces of operations.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from webui.problems import CONTENT_TYPE

__all__ = [
    "CONTENT_TYPE",
    "JSON",
    "Answer",
    "JsonObject",
    "Operation",
    "body_of",
    "in_header",
    "in_path",
    "in_query",
    "reference",
]

JsonObject = dict[str, object]
REFERENCE = "#/components/schemas/{name}"
JSON = "application/json"


def reference(shape: type) -> JsonObject:
    """A schema by its name."""
    return {"$ref": REFERENCE.format(name=shape.__name__)}


@dataclass(frozen=True, init=False)
class Answer:
    """One of the answers of an operation: of a shape, or of other types of content, or without a body."""

    description: str
    shapes: tuple[type, ...]
    content_type: str
    content_types: tuple[str, ...]
    example: object

    def __init__(
        self,
        description: str,
        *shapes: type,
        content_type: str = JSON,
        content_types: tuple[str, ...] = (),
        example: object = None,
    ) -> None:
        values = (description, shapes, content_type, content_types, example)
        for name, value in zip(
            ("description", "shapes", "content_type", "content_types", "example"), values, strict=True
        ):
            object.__setattr__(self, name, value)


@dataclass(frozen=True)
class Operation:
    """One method of one address below /api/v1/."""

    method: str
    path: str
    name: str
    tag: str
    summary: str
    answers: Mapping[int, Answer]
    description: str = ""
    parameters: tuple[JsonObject, ...] = ()
    body: Mapping[str, object] = field(default_factory=dict)
    body_shape: type | None = None

    @property
    def example_body(self) -> str:
        """An example of its JSON body; "" where it has none."""
        media = self.body.get(JSON)
        return json.dumps(media["example"], indent=1) if isinstance(media, dict) and "example" in media else ""

    @property
    def shapes(self) -> tuple[type, ...]:
        """Every shape that it reads or answers."""
        own = () if self.body_shape is None else (self.body_shape,)
        return (*own, *(shape for answer in self.answers.values() for shape in answer.shapes))


def in_path(name: str, kind: str = "string", example: object = None) -> JsonObject:
    limits: JsonObject = {"minimum": 1} if kind == "integer" else {"pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 32}
    found: JsonObject = {"name": name, "in": "path", "required": True, "schema": {"type": kind, **limits}}
    return found if example is None else {**found, "example": example}


def in_query(name: str, description: str, kind: str = "string") -> JsonObject:
    return {"name": name, "in": "query", "description": description, "schema": {"type": kind}}


def in_header(name: str, description: str) -> JsonObject:
    return {"name": name, "in": "header", "description": description, "schema": {"type": "string", "maxLength": 255}}


def body_of(shape: type, example: object) -> JsonObject:
    return {JSON: {"schema": reference(shape), "example": example}}
