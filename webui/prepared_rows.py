"""Rows that are asked for again and again with another key: Django makes their SQL once for each database.

To build and compile a query takes several times as long as a database needs to answer one like these.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

Parameter = int | float | Decimal | str | bytes | date | None

_KEY = "the key stands here"
"""What the query is built with: the parameter that is exchanged for each key."""


class PreparedRows:
    """The rows of a query by a key of letters, the same from every database: a time is text in UTC, a truth 0 or 1."""

    def __init__(self, query: Callable[[str], QuerySet[Model, object]]) -> None:
        """`query` builds it for a key; it must depend on nothing else that changes."""
        self._query = query
        self._made: dict[str, tuple[str, list[Parameter]]] = {}

    def of(self, key: str) -> list[tuple[object, ...]]:
        """Those of one key."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._made:
            text, built_with = self._query(_KEY).query.sql_with_params()
            self._made[connection.vendor] = text, list(built_with)
        sql, parameters = self._made[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if parameter == _KEY else parameter for parameter in parameters])
            return [tuple(map(_plain, row)) for row in cursor.fetchall()]


def _plain(value: object) -> object:
    """A value as SQLite keeps it."""
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    return int(value) if isinstance(value, bool) else value
