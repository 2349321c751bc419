"""Real processes for the tests that need them: Redis, the application, workers, and an index that takes its time."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.served_index import ServedIndex
from tests.support.shared import REPOSITORY

OURS = ("WHICHWHEEL_", "REDIS_", "DATABASE_")
"""How the names of our settings begin: none of this process is to reach another one."""
PATIENCE_S = 240.0
"""How long is waited for what must happen, on the slowest and busiest machine. Nothing is expected to take long."""


@dataclass(frozen=True)
class Application:
    """A running `manage.py serve` with what it keeps."""

    url: str
    data_dir: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(happened: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
    """Wait for something that another process does. Fails the test with its name when it does not."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {seconds:g} s for: {what}")
        time.sleep(0.05)


def program(name: str) -> str:
    """The path of a program that `scripts/setup test` installs."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is not installed: run ./scripts/setup test")
    return found


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """A Redis of our own on a free port, without files; its URL."""
    port = free_port()
    options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder), "--loglevel", "warning"]
    with running([program("redis-server"), "--port", str(port), *options], folder / "redis.log"):
        until(lambda: accepts(port), "redis-server")
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def running_application(
    folder: Path, index_url: str, *, redis_url: str = "", database: Path | None = None, **settings: str
) -> Iterator[Application]:
    """`manage.py serve` on a data folder of its own, asking one loopback index.

    `database` is copied into the folder: with `examples_database` the start need not load the examples.
    """
    if database is not None:
        shutil.copy(database, folder / "whichwheel.sqlite3")
    port = free_port()
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WHICHWHEEL_", "REDIS_", "DATABASE_"))
        },
        "WHICHWHEEL_DATA_DIR": str(folder),
        "WHICHWHEEL_DEFAULT_INDEX": index_url,
        "WHICHWHEEL_ALLOW_NETWORKS": "127.0.0.0/8",
        "REDIS_URL": redis_url,
        **settings,
    }
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with running(command, folder / "serve.log", environment) as process:
        application = Application(f"http://127.0.0.1:{port}", folder, environment, process)
        until(lambda: answers(application.url), f"the application ({folder / 'serve.log'})")
        yield application


@contextmanager
def running_worker(application: Application, name: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker process with one solve at a time, in a process group of its own."""
    one = ["-c", "1", "-n", f"{name}@%h", "-l", "info"]
    command = [sys.executable, "-m", "celery", "-A", "webui", "worker", *one, *options]
    log = application.data_dir / f"{name}.log"
    with running(command, log, application.environment) as process:
        until(lambda: b"ready." in log.read_bytes(), f"the worker {name} ({log})")
        yield process


@contextmanager
def running(
    command: list[str], log: Path, environment: Mapping[str, str] | None = None, cwd: Path = REPOSITORY
) -> Iterator[subprocess.Popen[bytes]]:
    """A process with its own group; both end with the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL a process that we started, and all its children."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=PATIENCE_S)


def accepts(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url: str) -> bool:
    """Whether a page is there."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def held(index: ServedIndex, *projects: str) -> Iterator[threading.Event]:
    """The index keeps its readers waiting for the pages of these projects (all, where none is named) until the event.

    So a solve stands where a test wants it to, however fast or slow the machine is. The end of the block sets it, too.
    """
    answer, released = type(index).answer, threading.Event()

    def late(path: str) -> tuple[str, bytes] | None:
        folder, _, name = path.strip("/").partition("/")
        if folder == "simple" and (not projects or name in projects):
            released.wait()
        return answer(index, path)

    index.answer = late  # type: ignore[method-assign]
    try:
        yield released
    finally:
        released.set()
        del index.answer
