"""What the kernel says about processes."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.drills import processes
from tests.drills.processes import Process


def test_descendants_are_found_through_all_generations() -> None:
    known = {1: Process(1, 0, "a"), 2: Process(2, 1, "b"), 3: Process(3, 2, "c"), 4: Process(4, 0, "d")}
    assert [process.pid for process in processes.descendants([1, 9], known)] == [1, 2, 3]


def test_a_process_is_seen_until_it_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "import signal; print(1, flush=True); signal.pause()"], stdout=-1
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline()
        assert child.pid in {process.pid for process in processes.descendants([os.getpid()])}
        assert processes.resident_bytes(child.pid) > 100_000
        assert processes.processor_seconds(child.pid) >= 0
        assert processes.processor_seconds(os.getpid()) > 0
        processes.kill(child.pid)
        child.wait()
    assert not processes.is_alive(child.pid)
    processes.kill(child.pid)
    assert processes.resident_bytes(child.pid) == 0
