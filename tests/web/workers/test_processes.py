"""The processes beside the web: one that dies is followed by another, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tests.support.servers import until
from webui.workers.processes import kept_running


def test_several_processes_end_together() -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "import signal; signal.pause()"]
        started.append(subprocess.Popen(command, start_new_session=True))
        return started[-1]

    with kept_running(start, start):
        assert [process.poll() for process in started] == [None, None]
    assert [process.poll() for process in started] == [-signal.SIGTERM, -signal.SIGTERM]


def test_a_process_that_dies_is_followed_by_another_and_the_last_one_ends_with_the_block() -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "import signal; signal.pause()"]
        started.append(subprocess.Popen(command, start_new_session=True))
        return started[-1]

    with kept_running(start):
        assert len(started) == 1
        os.kill(started[0].pid, signal.SIGKILL)
        until(lambda: len(started) == 2, "another process")
        assert started[1].poll() is None
    assert [process.poll() for process in started] == [-signal.SIGKILL, -signal.SIGTERM]
