"""The versions of the stored shapes. A change that an older reader would misread makes a new one."""

from __future__ import annotations

from resolver_core.errors import CoreError

SCHEMA_VERSION = 1
"""Of every document (docs/documents.md), index data aside."""

SNAPSHOT_SCHEMA_VERSION = 2
"""Of the index data that are kept to solve again; nobody else reads them."""

OLDEST_READABLE = max(1, SCHEMA_VERSION - 1)
"""The version before the present one still opens. Version 1 is the first."""


class UnknownDocument(CoreError, ValueError):
    """A document of another schema version."""

    def __str__(self) -> str:
        return f"not a resolution document of schema version {SCHEMA_VERSION}"


def is_readable(version: object) -> bool:
    """Whether documents of this version open: the present one and the one before."""
    return version in range(OLDEST_READABLE, SCHEMA_VERSION + 1)
