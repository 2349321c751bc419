"""`NumberedLine`: one line of a report, and how long a line may be that is read."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_LINE = 2_000
"""Characters of a line that is read for facts; no person and no tool writes a longer one that says anything."""


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One line of a report with its number (1-based)."""

    number: int
    text: str
