"""Locks that all processes with one database share, whichever host they run on."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SECONDS_BETWEEN = 0.2


def hold_until_commit(name: str, *, shared: bool = False) -> None:
    """Take a lock for the rest of this transaction; a shared one together with others that are shared.

    On SQLite nothing happens: there a transaction is alone from its beginning.
    """
    if connection.vendor == "postgresql":
        kind = "_shared" if shared else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [_number(name)])


@contextmanager
def held_alone(name: str) -> Iterator[bool]:
    """Whether this process holds the lock during the body; False where another one does, and nobody waits.

    On PostgreSQL it belongs to the connection, so that it ends with a process that is killed. With SQLite all
    processes are on one host and each step of their work is a transaction of its own: there nobody is refused.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(name)])
        ((is_ours,),) = cursor.fetchall()
    try:
        yield bool(is_ours)
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(name)])


@contextmanager
def held_in_turn(name: str) -> Iterator[None]:
    """Hold the lock during the body; wait for it where another process has it."""
    while True:
        with held_alone(name) as is_ours:
            if is_ours:
                yield
                return
        time.sleep(SECONDS_BETWEEN)


def _number(name: str) -> int:
    return zlib.crc32(f"whichwheel {name}".encode())
