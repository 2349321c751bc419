"""Celery's worker processes beside the web: started with it, again where they died, ended with it, however it ends."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from webui.resolutions.task_names import CHECKS
from webui.workers.containment import die_with_parent

log = logging.getLogger(__name__)

SECONDS_TO_END = 1
"""For work in hand when the application is told to stop; what does not end by then is taken up after the next start."""
SECONDS_BEFORE_ANOTHER = 1.0
"""Between the end of a worker that nobody asked to end and the start of the next."""
LOWEST_PRIORITY = 19
"""Of nice(2)."""


@contextmanager
def worker_processes(number: int, *, with_checks: bool) -> Iterator[None]:
    """One Celery worker with this many processes, in a process group of its own; another one where it dies.

    `with_checks`: beside it one for the checks with the real uv, with one process of the lowest priority.
    """
    workers = [lambda: _started(_command(number))]
    if with_checks:
        workers.append(lambda: _started(_command(1, queue=CHECKS), LOWEST_PRIORITY))
    with kept_running(*workers):
        yield


@contextmanager
def kept_running(*starts: Callable[[], subprocess.Popen[bytes]]) -> Iterator[None]:
    """Keep one process of each running while the body runs: one that ends by itself is followed by another."""
    over, keepers, began = threading.Event(), [], []
    for start in starts:
        begun = threading.Event()
        # It starts the processes, and outlives them: they die with the thread that started them (PR_SET_PDEATHSIG).
        keeper = threading.Thread(target=_keep, args=(start, over, begun), name="worker-keeper", daemon=True)
        keeper.start()
        keepers.append(keeper)
        began.append(begun)
    try:
        for begun in began:
            begun.wait()
        yield
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()


def _keep(start: Callable[[], subprocess.Popen[bytes]], over: threading.Event, begun: threading.Event) -> None:
    try:
        process = start()
        begun.set()
        while not over.wait(SECONDS_BEFORE_ANOTHER / 4):
            if process.poll() is not None:
                log.error("the worker processes ended (status %s); they are started again", process.returncode)
                _end_group(process)
                if not over.wait(SECONDS_BEFORE_ANOTHER):
                    process = start()
        _end(process)
    finally:
        begun.set()


def _started(command: list[str], niceness: int = 0) -> subprocess.Popen[bytes]:
    def prepare() -> None:
        die_with_parent()
        os.nice(niceness)

    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, "WHICHWHEEL_DATABASE_SECONDS": str(settings.WORKER_DATABASE_SECONDS)},
        start_new_session=True,
        preexec_fn=prepare,
    )


def _command(number: int, queue: str = "") -> list[str]:
    recycled = [f"--max-tasks-per-child={settings.WORKER_TASKS}"]
    if settings.WORKER_KEPT_MEMORY_MB:
        recycled.append(f"--max-memory-per-child={settings.WORKER_KEPT_MEMORY_MB * 1024}")
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = ["-m", "celery", "--app", "webui", "worker", "--pool", "prefork", "--loglevel", "warning"]
    taking = ["--queues", queue, "--hostname", f"{queue}@%h"] if queue else []
    return [sys.executable, *worker, "--concurrency", str(number), *taking, *recycled, *quiet]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask, wait a little, then end the whole group: a process in a C loop hears nothing."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=SECONDS_TO_END)
    _end_group(process)
    process.wait()


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
