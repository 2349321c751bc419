"""The recorded examples in the test database, without loading them anew for each test."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from tests.support.stored import environment_of, manage
from webui.hosting import archive


def load_examples(file: Path) -> None:
    """Put what the SQLite file `examples_database` has into the test database, of either kind."""
    if connection.vendor == "postgresql":
        _import(file)
        return
    with closing(sqlite3.connect(file)) as kept:
        connection.ensure_connection()
        kept.backup(connection.connection)


def _import(file: Path) -> None:
    packed = file.with_suffix(".gz")
    if not packed.exists():
        folder = file.parent / "exported"
        folder.mkdir(exist_ok=True)
        unfinished = folder / f"{os.getpid()}.gz"
        manage(environment_of(folder, f"sqlite:///{file}"), "export_everything", str(unfinished))
        unfinished.rename(packed)
    archive.read(packed)
