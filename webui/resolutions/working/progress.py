"""How far a solve is: counts and events, written to its row by a thread of their own.

The solver's thread only appends to a list; the keeper thread writes twice a second, keeps the lease alive,
and learns whether somebody asked to stop.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import Error, close_old_connections, connections

from resolver_core import Event, EventDocument, event_to_json
from webui.resolutions.documents import CountsEntry
from webui.resolutions.working import leases
from webui.resolutions.working.leases import Claim
from webui.workers.interrupting import interrupt

log = logging.getLogger(__name__)

WRITE_SECONDS = 0.5
EVENTS_KEPT = 50_000  # per attempt: a solve that makes more is followed by its counts alone


@dataclass
class Counts:
    """What a reader of the page wants to know while a solve runs."""

    projects: set[str] = field(default_factory=set)
    metadata_read: int = 0
    forks_open: int = 0
    forks_closed: int = 0
    decisions: int = 0
    conflicts: int = 0
    latest: str = ""
    chosen: dict[str, set[str]] = field(default_factory=dict)  #: by fork: the projects that have a version now
    fork: str = ""  #: the last in which a version was chosen
    reads: Counter[bool] = field(default_factory=Counter)  # whether what was read had been kept before

    def take(self, event: EventDocument) -> None:
        """Count one event, by its name in resolver_core/answer/trace.py."""
        match event["event"]:
            case "PageRead":
                self.projects.add(event["project"])
                self.reads[event["from_cache"]] += 1
            case "MetadataReadEvent":
                self.metadata_read += 1
                self.reads[event["from_cache"]] += 1
            case "Decided":
                self.decisions += 1
                self.latest = f"{event['project']} {event['version']}"
                self.fork = event["fork"]
                self.chosen.setdefault(self.fork, set()).add(_project(event["project"]))
            case "Backjumped":
                self.chosen.setdefault(event["fork"], set()).difference_update(map(_project, event["undone"]))
            case "ConflictFound":
                self.conflicts += 1
            case "ForkOpened":
                self.forks_open += 1
            case "ForkClosed":
                self.forks_closed += 1

    def to_json(self) -> CountsEntry:
        """As the row keeps it."""
        return {
            "projects": len(self.projects),
            "metadata_read": self.metadata_read,
            "forks_open": max(0, self.forks_open - self.forks_closed),
            "forks_closed": self.forks_closed,
            "decisions": self.decisions,
            "chosen": len(self.chosen.get(self.fork, ())),
            "conflicts": self.conflicts,
            "latest": self.latest,
        }


def _project(package: str) -> str:
    """The project of a package as events name it: "a[extra]" is one of `a`."""
    return package.partition("[")[0]


class Progress:
    """The event sink of one claimed solve, and the answer to "should I stop?"."""

    def __init__(self, claim: Claim, deadline_seconds: float) -> None:
        self.claim = claim
        self.counts = Counts()
        self.timed_out = False
        self.deadline_seconds = deadline_seconds
        self._deadline = time.monotonic() + deadline_seconds
        self._stop = threading.Event()
        self._over = threading.Event()
        self._pending: list[Event] = []
        self._unwritten: list[EventDocument] = []
        self._written = 0
        self._told_to_stop = 0
        self._lock = threading.Lock()

    def on_event(self, event: Event) -> None:
        """Take one event; called on the solver's thread."""
        with self._lock:
            self._pending.append(event)

    def should_stop(self) -> bool:
        """Whether the solve was cancelled, lost its claim, or ran out of time."""
        if time.monotonic() > self._deadline:
            self.timed_out = True
        return self.timed_out or self._stop.is_set()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the lease and write progress while the body runs; everything is written at the end."""
        keeper = threading.Thread(target=self._keep, name=f"keeper-{self.claim.solve_id}", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            self._over.set()
            keeper.join()
            self._try(self.write)

    def write(self) -> None:
        """Write the counts and the events that came since the last time."""
        with self._lock:
            events, self._pending = self._pending, []
        for document in map(event_to_json, events):
            self.counts.take(document)
            self._unwritten.append(document)
        kept = self._unwritten[: max(0, EVENTS_KEPT - self._written)]
        if leases.report(self.claim, self.counts.to_json(), self._written, kept):
            self._stop.set()
        self._written += len(kept)
        self._unwritten.clear()

    def _keep(self) -> None:
        next_beat = time.monotonic() + settings.HEARTBEAT_SECONDS
        try:
            while not self._over.wait(WRITE_SECONDS):
                self._try(self.write)
                self._insist()
                if time.monotonic() >= next_beat:
                    next_beat += settings.HEARTBEAT_SECONDS
                    self._try(self._beat)
        finally:
            connections.close_all()

    def _insist(self) -> None:
        """End a computation that was told to stop and does not ask whether it should."""
        if self.should_stop():
            self._told_to_stop += 1
            if self._told_to_stop > 1:
                interrupt()

    def _beat(self) -> None:
        if not leases.beat(self.claim):
            self._stop.set()

    def _try(self, step: Callable[[], None]) -> None:
        """A database that is busy for a moment must not end a solve."""
        try:
            step()
        except Error:
            log.warning("solve %s: a write failed and will be tried again", self.claim.solve_id, exc_info=True)
            close_old_connections()  # one that is broken stays so
