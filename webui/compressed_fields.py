"""Columns that are stored compressed: documents and pages of answers, which hold the same words again and again.

What was written before they were compressed is text, and is read as such; whatever is written is compressed.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import AlterField

Value = TypeVar("Value")

_LEVEL = 6
_FIRST_BYTE = b"x"  # of whatever zlib compresses

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


class CompressColumn(AlterField):
    """The migration of a column of texts or JSON to compressed bytes. What it holds stays as it is."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """SQLite takes any value into any column; PostgreSQL has to be told how."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            self._alter(app_label, schema_editor, to_state, "convert_to({column}::text, 'UTF8')")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Back; the column holds no compressed value any more."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            self._alter(app_label, schema_editor, to_state, "convert_from({column}, 'UTF8')::{kind}")

    def _alter(self, app_label: str, schema_editor: Any, to_state: Any, value: str) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        field, quote = model._meta.get_field(self.name), schema_editor.connection.ops.quote_name
        table, column, kind = quote(model._meta.db_table), quote(field.column), field.db_type(schema_editor.connection)
        new = value.format(column=column, kind=kind)
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} USING {new}")


def opened(stored: bytes | str) -> str:
    """The text of a column: of compressed bytes, or as it was stored before columns were compressed."""
    if isinstance(stored, str):
        return stored
    packed = bytes(stored)
    is_compressed = packed.startswith(_FIRST_BYTE)  # neither JSON nor a page begins with it
    return (zlib.decompress(packed) if is_compressed else packed).decode("utf-8", "surrogatepass")
