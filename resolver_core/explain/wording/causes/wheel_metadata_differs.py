"""Words of `wheel-metadata-differs`."""

from __future__ import annotations

from collections.abc import Sequence

from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.files import metadata_file
from resolver_core.explain.wording.names import shortened
from resolver_core.explain.wording.numbers import counted

ANOTHER_VERSION = (
    "The metadata the lock reads are those of a file for another platform, and they differ from the target's."
)


def reason(single: Pin, universal: Pin, more: Sequence[str], less: Sequence[str]) -> str:
    """Two files of one version: what the target's requires that the lock's does not, and the other way round."""
    parts = [f"The lock read {metadata_file(universal)}, the install reads {metadata_file(single)}."]
    if more:
        parts.append(f"The target's file requires {_projects(more)} that the lock's file does not: {_listed(more)}.")
    if less:
        parts.append(f"The lock's file requires {_projects(less)} that the target's file does not: {_listed(less)}.")
    parts.append("The file whose metadata the lock read is not the one that is installed.")
    return " ".join(parts)


def _projects(lines: Sequence[str]) -> str:
    return counted(len(lines), "project")


def _listed(lines: Sequence[str]) -> str:
    return shortened([line.partition(";")[0].strip() for line in lines], 4)
