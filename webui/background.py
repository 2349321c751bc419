"""Threads beside the web: the embedded workers and the sweeper."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connections

from webui.celery import app
from webui.resolutions.models import Solve, State
from webui.resolutions.working import tasks

log = logging.getLogger(__name__)


@contextlib.contextmanager
def worker_threads(number: int) -> Iterator[None]:
    """A Celery worker inside this process, with this many solves at once, for the `memory://` broker.

    What an earlier process left queued or half solved is nobody's now, so it is queued again.
    """
    worker = app.WorkController(
        pool="threads", concurrency=number, without_heartbeat=True, without_mingle=True, without_gossip=True
    )
    thread = threading.Thread(target=worker.start, name="worker", daemon=True)
    thread.start()
    _adopt_orphans()
    try:
        yield
    finally:
        worker.stop(in_sighandler=True)


@contextlib.contextmanager
def sweeper() -> Iterator[None]:
    """Sweep every `SWEEP_SECONDS` while the body runs."""
    over = threading.Event()
    thread = threading.Thread(target=_sweep_until, args=(over,), name="sweeper", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _sweep_until(over: threading.Event) -> None:
    try:
        while not over.wait(settings.SWEEP_SECONDS):
            try:
                tasks.sweep()
            except (DatabaseError, OSError):
                log.warning("the sweep failed; the next one follows", exc_info=True)
    finally:
        connections.close_all()


def _adopt_orphans() -> None:
    Solve.objects.filter(state=State.RUNNING).update(state=State.QUEUED, lease_expires_at=None)
    for solve_id in Solve.objects.filter(state=State.QUEUED).order_by("pk").values_list("pk", flat=True):
        tasks.solve.delay(solve_id)
