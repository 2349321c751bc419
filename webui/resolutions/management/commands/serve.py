"""`manage.py serve`: the whole application from one command.

Workers are processes of their own. Without REDIS_URL they are started and ended here; with it an operator starts them,
or `--with-workers` does. The sweeper runs here in both cases.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from webui.database_locks import held_in_turn
from webui.resolutions.working import example_recordings, tasks
from webui.workers import folder_transport
from webui.workers.processes import worker_processes
from webui.workers.sweeping import sweeper

KEEP_ALIVE_S = 75
"""Longer than a reverse proxy keeps its connections (60 s for nginx): where a server closes first, a request may meet
a connection that is just being closed."""


class Command(BaseCommand):
    """Serve the pages, sweep, and in the embedded default solve."""

    help = "Serve Whichwheel. Without REDIS_URL the workers are started, too."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to listen, and how many workers."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--with-workers", type=int, default=None, metavar="N", help="how many solves at once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the database and the static files, then serve until interrupted."""
        # uvicorn passes the signal on when it has ended; leave through the blocks below, which end the workers.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
        call_command("collectstatic", interactive=False, verbosity=0)
        with held_in_turn("preparing the database"):  # several may start at once
            call_command("migrate", interactive=False, verbosity=0)
            example_recordings.load()
        with self._workers(options["with_workers"]), sweeper():
            self.stdout.write(f"Whichwheel: http://{options['host']}:{options['port']}/")
            self.stdout.flush()
            uvicorn.run(
                "webui.asgi:application",
                host=options["host"],
                port=options["port"],
                log_level="warning",
                lifespan="off",
                timeout_graceful_shutdown=1,
                timeout_keep_alive=KEEP_ALIVE_S,
                proxy_headers=False,  # webui/addresses.py alone says whose X-Forwarded-For is believed
            )

    def _workers(self, number: int | None) -> contextlib.AbstractContextManager[object]:
        with_checks = settings.UV_CHECK != "never"
        if settings.REDIS_URL:
            return worker_processes(number, with_checks=with_checks) if number else contextlib.nullcontext()
        # What an earlier application left half solved or queued is nobody's now.
        folder_transport.forget_taken(settings.DATA_DIR / "queue")
        tasks.adopt_orphans()
        return worker_processes(number or settings.WORKERS, with_checks=with_checks)
