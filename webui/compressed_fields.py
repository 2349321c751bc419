"""Columns that are stored compressed: documents and pages of answers, which hold the same words again and again.

What was written before they were compressed is text, and is read as such; whatever is written is compressed.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

Value = TypeVar("Value")

_LEVEL = 6

if TYPE_CHECKING:  # only its stubs take parameters

    class _Field(models.Field[Value, Value], Generic[Value]):
        """A column."""
else:

    class _Field(models.Field, Generic[Value]):
        """A column."""


class CompressedTextField(_Field[str]):
    """A text."""

    def get_internal_type(self) -> str:
        """As any bytes."""
        return "BinaryField"

    def get_db_prep_value(self, value: str | None, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The bytes that are stored."""
        return None if value is None else zlib.compress(value.encode(), _LEVEL)

    def from_db_value(self, value: bytes | str | None, expression: object, connection: object) -> str | None:
        """The text again."""
        return None if value is None else opened(value)


class CompressedJSONField(_Field[Value]):
    """A JSON document."""

    def get_internal_type(self) -> str:
        """As any bytes."""
        return "BinaryField"

    def get_db_prep_value(self, value: object, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The bytes that are stored."""
        if value is None:
            return None
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)

    def from_db_value(self, value: bytes | str | None, expression: object, connection: object) -> Any:
        """The document again."""
        return None if value is None else json.loads(opened(value))


def opened(stored: bytes | str) -> str:
    """The text of a column: of compressed bytes, or as it was stored before columns were compressed."""
    return stored if isinstance(stored, str) else zlib.decompress(stored).decode("utf-8", "surrogatepass")
