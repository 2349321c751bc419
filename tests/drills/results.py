"""What the drills found, kept as JSON between runs: each run replaces the rows that it made anew."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.support.shared import REPOSITORY

FOLDER = REPOSITORY / "test-results" / "drills"


@dataclass(frozen=True)
class Row:
    """One row of a table: `part` names the table, `cells` are by column."""

    part: str
    name: str
    setup: str
    cells: dict[str, str]
    holds: bool | None  #: None: skipped

    @property
    def key(self) -> tuple[str, str, str]:
        return self.part, self.name, self.setup


def read(folder: Path = FOLDER) -> list[Row]:
    """What was found so far."""
    path = folder / "results.json"
    return [Row(**entry) for entry in json.loads(path.read_text("utf-8"))] if path.exists() else []


def keep(rows: Iterable[Row], folder: Path = FOLDER) -> list[Row]:
    """Put rows in the place of earlier ones; all rows that there are now."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "results.lock").open("w") as lock:  # two runs may be at it at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = {row.key: row for row in read(folder)} | {row.key: row for row in rows}
        text = json.dumps([asdict(row) for row in found.values()], indent=1)
        (folder / "results.json").write_text(text + "\n", "utf-8")
    return list(found.values())
