"""Whether a document is what the API's OpenAPI document says, judged by a validator of JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from webui.api.openapi import openapi


def assert_described(document: object, shape: str) -> None:
    """The document fits the shape, and the shape names every field that it has."""
    problems = list(problems_of(document, shape))
    assert not problems, "\n".join(problems[:10])


def problems_of(document: object, shape: str) -> Iterator[str]:
    """What is not as the shape says, each with its place."""
    for error in _validator(shape).iter_errors(document):
        yield f"{error.json_path}: {error.message[:300]}"


@cache
def _validator(shape: str) -> Draft202012Validator:
    components: Any = openapi()["components"]
    closed = {name: _closed(schema) for name, schema in components["schemas"].items()}
    whole = {"$ref": f"#/components/schemas/{shape}", "components": {"schemas": closed}}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The same without leave for further fields: new ones may come, but not undescribed."""
    return {**schema, "additionalProperties": False} if "properties" in schema else schema
