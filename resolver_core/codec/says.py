"""What a field of a document means, said in its type: read by the schemas of the API and by docs/documents.md."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Meta


def says(description: str) -> Meta:
    """The annotation of a field: its meaning, in Markdown."""
    return Meta(description=description)


def one_of(values: Iterable[str]) -> Meta:
    """The annotation of a text that has one of these values."""
    return Meta(extra_json_schema={"enum": [str(value) for value in values]})
