"""`manage.py serve`: the whole application from one command.

Without REDIS_URL the workers are threads of this process; with it they are processes of their own, which
`--with-workers` can start as well. The sweeper runs here in both cases.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from webui import background
from webui.resolutions.working import example_recordings


class Command(BaseCommand):
    """Serve the pages, sweep, and in the embedded default solve."""

    help = "Serve Whichwheel. Without REDIS_URL the workers run inside this process."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to listen, and how many workers."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--with-workers", type=int, default=None, metavar="N", help="how many solves at once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the database and the static files, then serve until interrupted."""
        # uvicorn passes the signal on when it has ended; leave through the blocks below, which end the workers.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        example_recordings.load()
        with self._workers(options["with_workers"]), background.sweeper():
            self.stdout.write(f"Whichwheel: http://{options['host']}:{options['port']}/")
            self.stdout.flush()
            uvicorn.run(
                "webui.asgi:application",
                host=options["host"],
                port=options["port"],
                log_level="warning",
                lifespan="off",
                timeout_graceful_shutdown=3,
            )

    def _workers(self, number: int | None) -> contextlib.AbstractContextManager[None]:
        if settings.REDIS_URL:
            return worker_processes(number) if number else contextlib.nullcontext()
        return background.worker_threads(number or 2)


@contextlib.contextmanager
def worker_processes(number: int) -> Iterator[None]:
    """Celery workers beside this process, ended with it."""
    command = [sys.executable, "-m", "celery", "-A", "webui", "worker", "-c", str(number), "-l", "warning"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:  # in the middle of a solve; its lease will run out
            process.kill()
