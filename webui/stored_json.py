"""JSON columns as they are shown: PostgreSQL gives the keys of an object back in an order of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

Entry = TypeVar("Entry", bound=Mapping[str, object])


def in_order(entry: Entry) -> Entry:
    """An object with its keys by name, so that it is the same text from either database."""
    return cast(Entry, dict(sorted(entry.items())))
