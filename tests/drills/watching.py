"""Looks at a running installation twice a second: its memory, and whether a worker is past its budget."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from tests.drills import processes
from tests.drills.installations import Installation

STEP_S = 0.5


class Watch:
    """The worst that was seen."""

    def __init__(self, installation: Installation, budget_s: float) -> None:
        self.peak_bytes = 0
        self.peak_web_bytes = 0
        self.most_past_budget_s = 0.0
        self.longest: str = ""
        self._installation, self._budget_s = installation, budget_s
        self.over = threading.Event()

    def look(self) -> None:
        """Look once."""
        found = {process.pid: processes.resident_bytes(process.pid) for process in self._installation.all_processes()}
        self.peak_bytes = max(self.peak_bytes, sum(found.values()))
        web = self._installation.web
        self.peak_web_bytes = max(self.peak_web_bytes, found.get(web.pid, 0) if web else 0)
        now = datetime.now(UTC)
        query = "SELECT submission_id, label, worker, started_at FROM resolutions_solve WHERE state = 'running'"
        for submission, label, worker, started in self._installation.rows(query):
            pid = int(worker.rpartition(":")[2])
            since = datetime.fromisoformat(started).replace(tzinfo=UTC)
            past = (now - since).total_seconds() - self._budget_s
            # A row whose process has ended waits for the sweeper: nobody works.
            if pid in found and past > self.most_past_budget_s:
                self.most_past_budget_s, self.longest = past, f"{submission} {label}"

    def go_on(self) -> None:
        """Look until it is over."""
        while not self.over.wait(STEP_S):
            with suppress(OSError, ValueError, sqlite3.Error):
                self.look()


@contextmanager
def watched(installation: Installation, budget_s: float) -> Iterator[Watch]:
    """Look while the body runs."""
    watch = Watch(installation, budget_s)
    thread = threading.Thread(target=watch.go_on, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.over.set()
        thread.join()
