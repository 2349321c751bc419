"""Which database a DATABASE_URL names."""

from __future__ import annotations

from pathlib import Path

import pytest

from webui.databases import POSTGRESQL, SQLITE, database

FILE = Path("/data/whichwheel.sqlite3")


def test_without_a_url_it_is_a_file_whose_writers_follow_one_another() -> None:
    entry = database("", FILE, 1.5, 8)
    assert (entry["ENGINE"], entry["NAME"]) == (SQLITE, FILE)
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_sqlite_url_names_another_file() -> None:
    entry = database("sqlite:////elsewhere/kept.sqlite3", FILE, 1.5, 8)
    assert (entry["ENGINE"], entry["NAME"]) == (SQLITE, Path("/elsewhere/kept.sqlite3"))
    assert entry["OPTIONS"]["timeout"] == 1.5


def test_postgresql_is_pooled_and_waits_no_longer_than_said() -> None:
    entry = database("postgresql://web:s%40id@db.test:5433/kept?sslmode=require", FILE, 1.5, 8)
    assert entry["ENGINE"] == POSTGRESQL
    assert [entry[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "web", "s@id", "db.test", 5433, "kept",
    ]  # fmt: skip
    options = entry["OPTIONS"]
    assert (options["sslmode"], options["options"], options["connect_timeout"]) == (
        "require", "-c lock_timeout=1500", 2,
    )  # fmt: skip
    assert (options["pool"]["max_size"], options["pool"]["timeout"]) == (8, 1.5)
    assert entry["CONN_HEALTH_CHECKS"] is True


def test_a_process_may_keep_no_connection() -> None:
    assert "pool" not in database("postgresql://web@db.test/kept", FILE, 1.5, 0)["OPTIONS"]


@pytest.mark.parametrize("url", ["mysql://web@db.test/kept", "gibberish", "postgres-ql://x", "redis://x/0"])
def test_any_other_url_is_a_mistake_that_says_what_is_read(url: str) -> None:
    with pytest.raises(ValueError, match=r"DATABASE_URL must be postgresql://.* or sqlite"):
        database(url, FILE, 1.5, 8)
