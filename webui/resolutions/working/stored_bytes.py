"""How much the rows of the database take, without what was freed in its files."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

_LARGE = (models.TextField, models.JSONField, models.BinaryField)


def stored_bytes() -> int:
    """In bytes. PostgreSQL's are those of the large columns alone: its files never get smaller, so they say nothing."""
    return _of_postgresql() if connection.vendor == "postgresql" else _of_sqlite()


def _of_sqlite() -> int:
    with connection.cursor() as cursor:
        pages, free, size = (
            int(cursor.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size


def _of_postgresql() -> int:
    """Values that are stored outside of their rows are not read for it: only their sizes are."""
    quote, total = connection.ops.quote_name, 0
    with connection.cursor() as cursor:
        for model in apps.get_models():
            columns = [str(field.column) for field in model._meta.concrete_fields if _is_large(field)]
            if columns:
                sizes = " + ".join(f"COALESCE(pg_column_size({quote(column)}), 0)" for column in columns)
                cursor.execute(f"SELECT COALESCE(SUM({sizes}), 0) FROM {quote(model._meta.db_table)}")
                ((size,),) = cursor.fetchall()
                total += int(size)
    return total


def _is_large(field: models.Field) -> bool:
    return isinstance(field, _LARGE) or field.get_internal_type() == "BinaryField"
