"""Where bytes read from an index are kept between runs: in memory, on disk, or (`redis_store`) in Redis."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    key TEXT PRIMARY KEY, fetched_at REAL NOT NULL, used_at REAL NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entry_used_at ON entry (used_at, size);
"""
_EVICTION_EVERY = 200  # puts between two looks at the total size
_USE_RECORDED_AFTER_S = 3600.0  # a read renews `used_at` at most this often


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """What was kept, and when it came from the index (aware, UTC)."""

    data: bytes
    fetched_at: datetime


class Store(Protocol):
    """Bytes by key. Trouble of the store itself is never an error: `get` then finds nothing, `put` does nothing."""

    def get(self, key: str) -> StoredBytes | None:
        """What was kept under the key, or None."""
        ...

    def put(self, key: str, stored: StoredBytes) -> None:
        """Keep bytes, in place of what was there."""
        ...


class MemoryStore:
    """A store for one process, bounded by the bytes it holds; what was used longest ago goes first."""

    def __init__(self, max_bytes: int = 256 * 1024 * 1024) -> None:
        self._max_bytes = max_bytes
        self._entries: OrderedDict[str, StoredBytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> StoredBytes | None:
        """What was kept under the key, or None."""
        with self._lock:
            stored = self._entries.get(key)
            if stored is not None:
                self._entries.move_to_end(key)
            return stored

    def put(self, key: str, stored: StoredBytes) -> None:
        """Keep bytes, in place of what was there."""
        with self._lock:
            self._discard(key)
            self._entries[key] = stored
            self._size += len(stored.data)
            while self._size > self._max_bytes and self._entries:
                self._discard(next(iter(self._entries)))

    def _discard(self, key: str) -> None:
        if (old := self._entries.pop(key, None)) is not None:
            self._size -= len(old.data)


class DiskStore:
    """A store in one SQLite file of a folder; several processes may share it.

    Bounded by the bytes of its entries: when they are more than `max_bytes`, the ones used longest ago go.
    """

    def __init__(self, folder: Path, max_bytes: int = 2 * 1024 * 1024 * 1024) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "index-cache.sqlite3"
        self._max_bytes = max_bytes
        self._puts = 0
        self._lock = threading.Lock()
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        self._process = os.getpid()
        with suppress(FileExistsError):  # what indexes say may be for their owner alone
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        database = sqlite3.connect(self._path, timeout=10.0, isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")  # a cache may lose its last writes
        database.executescript(_SCHEMA)
        return database

    def _connection(self) -> sqlite3.Connection:
        """SQLite forbids to carry a connection over a fork; a forked worker opens its own."""
        if self._process != os.getpid():
            self._database = self._open()
        return self._database

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def get(self, key: str) -> StoredBytes | None:
        """What was kept under the key, or None."""
        try:
            with self._lock:
                return self._get(key)
        except sqlite3.Error:
            return None

    def _get(self, key: str) -> StoredBytes | None:
        row = self._connection().execute("SELECT data, fetched_at, used_at FROM entry WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        now = datetime.now(UTC).timestamp()
        if now - row[2] > _USE_RECORDED_AFTER_S:
            self._connection().execute("UPDATE entry SET used_at = ? WHERE key = ?", (now, key))
        return StoredBytes(row[0], datetime.fromtimestamp(row[1], UTC))

    def put(self, key: str, stored: StoredBytes) -> None:
        """Keep bytes, in place of what was there."""
        try:
            with self._lock:
                self._put(key, stored)
        except sqlite3.Error:
            return

    def _put(self, key: str, stored: StoredBytes) -> None:
        now = datetime.now(UTC).timestamp()
        row = (key, stored.fetched_at.timestamp(), now, len(stored.data), stored.data)
        self._connection().execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)", row)
        self._puts += 1
        if self._puts % _EVICTION_EVERY == 1:
            self._evict()

    def _evict(self) -> None:
        (total,) = self._connection().execute("SELECT coalesce(sum(size), 0) FROM entry").fetchone()
        for key, size in self._connection().execute("SELECT key, size FROM entry ORDER BY used_at").fetchall():
            if total <= self._max_bytes:
                return
            self._connection().execute("DELETE FROM entry WHERE key = ?", (key,))
            total -= size
