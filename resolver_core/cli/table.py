"""Columns of text, as wide as they need to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Cell = str | Sequence[str]
"""One line, or several below each other."""

Row = Sequence[Cell]

_GAP = "  "


def table(titles: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a table, indented by one gap."""
    lines: list[Sequence[str]] = [titles]
    for row in rows:
        lines += _lines(row)
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield (_GAP + _GAP.join(cells)).rstrip()


def _lines(row: Row) -> Iterator[Sequence[str]]:
    columns = [[cell] if isinstance(cell, str) else list(cell) for cell in row]
    for number in range(max(map(len, columns))):
        yield [column[number] if number < len(column) else "" for column in columns]
