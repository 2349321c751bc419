"""`Difference`: one field in which two answers are not the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Everything that is compared."""

    OUTCOME = "outcome"
    REQUIRES_PYTHON = "requires-python"
    FORKS = "resolution-markers"
    SUPPORTED = "supported-markers"
    REQUIRED = "required-markers"
    VERSION = "version"
    SOURCE = "source"
    FORK_MARKERS = "fork-markers"
    FILES = "files"
    EDGES = "dependencies"
    EXTRAS = "extras"
    MARKER = "marker"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with what both sides have there; "" where a side has nothing. `project` is "" for the whole answer."""

    field: Field
    project: str
    ours: str
    uv: str
