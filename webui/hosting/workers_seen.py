"""Workers say every few seconds that they are alive, whatever they are busy with."""

from __future__ import annotations

import logging
import resource
import threading
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone

from webui.hosting.models import WorkerSeen

log = logging.getLogger(__name__)

FORGOTTEN = timedelta(days=1)


def keep_saying(name: str) -> None:
    """Say it on a thread of its own, as long as this process lives."""
    threading.Thread(target=_say_until, args=(name, threading.Event()), name="worker-seen", daemon=True).start()


def say(name: str) -> None:
    """Say it once; and forget those that said nothing for a day."""
    now = timezone.now()
    WorkerSeen.objects.update_or_create(name=name[:200], defaults={"seen_at": now, "memory_bytes": resident_bytes()})
    WorkerSeen.objects.filter(seen_at__lt=now - FORGOTTEN).delete()


def lately() -> list[WorkerSeen]:
    """The workers that were seen so lately that they are at work."""
    since = timezone.now() - timedelta(seconds=settings.WORKER_SEEN_SECONDS)
    return list(WorkerSeen.objects.filter(seen_at__gte=since).order_by("name"))


def resident_bytes() -> int:
    """What this process and its children hold in memory; where the system does not say, what this one once held."""
    group = _processes_of_this_group()
    if not group:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return sum(_pages(process) for process in group) * resource.getpagesize()


def _processes_of_this_group() -> list[Path]:
    folder = Path("/proc")
    try:
        ours = _group_of(folder / "self")
        return [one for one in folder.iterdir() if one.name.isdecimal() and _group_of(one) == ours]
    except OSError:
        return []


def _group_of(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except (OSError, IndexError):  # it has ended
        return 0


def _pages(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


def _say_until(name: str, over: threading.Event) -> None:
    while True:
        try:
            say(name)
        except Error:
            log.warning("the worker %s could not say that it is alive", name, exc_info=True)
        finally:
            connections.close_all()
        if over.wait(settings.WORKER_SEEN_SECONDS / 3):
            return
