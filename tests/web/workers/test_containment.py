"""The kernel's limits, each tried in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.servers import until

CONTAIN = "from webui.workers.containment import contain, die_with_parent, killed_after\n"


def run(source: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", CONTAIN + source], capture_output=True, text=True, timeout=60)


def test_too_much_memory_is_an_error_that_can_be_told() -> None:
    done = run("contain(600 * 2**20, 0)\ntry:\n    bytearray(2**30)\nexcept MemoryError:\n    print('refused')")
    assert done.stdout == "refused\n"


def test_the_priority_is_lower() -> None:
    done = run("import os\ncontain(0, 7)\nprint(os.nice(0))\ncontain(0, 7)\nprint(os.nice(0))")
    before = os.nice(0)
    assert done.stdout.split() == [str(max(before, 7))] * 2


@pytest.mark.parametrize(
    "body",
    [
        "__import__('time').sleep(50)",
        "__import__('re').match(r'(a+)+$', 'a' * 64 + 'b')",  # no bytecode is run in there
        "exec('while True: pass')",
    ],
    ids=["waiting", "in C", "in Python"],
)
def test_what_takes_too_long_is_killed(body: str) -> None:
    done = run(f"contain(0, 0)\nwith killed_after(1):\n    {body}")
    assert done.returncode in (-signal.SIGALRM, -signal.SIGXCPU)


def test_what_ends_in_time_is_left_alone() -> None:
    done = run("import time\ncontain(0, 0)\nwith killed_after(1):\n    pass\ntime.sleep(1.5)\nprint('alive')")
    assert done.stdout == "alive\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal on the death of a parent is Linux's")
def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    child = CONTAIN + "die_with_parent()\nimport time\nprint('ready', flush=True)\ntime.sleep(60)"
    parent = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\nprint(child.pid, flush=True)\ntime.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    until(lambda: not _is_alive(pid), "the end of the child")


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
