"""What a worker process may use: memory, processor time, wall time, and its priority.

The limits are the kernel's, so they hold whatever the process is doing: a regular expression that never ends, or a
library that waits, ends with the process. Who kept count of the row it worked on (working/leases.py) sees it die.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Process:
    """Whether this process is a worker's own: only then may the kernel end it."""

    is_contained = False


_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def die_with_parent(number: signal.Signals = signal.SIGKILL) -> None:
    """Let the kernel send a signal to this process when its parent ends. Linux alone; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, int(number))


def contain(memory_bytes: int, niceness: int) -> None:
    """Hold this process to an amount of memory (its address space) and give it a lower priority.

    A process that asks for more gets a MemoryError. 0 bytes: no limit.
    """
    if memory_bytes:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    os.nice(max(0, niceness - os.nice(0)))
    _Process.is_contained = True


@contextmanager
def killed_after(seconds: float) -> Iterator[None]:
    """The kernel kills this process when the body takes longer than this, in wall time or in processor time.

    It is meant for the main thread of a process that was contained, behind a deadline that the body keeps by itself;
    anywhere else nothing happens.
    """
    if not _Process.is_contained or threading.current_thread() is not threading.main_thread():
        yield
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = resource.getrusage(resource.RUSAGE_SELF)
    processor_seconds = int(used.ru_utime + used.ru_stime + seconds) + 1
    before = signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, hard))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
