"""Real processes for the tests that need them: Redis, the application, workers, and an index that takes its time."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
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

START_SECONDS = 40


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


def until(happened: Callable[[], object], what: str, seconds: float = START_SECONDS) -> None:
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
def running_application(folder: Path, index_url: str, *, redis_url: str = "", **settings: str) -> Iterator[Application]:
    """`manage.py serve` with an empty data folder, asking one loopback index."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("WHICHWHEEL_", "REDIS_"))},
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
def running_worker(application: Application, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker process with one solve at a time, in a process group of its own."""
    command = [sys.executable, "-m", "celery", "-A", "webui", "worker", "-c", "1", "-n", f"{name}@%h", "-l", "info"]
    log = application.data_dir / f"{name}.log"
    with running(command, log, application.environment) as process:
        until(lambda: b"ready." in log.read_bytes(), f"the worker {name} ({log})")
        yield process


@contextmanager
def running(
    command: list[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process with its own group; both end with the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL a process that we started, and all its children."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)


def accepts(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url: str) -> bool:
    """Whether a page is there."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def slow_down(index: ServedIndex, seconds: float) -> None:
    """Every answer of the index takes this long from now on."""
    answer = type(index).answer

    def late(path: str) -> tuple[str, bytes] | None:
        time.sleep(seconds)
        return answer(index, path)

    index.answer = late  # type: ignore[method-assign]
