"""The tables of docs/reliability.md, between marks that name their part. The words around them are written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.drills.results import Row
from tests.support.shared import REPOSITORY

PAGE = REPOSITORY / "docs" / "reliability.md"
_TABLE = re.compile(r"(<!-- drills: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def write(rows: Iterable[Row], page: Path = PAGE) -> None:
    """Put the rows into the page."""
    page.write_text(filled(page.read_text("utf-8"), list(rows)), "utf-8")


def filled(text: str, rows: list[Row]) -> str:
    """The page with every table made anew that there are rows for; the others stay as they are."""

    def replaced(found: re.Match[str]) -> str:
        mine = [row for row in rows if row.part == found[2]]
        return f"{found[1]}{table(mine)}{found[3]}" if mine else found[0]

    return _TABLE.sub(replaced, text)


def table(rows: list[Row]) -> str:
    """Markdown; the columns are those of all rows, in the order in which they come up."""
    columns = list(dict.fromkeys(name for row in rows for name in row.cells))
    columns = [name for name in columns if name != "notes"] + [name for name in columns if name == "notes"]
    lines = [["", "set-up", *columns, "holds"], ["---"] * (len(columns) + 3)]
    for row in rows:
        holds = "skipped" if row.holds is None else "yes" if row.holds else "**no**"
        lines.append([row.name, row.setup, *(row.cells.get(name, "") for name in columns), holds])
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
