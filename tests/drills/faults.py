"""The fault drills: something is killed, locked, filled or moved while submissions are solved.

Each drill takes the installation in the middle of its work, makes its trouble, ends it, and leaves the counting to
`submissions.tally`.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.drills import drill_index, processes
from tests.drills.client import Browser
from tests.drills.installations import ON_SQLITE, Installation, Setup, installation
from tests.drills.submissions import Poster, Tally, ended_count, tally
from tests.drills.waiting import happens, pause, until

LOCKED_S = 10.0
FULL_S = 10.0
END_S = 5.0
TMPFS_MB = 48
REFUSED_WITHIN_S = 2.0
HOUR_S = 3600
EAGER = {"WHICHWHEEL_WORKER_NICENESS": "0"}
"""What is counted here is not how politely workers wait for a busy machine."""


class Skipped(Exception):
    """A drill that cannot be made here; its text says why."""


@dataclass
class Moment:
    """What a drill gets: the installation at work, and where it writes what it found beside the counts."""

    installation: Installation
    tally_notes: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    clock: Path | None = None

    def note(self, words: str) -> None:
        self.tally_notes.append(words)


Fault = Callable[[Moment], None]


@dataclass(frozen=True)
class Drill:
    """One row of the table."""

    name: str
    fault: Fault
    setups: tuple[Setup, ...] = tuple(Setup)
    redis_keeps: bool = True
    needs_tmpfs: bool = False
    moves_clock: bool = False


# -- killed


def kill_worker(moment: Moment) -> None:
    """The process that started the pool. Separate workers are started again by whoever started them."""
    at_work = moment.installation
    if at_work.setup.has_redis:
        name = next(iter(at_work.workers))
        processes.kill(at_work.workers[name].pid)
        at_work.workers[name].wait(timeout=60)
        pause(2)
        at_work.start_workers(name)
        return
    (main,) = at_work.worker_mains()
    processes.kill(main)
    began = time.monotonic()
    if happens(lambda: any(pid != main for pid in at_work.worker_mains()), 60):
        moment.note(f"workers were back after {time.monotonic() - began:.1f} s")
    else:
        moment.untrue.append("nobody started the workers again")


def kill_pool_child(moment: Moment) -> None:
    """Three times the process that solves."""
    for _ in range(3):
        until(moment.installation.solving, "a solve at work")
        processes.kill(*moment.installation.solving()[:1])
        pause(1)


def kill_everything(moment: Moment) -> None:
    """Web and workers, as when the machine fails; then a new start."""
    moment.installation.kill()
    _start_again(moment.installation)


def kill_web(moment: Moment) -> None:
    """The web process alone."""
    at_work = moment.installation
    assert at_work.web is not None
    left = [process.pid for process in processes.descendants([at_work.web.pid])]
    processes.kill(at_work.web.pid)
    at_work.web.wait(timeout=60)
    if not happens(lambda: not any(map(processes.is_alive, left)), 5):
        moment.untrue.append("processes of the killed application live on")
    at_work.start_web()


def terminate(moment: Moment) -> None:
    """SIGTERM to web and workers, in the middle of solves; then a new start."""
    seconds = moment.installation.terminate()
    moment.note(f"ended after {seconds:.1f} s")
    if seconds > END_S:
        moment.untrue.append(f"SIGTERM took {seconds:.1f} s (wanted: {END_S:g})")
    _start_again(moment.installation)


def _start_again(at_work: Installation) -> None:
    at_work.start_web()
    if at_work.setup.has_redis:
        at_work.start_workers()


def kill_redis(moment: Moment) -> None:
    """Redis, for five seconds."""
    moment.installation.kill_redis()
    pause(5)
    moment.installation.start_redis()


def kill_postgresql(moment: Moment) -> None:
    """PostgreSQL with all its processes, for five seconds; then it repairs its files."""
    assert moment.installation.database is not None
    moment.installation.database.kill()
    _check_refusal(moment)
    pause(5)
    moment.installation.database.start()


def two_sweepers(moment: Moment) -> None:
    """A second web sweeps beside the first while there is something to sweep; then the first is killed."""
    at_work = moment.installation
    at_work.start_second_web()
    kill_worker(moment)
    pause(20)
    kill_web(moment)


# -- storage


def lock_database(moment: Moment) -> None:
    """Another program holds the write lock."""
    if moment.installation.database is not None:
        with psycopg.connect(moment.installation.database.url) as other:
            other.execute("LOCK TABLE resolutions_submission, resolutions_solve IN EXCLUSIVE MODE")
            _check_refusal(moment)
            pause(LOCKED_S)
        return
    path = moment.installation.data_dir / "whichwheel.sqlite3"
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        _check_refusal(moment)
        pause(LOCKED_S)
        other.execute("ROLLBACK")


def fill_disk(moment: Moment) -> None:
    """Not a byte is left where the data are."""
    rest = moment.installation.data_dir / "rest"
    with suppress(OSError), rest.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    _check_refusal(moment)
    pause(FULL_S)
    rest.unlink()


def _check_refusal(moment: Moment) -> None:
    """A person who sends the form now gets 503 with Retry-After and the text, in two seconds."""
    text = drill_index.text(0).replace("drill-0", "kept-text")
    answer = Browser(moment.installation.url).post("/", {"text": text})
    moment.note(f"form: {answer.status} after {answer.seconds:.1f} s")
    if answer.status != 503 or "Retry-After" not in answer.headers or "kept-text" not in answer.words:
        moment.untrue.append(f"the form answered {answer.status}, not 503 with Retry-After and the text")
    elif answer.seconds > REFUSED_WITHIN_S:
        moment.untrue.append(f"503 came after {answer.seconds:.1f} s (wanted: {REFUSED_WITHIN_S:g})")


# -- the clock


def clock_ahead(moment: Moment) -> None:
    """The machine's clock jumps an hour ahead."""
    _set_clock(moment, HOUR_S)
    pause(3)


