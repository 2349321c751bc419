"""A running installation in one of three set-ups, which can be killed and started again.

embedded    `manage.py serve` alone: SQLite, messages in a folder, workers beside it (what `scripts/run` ends in)
separate    Redis, `manage.py serve`, and two Celery workers that somebody else starts (as `make worker` does)
many        the same on PostgreSQL, as an installation on many machines has it
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from tests.drills import processes
from tests.drills.waiting import happens, until
from tests.support.postgresql import Server, running_postgresql
from tests.support.servers import OURS, accepts, answers, free_port, program
from tests.support.shared import REPOSITORY

WORKERS = 4
SEPARATE_WORKERS = ("first", "second")


class Setup(StrEnum):
    """What an installation consists of."""

    EMBEDDED = "embedded"
    SEPARATE = "separate"
    MANY = "many"

    @property
    def has_redis(self) -> bool:
        """Whether workers are started apart, and get their messages through Redis."""
        return self is not Setup.EMBEDDED


ON_SQLITE = (Setup.EMBEDDED, Setup.SEPARATE)
"""Those whose rows are in a file: where time is measured, and texts mean harm."""


class Installation:
    """The processes of an installation and what they keep; `url` stays the same over restarts."""

    def __init__(
        self, setup: Setup, folder: Path, index_url: str, *, data_dir: Path | None = None, **settings: str
    ) -> None:
        self.setup, self.folder = setup, folder
        self.data_dir = data_dir or folder / "data"
        self.port, self.redis_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.redis_keeps = True
        self.source = REPOSITORY  # of the application
        self.web: subprocess.Popen[bytes] | None = None
        self.redis: subprocess.Popen[bytes] | None = None
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.database: Server | None = None  # PostgreSQL; without it the rows are in a file
        self.second_web: subprocess.Popen[bytes] | None = None
        separate = setup.has_redis
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(OURS)},
            "WHICHWHEEL_DATA_DIR": str(self.data_dir),
            "WHICHWHEEL_DEFAULT_INDEX": index_url,
            "WHICHWHEEL_ALLOW_NETWORKS": "127.0.0.0/8",
            "WHICHWHEEL_SUBMISSIONS_PER_MINUTE": "0",
            "WHICHWHEEL_PARSED_TEXTS_PER_MINUTE": "0",
            "WHICHWHEEL_RENDERED_PAGES_PER_MINUTE": "0",
            "WHICHWHEEL_WORKERS": str(WORKERS),
            "WHICHWHEEL_WORKERS_PER_ASKER": "0",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0" if separate else "",
            **({"REMAP_SIGTERM": "SIGQUIT"} if separate else {}),
            **settings,
        }

    # -- starting

    def start(self) -> None:
        """Start everything, and wait until pages are answered and workers are ready."""
        if self.setup.has_redis:
            self.start_redis()
        self.start_web()
        if self.setup.has_redis:
            self.start_workers()

    def start_web(self) -> None:
        """Start `manage.py serve`."""
        self.web = self._started("serve", sys.executable, "manage.py", "serve", "--port", str(self.port))
        until(lambda: answers(f"{self.url}/api/v1/openapi.json"), f"the application ({self.folder / 'serve.log'})", 300)

    def start_second_web(self) -> None:
        """Another `manage.py serve` on the same rows, with a sweeper of its own."""
        port = free_port()
        self.second_web = self._started("second", sys.executable, "manage.py", "serve", "--port", str(port))
        until(lambda: answers(f"http://127.0.0.1:{port}/api/v1/openapi.json"), "the second web", 300)

    def start_workers(self, *names: str) -> None:
        """Start the separate workers, those of these names or all."""
        for name in names or SEPARATE_WORKERS:
            self.workers[name] = self._started(
                name, sys.executable, "-m", "celery", "--app", "webui.celery", "worker",
                "--loglevel", "info", "--hostname", f"{name}@%h",
                "--concurrency", str(WORKERS // len(SEPARATE_WORKERS)),
            )  # fmt: skip
        for name in names or SEPARATE_WORKERS:
            log = self.folder / f"{name}.log"
            until(lambda log=log: log.read_bytes().rpartition(b"-- begin --")[2].count(b" ready."), f"worker {name}")

    def start_redis(self) -> None:
        """Start Redis: with an append-only file where it is to keep what it has."""
        keeping = ["--appendonly", "yes", "--appendfsync", "everysec"] if self.redis_keeps else ["--appendonly", "no"]
        options = ["--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder), "--loglevel", "warning"]
        self.redis = self._started("redis", program("redis-server"), "--port", str(self.redis_port), *options, *keeping)
        until(lambda: accepts(self.redis_port), "redis-server")

    def _started(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            log.write(b"-- begin --\n")
            log.flush()
            return subprocess.Popen(
                command, cwd=self.source, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    # -- ending

    def _mains(self) -> list[subprocess.Popen[bytes]]:
        mains = [self.web, self.second_web, *self.workers.values()]
        return [process for process in mains if process is not None and process.poll() is None]

    def all_processes(self) -> list[processes.Process]:
        """The processes of the application: web and workers, not Redis."""
        return processes.descendants(process.pid for process in self._mains())

    def kill(self) -> None:
        """SIGKILL web and workers, all at once."""
        self._kill(*(process.pid for process in self.all_processes()))
        for process in self._mains():
            process.wait(timeout=60)

    def terminate(self) -> float:
        """SIGTERM web and workers; the seconds until the last of their processes has ended."""
        began, running = time.monotonic(), [process.pid for process in self.all_processes()]
        mains = self._mains()
        for process in mains:
            process.terminate()
        for process in mains:
            try:
                process.wait(timeout=90)
            except subprocess.TimeoutExpired:
                break
        happens(lambda: not any(map(processes.is_alive, running)), 30)
        seconds = time.monotonic() - began
        self._kill(*running)
        return seconds

    def kill_redis(self) -> None:
        """SIGKILL Redis."""
        assert self.redis is not None
        self._kill(self.redis.pid)
        self.redis.wait(timeout=60)

    def stop(self) -> None:
        """End whatever runs."""
        self.terminate()
        if self.redis is not None and self.redis.poll() is None:
            self.kill_redis()

    @staticmethod
    def _kill(*pids: int) -> None:
        processes.kill(*pids, number=signal.SIGKILL)

    # -- looking

    def worker_mains(self) -> list[int]:
        """The processes that started the workers' pools."""
        if self.setup.has_redis:
            return [process.pid for process in self.workers.values() if process.poll() is None]
        assert self.web is not None
        known = processes.table()
        return [
            process.pid for process in known.values() if process.parent == self.web.pid and "celery" in process.command
        ]

    def solving(self) -> list[int]:
        """The processes that solve something now, as the rows say."""
        rows = self.rows("SELECT worker FROM resolutions_solve WHERE state = 'running'")
        return [pid for (worker,) in rows if processes.is_alive(pid := int(worker.rpartition(":")[2]))]

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says."""
        if self.database is not None:
            with psycopg.connect(self.database.url) as connection:
                return connection.execute(query.replace("%", "%%").replace("?", "%s"), values).fetchall()
        path = self.data_dir / "whichwheel.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as database:
            return database.execute(query, values).fetchall()

    def log_text(self) -> str:
        """What all processes logged."""
        return "\n".join(path.read_text("utf-8", "replace") for path in self.folder.glob("*.log"))


@contextmanager
def installation(
    setup: Setup,
    index_url: str,
    *,
    data_dir: Path | None = None,
    settings: Mapping[str, str] | None = None,
    redis_keeps: bool = True,
    checkout: Path | None = None,
) -> Iterator[Installation]:
    """A started installation on a folder of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="drill-", ignore_cleanup_errors=True) as folder,
        running_postgresql() if setup is Setup.MANY else nullcontext() as database,
    ):
        made = Installation(setup, Path(folder), index_url, data_dir=data_dir, **(settings or {}))
        made.database = database
        made.environment["DATABASE_URL"] = database.url if database else ""
        made.redis_keeps = redis_keeps
        made.data_dir.mkdir(exist_ok=True)
        if checkout is None:
            shutil.copy(examples_database(), made.data_dir / "whichwheel.sqlite3")
        else:  # an earlier state of the source makes its own
            made.source = checkout
        try:
            made.start()
            yield made
        finally:
            made.stop()


@cache
def examples_database() -> Path:
    """A database with the recorded examples in it, made once in a run."""
    folder = REPOSITORY / "test-results" / "drills" / "examples"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "WHICHWHEEL_DATA_DIR": str(folder), "REDIS_URL": "", "DATABASE_URL": ""}
    for command in (("migrate", "--no-input", "--verbosity", "0"), ("load_examples",)):
        subprocess.run([sys.executable, "manage.py", *command], cwd=REPOSITORY, env=environment, check=True)
    return folder / "whichwheel.sqlite3"
