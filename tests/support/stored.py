"""Stored data in either database, and processes that read them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.servers import OURS
from tests.support.shared import REPOSITORY


def environment_of(folder: Path, database_url: str = "", **more: str) -> dict[str, str]:
    """Of a process whose data are in a folder, and its rows there or at a URL."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    ours = {"WHICHWHEEL_DATA_DIR": str(folder), "REDIS_URL": "", "DATABASE_URL": database_url}
    return {**kept, **ours, "DJANGO_SETTINGS_MODULE": "webui.settings", **more}


def manage(environment: Mapping[str, str], *words: str) -> str:
    """What a command of manage.py prints. Fails the test with its errors where it fails."""
    command = [sys.executable, "manage.py", *words]
    ended = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout


def python(environment: Mapping[str, str], code: str) -> str:
    """What some code prints."""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout


def copy_into_postgresql(file: Path, folder: Path, database_url: str) -> None:
    """Put the rows of a SQLite file into an empty database, as the release that wrote them would have."""
    environment = environment_of(folder, database_url)
    with closing(sqlite3.connect(file)) as old, psycopg.connect(database_url) as new:
        newest: dict[str, str] = dict(
            old.execute("SELECT app, max(name) FROM django_migrations WHERE app IN ('resolutions', 'api') GROUP BY app")
        )
        for app, name in newest.items():
            manage(environment, "migrate", "--no-input", "--verbosity", "0", app, name)
        tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table.startswith(("resolutions_", "api_")):
                _copy_table(old, new, table)


def _copy_table(old: sqlite3.Connection, new: psycopg.Connection, table: str) -> None:
    kinds = dict(
        new.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table])
    )
    rows = old.execute(f"SELECT * FROM {table}")
    columns = [column for column, *_ in rows.description]
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.SQL(f"%s::{kinds[column]}") for column in columns),
    )
    for row in rows:
        values = [
            bool(value) if kinds[column] == "boolean" else value for column, value in zip(columns, row, strict=True)
        ]
        new.execute(insert, values)
