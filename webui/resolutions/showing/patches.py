"""Unified diffs as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PatchLine:
    """A line of a unified diff. `kind` is "added", "removed", "place" or ""."""

    text: str
    kind: str


def patch_lines(patch: str) -> Iterator[PatchLine]:
    """The lines of a unified diff without its file names."""
    kinds = {"+": "added", "-": "removed", "@": "place"}
    for line in patch.splitlines():
        if not line.startswith(("---", "+++")):
            yield PatchLine(line, kinds.get(line[:1], ""))
