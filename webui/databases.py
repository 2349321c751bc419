"""Which database: SQLite in the data folder, or what `DATABASE_URL` names, each with how long it is waited for.

On SQLite a transaction begins as a writer (IMMEDIATE), so that two of them follow one another. PostgreSQL lets them
overlap: what must not overlap there takes a lock (webui/database_locks.py) or a row.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import dj_database_url

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"


def database(url: str, file: Path, seconds: float, pooled: int) -> dict[str, Any]:
    """Django's entry for the database at `url`; for "" the SQLite file.

    `seconds`: how long is waited for another writer, or for a connection. `pooled`: how many connections to PostgreSQL
    one process keeps; 0: none. Raises ValueError where the URL names anything but these two.
    """
    if not url:
        return _sqlite(file, seconds)
    try:
        entry: dict[str, Any] = dict(dj_database_url.parse(url, conn_health_checks=True))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        entry = {"ENGINE": "unknown"}
    if entry["ENGINE"] == SQLITE:
        return _sqlite(Path(entry["NAME"]), seconds)
    if entry["ENGINE"] != POSTGRESQL:
        raise ValueError("DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/NAME or sqlite:///PATH")
    options = dict(entry.get("OPTIONS", {}))
    milliseconds = math.ceil(1000 * seconds)
    options.setdefault("connect_timeout", max(2, math.ceil(seconds)))  # psycopg knows no less
    options.setdefault("application_name", "whichwheel")
    options.setdefault("options", f"-c lock_timeout={milliseconds}")
    if pooled:
        options["pool"] = {"min_size": 0, "max_size": pooled, "timeout": seconds, "max_idle": 60}
    return {**entry, "OPTIONS": options}


def _sqlite(file: Path, seconds: float) -> dict[str, Any]:
    return {
        "ENGINE": SQLITE,
        "NAME": file,
        "OPTIONS": {
            "timeout": seconds,  # for another writer
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
