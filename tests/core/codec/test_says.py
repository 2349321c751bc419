"""What a type says of a field reaches its JSON Schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypedDict

from msgspec.json import schema_components

from resolver_core.codec.says import one_of, says


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Painted(TypedDict):
    """A painted thing."""

    colour: Annotated[str, one_of(Colour), says("of `it`")]


def test_meaning_and_values_are_in_the_schema() -> None:
    _, found = schema_components([Painted])
    assert found["Painted"]["description"] == "A painted thing."
    assert found["Painted"]["properties"] == {
        "colour": {"type": "string", "enum": ["red", "blue"], "description": "of `it`"}
    }
    assert found["Painted"]["required"] == ["colour"]
