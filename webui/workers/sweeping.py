"""The sweeper: looks every few seconds for work whose worker or message was lost, and sends what is done seldom.

It runs in every process that serves: no beat process is needed, and one beside it does no harm (CELERY_BEAT_SCHEDULE).
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator

from celery import current_app
from django.conf import settings
from django.db import Error, close_old_connections, connections
from kombu.exceptions import OperationalError

from webui.api.tasks import deliver_due
from webui.resolutions.working import tasks
from webui.team.tasks import take_verdicts

log = logging.getLogger(__name__)


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
    due: dict[str, float] = {}
    try:
        while not over.wait(settings.SWEEP_SECONDS):
            try:
                tasks.sweep()
                deliver_due()
                take_verdicts()
                send_seldom(due, time.monotonic())
            except (Error, OSError, OperationalError):
                log.warning("the sweep failed; the next one follows", exc_info=True)
                close_old_connections()  # one that is broken stays so
    finally:
        connections.close_all()


def send_seldom(due: dict[str, float], now: float) -> None:
    """Send the workers what is due; `due` has by name of a task when it is again. At the start everything is."""
    for name, seconds in settings.SELDOM_TASKS.items():
        if now >= due.get(name, now):
            current_app.signature(name).apply_async(expires=seconds)  # none piles up where no worker takes it
            due[name] = now + seconds
