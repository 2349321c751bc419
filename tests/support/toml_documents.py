"""Readers of TOML tables under test: what they read, and which mistakes they record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from resolver_core.inputs.document import Document

Value = TypeVar("Value")


def read_with(read: Callable[[Document], Value], text: str) -> tuple[Value, list[str], list[str]]:
    """The value, the mistakes as `line: message`, and the notes."""
    document = Document.parse(text)
    value = read(document)
    return (
        value,
        [f"{mistake.line}: {mistake.message}" for mistake in (*document.mistakes, *document.obstacles)],
        document.notes,
    )
