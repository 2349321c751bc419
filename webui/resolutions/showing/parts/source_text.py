"""The pasted text, numbered, with what became of each line that asks for something."""

from __future__ import annotations

from collections.abc import Iterable

from webui.resolutions.showing.rows import Row
from webui.resolutions.showing.sides import TextLine


def text_lines(text: str, rows: Iterable[Row]) -> list[TextLine]:
    """Every line with the rows that it asks for."""
    by_line: dict[int, list[Row]] = {}
    for row in rows:
        for line in row.lines:
            by_line.setdefault(line, []).append(row)
    return [TextLine(n, line, tuple(by_line.get(n, ()))) for n, line in enumerate(text.split("\n"), 1)]
