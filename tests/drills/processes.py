"""Processes as the kernel lists them: who descends from whom, and how much memory they hold."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_KIB = 1024


@dataclass(frozen=True)
class Process:
    """One line of the kernel's table."""

    pid: int
    parent: int
    command: str


def table(proc: Path = PROC) -> dict[int, Process]:
    """All processes by id. One that ends meanwhile is left out, and so is one that ended and was not waited for."""
    found = {}
    for folder in proc.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError, IndexError, ValueError):
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
                if state != "Z":
                    found[int(folder.name)] = Process(int(folder.name), int(parent), command)
    return found


def descendants(roots: Iterable[int], processes: dict[int, Process] | None = None) -> list[Process]:
    """The processes with these ids, those that they started, and so on."""
    known = table() if processes is None else processes
    found = [known[pid] for pid in roots if pid in known]
    for process in found:
        found += [other for other in known.values() if other.parent == process.pid]
    return found


def resident_bytes(pid: int, proc: Path = PROC) -> int:
    """Memory of a process, pages that it shares with others divided among them; 0 where it has ended."""
    with suppress(OSError):
        for line in (proc / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * _KIB
    return 0


def processor_seconds(pid: int, proc: Path = PROC) -> float:
    """Processor time that a process used, its threads together; 0 where it has ended."""
    with suppress(OSError, IndexError):
        fields = (proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def is_alive(pid: int) -> bool:
    """Whether a process runs."""
    return pid in table()


def kill(*pids: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to processes that may be gone already."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
