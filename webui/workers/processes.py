"""Celery's worker processes beside the web: started with it, ended with it, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from webui.workers.containment import die_with_parent

SECONDS_TO_END = 2
"""For work in hand when the application is told to stop; what does not end by then is taken up after the next start."""


@contextmanager
def worker_processes(number: int) -> Iterator[subprocess.Popen[bytes]]:
    """One Celery worker with this many processes, in a process group of its own."""
    process = subprocess.Popen(
        _command(number),
        cwd=settings.BASE_DIR,
        env={**os.environ, "WHICHWHEEL_DATABASE_SECONDS": str(settings.WORKER_DATABASE_SECONDS)},
        start_new_session=True,
        preexec_fn=lambda: die_with_parent(),
    )
    try:
        yield process
    finally:
        _end(process)


def _command(number: int) -> list[str]:
    recycled = [f"--max-tasks-per-child={settings.WORKER_TASKS}"]
    if settings.WORKER_KEPT_MEMORY_MB:
        recycled.append(f"--max-memory-per-child={settings.WORKER_KEPT_MEMORY_MB * 1024}")
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = ["-m", "celery", "--app", "webui", "worker", "--pool", "prefork", "--loglevel", "warning"]
    return [sys.executable, *worker, "--concurrency", str(number), *recycled, *quiet]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask, wait a little, then end the whole group: a process in a C loop hears nothing."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=SECONDS_TO_END)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
