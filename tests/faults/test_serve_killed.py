"""The whole application killed with SIGKILL in the middle of a solve: after a start, the solve goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.asking import ask, read
from tests.support.served_index import served_index
from tests.support.servers import PATIENCE_S, held, kill_group, running_application, until
from tests.support.whole_application import CHAIN, a_long_chain

pytestmark = pytest.mark.slow


def test_the_embedded_workers_take_up_what_was_left(tmp_path: Path, examples_database: Path) -> None:
    with served_index(a_long_chain(8)) as index:
        with (
            held(index, "step-4"),
            running_application(tmp_path, index.url, database=examples_database) as killed,
        ):
            address = ask(killed, CHAIN)
            until(lambda: read(address)["solves"]["universal"]["progress"].get("projects", 0) >= 2, "progress")
            kill_group(killed.process)
        with running_application(tmp_path, index.url) as restarted:
            address = address.replace(killed.url, restarted.url)
            until(lambda: read(address)["state"] != "running", "the outcome")
            answer = read(address)
    assert answer["state"] == "done"
    assert {answer[side]["outcome"] for side in ("single", "universal")} == {"solved"}
    assert {answer["solves"][side]["attempt"] for side in ("single", "universal")} == {2}


def test_a_terminated_application_ends_by_itself(tmp_path: Path) -> None:
    with served_index([]) as index, running_application(tmp_path, index.url) as application:
        application.process.terminate()
        assert application.process.wait(timeout=PATIENCE_S) == 0
