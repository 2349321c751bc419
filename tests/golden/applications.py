"""The web application of a checkout, served with its embedded workers and an empty data folder."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.checkouts import Checkout
from tests.support.servers import free_port

START_SECONDS = 180
SECONDS_FOR_AN_ANSWER = "1200"


class NotServed(Exception):
    """The application did not start; its log is in the message."""


@contextmanager
def served(checkout: Checkout, default_index: str) -> Iterator[str]:
    """The address of the application while the body runs. No limit of time or number stands in the way of an answer."""
    port = free_port()
    with TemporaryDirectory(prefix="golden-data-") as data, Path(data, "serve.log").open("wb") as log:
        environment = checkout.environment(
            WHICHWHEEL_DATA_DIR=data,
            WHICHWHEEL_DEFAULT_INDEX=default_index,
            WHICHWHEEL_ALLOW_NETWORKS="127.0.0.0/8",
            WHICHWHEEL_SUBMISSIONS_PER_MINUTE="0",
            WHICHWHEEL_SOLVE_SECONDS=SECONDS_FOR_AN_ANSWER,
            WHICHWHEEL_EXPLAIN_SECONDS=SECONDS_FOR_AN_ANSWER,
            WHICHWHEEL_ANSWER_SECONDS=SECONDS_FOR_AN_ANSWER,
            WHICHWHEEL_LEASE_SECONDS="120",
            SECRET_KEY="golden",
        )
        process = subprocess.Popen(
            checkout.command("manage", "serve", "--port", str(port), "--with-workers", "1"),
            cwd=checkout.folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process, Path(data, "serve.log"))
            yield url
        finally:
            _end(process)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise NotServed(log.read_text("utf-8", "replace"))
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v1/openapi.json", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=20)