def clock_back(moment: Moment) -> None:
    """It goes back an hour, and a process that solves dies at once, before it can say so."""
    killed: list[int] = []
    until(lambda: killed.extend(moment.installation.solving()) or killed, "a solve at work", 30)
    _set_clock(moment, -HOUR_S)
    processes.kill(*killed)
    killed = [pid for pid in killed if moment.installation.rows(_RUNS_BY, f"%:{pid}")]
    moment.note("killed in the middle" if killed else "no solve was in the middle")
    pause(3)


_RUNS_BY = "SELECT 1 FROM resolutions_solve WHERE state = 'running' AND worker LIKE ?"


def _set_clock(moment: Moment, seconds: int) -> None:
    assert moment.clock is not None
    with moment.clock.open("r+b") as file:  # the same file, which the processes have mapped
        file.write(struct.pack("q", seconds))


WITH_REDIS = (Setup.SEPARATE, Setup.MANY)
DRILLS = (
    Drill("kill -9 of a worker", kill_worker),
    Drill("kill -9 of a pool child, three times", kill_pool_child),
    Drill("kill -9 of the web process", kill_web, WITH_REDIS),
    Drill("kill -9 of everything, new start", kill_everything),
    Drill("SIGTERM in the middle, new start", terminate),
    Drill("kill -9 of Redis, with an append-only file", kill_redis, WITH_REDIS),
    Drill("kill -9 of Redis, without persistence", kill_redis, WITH_REDIS, redis_keeps=False),
    Drill(f"database locked for {LOCKED_S:g} s", lock_database),
    Drill("kill -9 of PostgreSQL", kill_postgresql, (Setup.MANY,)),
    Drill("two sweepers, and kill -9 of a worker", two_sweepers, (Setup.MANY,)),
    Drill(f"disk full for {FULL_S:g} s", fill_disk, ON_SQLITE, needs_tmpfs=True),
    Drill("clock jumps an hour ahead", clock_ahead, moves_clock=True),
    Drill("clock goes back an hour, a pool child killed", clock_back, moves_clock=True),
)


def run(drill: Drill, setup: Setup, count: int) -> Tally:
    """Make one drill. Raises `Skipped`."""
    with (
        tempfile.TemporaryDirectory(prefix="drill-clock-") as folder,
        _own_clock(Path(folder)) if drill.moves_clock else nullcontext((None, {})) as (clock, settings),
        _tmpfs() if drill.needs_tmpfs else nullcontext() as data_dir,
        drill_index.drill_index(count) as index,
        installation(setup, index.url, data_dir=data_dir, settings=settings, redis_keeps=drill.redis_keeps) as at_work,
    ):
        # Half of the texts are there when the trouble begins, the others come meanwhile.
        poster = Poster(at_work, range(count // 2)).start()
        until(lambda: ended_count(at_work) >= min(1, count // 10) and at_work.solving(), "the middle of the work")
        moment = Moment(at_work, clock=clock)
        later = Poster(at_work, range(count // 2, count))
        starting = threading.Timer(1, later.start)
        starting.start()
        drill.fault(moment)
        starting.join()
        posted, more = poster.join(), later.join()
        posted.accepted |= more.accepted
        posted.statuses += more.statuses
        posted.slowest_refusal_s = max(posted.slowest_refusal_s, more.slowest_refusal_s)
        posted.no_retry_after += more.no_retry_after
        found = tally(at_work, posted, count)
        found.notes += moment.tally_notes
        found.untrue += moment.untrue
        if more.slowest_refusal_s:
            found.notes.append(f"slowest refusal {posted.slowest_refusal_s:.1f} s")
        return found


@contextmanager
def _tmpfs() -> Iterator[Path]:
    """A small disk of our own."""
    if os.geteuid() != 0:
        raise Skipped("a small tmpfs can only be mounted by root")
    folder = Path(tempfile.mkdtemp(prefix="drill-disk-"))
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS_MB}m", "drill", str(folder)]
    if subprocess.run(mounting, capture_output=True).returncode:
        raise Skipped("no tmpfs can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own_clock(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A file that moves the clock of all processes, and the settings that make them heed it.

    Not libfaketime: under its 0.9.10 a Python of 3.11 cannot sleep while spans of time are left as they are.
    """
    compiler, library = shutil.which("cc"), folder / "clock.so"
    if compiler is None:
        raise Skipped("no C compiler is installed, which the moved clock needs (Debian: apt-get install gcc libc6-dev)")
    source = str(Path(__file__).with_name("clock.c"))
    compiled = subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), source], capture_output=True)
    if compiled.returncode:
        raise Skipped(f"the moved clock cannot be compiled: {compiled.stderr.decode(errors='replace')[:100]}")
    clock = folder / "clock"
    clock.write_bytes(struct.pack("q", 0))
    yield clock, {"LD_PRELOAD": str(library), "DRILL_CLOCK": str(clock)}
