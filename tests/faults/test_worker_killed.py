"""A worker killed with SIGKILL in the middle of a solve: another one ends it, under a real Redis."""

from __future__ import annotations

import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.asking import ask, read
from tests.support.served_index import ServedIndex, served_index
from tests.support.servers import (
    Application,
    held,
    kill_group,
    running_application,
    running_redis,
    running_worker,
    until,
)
from tests.support.whole_application import CHAIN, a_long_chain

pytestmark = [pytest.mark.redis, pytest.mark.slow]

LENGTH = 12


@pytest.fixture
def index() -> Iterator[ServedIndex]:
    with served_index(a_long_chain(LENGTH)) as served:
        yield served


@pytest.fixture
def application(tmp_path: Path, index: ServedIndex, examples_database: Path) -> Iterator[Application]:
    leases = {"LEASE_SECONDS": "12", "HEARTBEAT_SECONDS": "1", "SWEEP_SECONDS": "1"}
    settings = {f"WHICHWHEEL_{name}": value for name, value in leases.items()}
    with (
        running_redis(tmp_path) as redis_url,
        running_application(
            tmp_path, index.url, redis_url=redis_url, database=examples_database, **settings
        ) as running,
    ):
        yield running


def worker_ids(application: Application, label: str) -> list[int]:
    """The process that solves now, as its row says."""
    with closing(sqlite3.connect(application.data_dir / "whichwheel.sqlite3")) as database:
        query = "SELECT worker FROM resolutions_solve WHERE label = ? AND state = 'running'"
        return [int(name.rpartition(":")[2]) for (name,) in database.execute(query, (label,))]


def is_of(process: subprocess.Popen[bytes], pid: int) -> bool:
    """Whether a process is in the group that we started."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[2] == str(process.pid)


def test_the_solve_of_a_killed_worker_is_ended_by_another(application: Application, index: ServedIndex) -> None:
    with running_worker(application, "first") as first, running_worker(application, "second") as second:
        with held(index, "step-4"):
            address = ask(application, CHAIN)
            until(lambda: read(address)["solves"]["universal"]["progress"].get("projects", 0) >= 2, "progress")
            (pid,) = worker_ids(application, "universal")
            killed, alive = (first, second) if is_of(first, pid) else (second, first)
            assert is_of(killed, pid)
            kill_group(killed)

        until(lambda: read(address)["state"] != "running", "the outcome")
        answer = read(address)
        assert answer["state"] == "done"
        assert {side: answer[side]["outcome"] for side in ("single", "universal")} == {
            "single": "solved",
            "universal": "solved",
        }
        assert answer["solves"]["universal"]["attempt"] == 2
        assert len([package for package in answer["universal"]["packages"] if not package["root"]]) == LENGTH
        assert alive.poll() is None

        with urllib.request.urlopen(answer["page"]) as response:
            page = response.read().decode()
        assert f"{LENGTH} projects, the same versions" in page
