"""A check with the real uv never delays a solve: it has a queue and a worker of its own, embedded and with Redis."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.support.asking import ask, read
from tests.support.served_index import ServedIndex, served_index
from tests.support.servers import Application, running_application, running_redis, running_worker, until
from tests.support.whole_application import TORCH, TORCH_FILES

pytestmark = pytest.mark.slow

SETTINGS = {"WHICHWHEEL_UV_CHECK": "button", "WHICHWHEEL_WORKERS": "1"}


@pytest.fixture
def index() -> Iterator[ServedIndex]:
    with served_index(TORCH_FILES) as served:
        yield served


def solved(application: Application, text: str = TORCH) -> str:
    """The address of an answer that is there, with its reasons."""
    address = ask(application, text)
    until(lambda: read(address)["solves"].get("explanation", {}).get("state") == "done", "an answer with its reasons")
    return address


def press(application: Application, address: str) -> None:
    """The button of the page of an answer."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = read(address)["page"]
    with opener.open(page) as response:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.read().decode())
    assert token is not None
    opener.open(f"{page}/check", urlencode({"csrfmiddlewaretoken": token[1]}).encode()).close()


def state_of_the_check(application: Application) -> str:
    with closing(sqlite3.connect(application.data_dir / "whichwheel.sqlite3")) as database:
        ((state,),) = database.execute("SELECT state FROM resolutions_question WHERE kind = 'check'")
        return str(state)


@contextmanager
def stopped_worker_of_checks(application: Application) -> Iterator[None]:
    """The embedded worker of the checks, its whole group, does nothing during the body."""
    groups = {
        int(process.name)
        for process in Path("/proc").iterdir()
        if process.name.isdecimal()
        and parent_of(process) == application.process.pid
        and b"--queues\0checks\0" in (process / "cmdline").read_bytes()
    }
    (group,) = groups
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


def parent_of(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended
        return 0


def test_an_embedded_worker_solves_while_a_check_waits(
    tmp_path: Path, index: ServedIndex, examples_database: Path
) -> None:
    with running_application(tmp_path, index.url, database=examples_database, **SETTINGS) as application:
        address = solved(application)
        with stopped_worker_of_checks(application):
            press(application, address)
            solved(application, TORCH.replace("old-python", "another"))
            assert state_of_the_check(application) == "queued"
        until(lambda: state_of_the_check(application) == "done", "the check")
        assert read(address)["uv_check"]["verdict"] == "agrees"


@pytest.mark.redis
def test_with_redis_a_worker_of_solves_takes_no_check(
    tmp_path: Path, index: ServedIndex, examples_database: Path
) -> None:
    with (
        running_redis(tmp_path) as redis_url,
        running_application(
            tmp_path, index.url, redis_url=redis_url, database=examples_database, **SETTINGS
        ) as application,
        running_worker(application, "solves"),
    ):
        address = solved(application)
        press(application, address)
        solved(application, TORCH.replace("old-python", "another"))
        assert state_of_the_check(application) == "queued"
        with running_worker(application, "checks", "--queues", "checks"):
            until(lambda: state_of_the_check(application) == "done", "the check")
        assert read(address)["uv_check"]["verdict"] == "agrees"
