"""`Fact`: one thing that a report states, with the line that states it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a report states: which field of the question it fills, and where it stands."""

    field: str
    value: str
    line: int  #: 1-based
    quote: str
    is_assumed: bool = False  #: it follows from what is stated, it is not stated itself
