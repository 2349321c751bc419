"""How long people wait: readers beside a solve, a small paste behind a monster, the queue, and the first answer."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.drills import drill_index
from tests.drills.client import post_json, send
from tests.drills.forbidden import HOSTILE_HOST
from tests.drills.installations import Installation, Setup, installation
from tests.drills.submissions import unfinished
from tests.drills.variants import project
from tests.drills.waiting import happens, until
from tests.golden.checkouts import checked_out, revision
from tests.support.hostile_index import hostile_index
from tests.support.shared import SHARED

READERS_AT_MOST = 2.0
FAIR_AT_MOST = 3.0
SLOWER_AT_MOST_S = 0.2
PHASES, PHASE_S = 4, 10.0
FROZEN = SHARED / "frozen-index"
BEFORE = "4d4cf04"


@dataclass
class Found:
    """What was measured."""

    figures: list[str] = field(default_factory=list)
    wanted: str = ""
    holds: bool = True


@contextmanager
def frozen_index(as_of: str = "") -> Iterator[str]:
    """The recorded index of the shared data; its address."""
    command = [sys.executable, str(FROZEN / "recorder.py"), "serve", "--frozen", "--port", "0"]
    command += ["--as-of", as_of] if as_of else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        try:
            for line in server.stdout:
                if found := re.search(r"serving on (http://\S+)", line):
                    threading.Thread(target=server.stdout.read, daemon=True).start()
                    yield found[1].rstrip("/")
                    break
        finally:
            server.terminate()


def largest_project() -> Path:
    """The recorded project with the most packages."""

    def packages(path: Path) -> int:
        text = (FROZEN / "expected" / f"{path.name}.json").read_text("utf-8")
        return text.count('"version"')

    return max((FROZEN / "projects").iterdir(), key=packages)


def as_of(folder: Path) -> str:
    """The date that a recorded project must be solved at."""
    return str(json.loads((folder / "case.json").read_text("utf-8")).get("as_of", ""))


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]


def readers(setup: Setup) -> Found:
    """Finished pages, one after the other, alternately on an idle system and while the largest project is solved."""
    folder = largest_project()
    text = (folder / "pyproject.toml").read_text("utf-8")
    settings = DEFAULTS | {"WHICHWHEEL_EXPLAIN_SECONDS": "20"}  # a phase is over before, and the next one soon begins
    with frozen_index(as_of(folder)) as index, installation(setup, f"{index}/simple", settings=settings) as at_work:
        text = text.replace("http://127.0.0.1:8765", index)
        pages = [row[0] for row in at_work.rows("SELECT id FROM resolutions_submission WHERE id LIKE 'example-%'")]
        _read(at_work, pages, 3)
        idle, busy, phases = [], [], []
        for phase in range(PHASES):
            quiet = _read(at_work, pages, PHASE_S)
            post_json(at_work.url, {"text": f"# {phase}\n{text}"})
            until(at_work.solving, "the solve")
            loud = _read(at_work, pages, PHASE_S, lambda: unfinished(at_work) > 0)
            phases.append(p95(loud) / p95(quiet) if len(loud) > 1 else 0.0)
            idle, busy = idle + quiet, busy + loud
            happens(lambda: not unfinished(at_work), 600, 0.2)
    ratio = p95(busy) / p95(idle)
    found = Found(wanted=f"p95 at most {READERS_AT_MOST:g} x idle", holds=ratio <= READERS_AT_MOST)
    found.figures.append(
        f"{folder.name}: p95 {p95(busy) * 1000:.0f} ms beside a solve, {p95(idle) * 1000:.0f} ms idle: {ratio:.1f} x "
        f"(median {statistics.median(busy) * 1000:.0f} and {statistics.median(idle) * 1000:.0f} ms; {len(busy)} and "
        f"{len(idle)} pages; by phase {', '.join(f'{each:.1f}' for each in phases)})"
    )
    return found


DEFAULTS = {"WHICHWHEEL_WORKERS": "4", "WHICHWHEEL_WORKERS_PER_ASKER": "2"}
"""What an installation has when nobody chooses; the other drills let one address hold every worker."""


def _read(
    at_work: Installation, pages: list[str], seconds: float, go_on: Callable[[], bool] = lambda: True
) -> list[float]:
    """How long each page took."""
    took: list[float] = []
    deadline, next_look = time.monotonic() + seconds, 0.0
    while time.monotonic() < deadline:
        if time.monotonic() > next_look:
            if not go_on():
                break
            next_look = time.monotonic() + 0.5
        answer = send(f"{at_work.url}/r/{pages[len(took) % len(pages)]}")
        assert answer.status == 200, answer.status
        took.append(answer.seconds)
    return took


def fairness(setup: Setup) -> Found:
    """A small paste from one address behind eight hard targets from another."""
    settings = {**DEFAULTS, "WHICHWHEEL_PROXIES": "127.0.0.0/8", "WHICHWHEEL_SOLVE_SECONDS": "60"}
    small = 7
    with (
        hostile_index(HOSTILE_HOST) as hostile,
        drill_index.drill_index(2 * small + 1) as index,
        installation(setup, index.url, settings=settings) as at_work,
    ):
        _small_paste(at_work, 2 * small)
        idle = [_small_paste(at_work, number) for number in range(small)]
        targets = [
            f"3.{minor}/{platform}" for minor in (10, 11, 12, 13) for platform in ("aarch64-apple-darwin", "windows")
        ]
        text = project([f"h{number}" for number in range(12)], f"{hostile.base}/hard/simple", python=">=3.10")
        monster = post_json(at_work.url, {"text": text, "targets": targets[:7]}, "198.51.100.1")
        until(lambda: len(at_work.solving()) >= 2, "the monster at work")
        behind = [_small_paste(at_work, number) for number in range(small, 2 * small)]
        assert monster.status == 202, monster.words
        busy = unfinished(at_work)
    ratio = statistics.median(behind) / statistics.median(idle)
    found = Found(wanted=f"at most {FAIR_AT_MOST:g} x", holds=ratio <= FAIR_AT_MOST)
    found.figures.append(
        f"{statistics.median(behind):.2f} s behind the monster, {statistics.median(idle):.2f} s idle: {ratio:.1f} x "
        f"(slowest {max(behind):.2f} and {max(idle):.2f} s; {busy} solves of the monster left at the end)"
    )
    return found


def _small_paste(at_work: Installation, number: int) -> float:
    """Seconds from the paste to both answers."""
    question = {"text": drill_index.text(number), "python": drill_index.PYTHON}
    return _answered(at_work, question, "198.51.100.2")


def _answered(at_work: Installation, question: dict[str, object], address: str = "") -> float:
    began = time.monotonic()
    answer = post_json(at_work.url, question, address)
    assert answer.status == 202, answer.words
    path = f"{at_work.url}/api/v1/resolutions/{answer.json['id']}"

    def both() -> bool:
        document = send(path).json
        return bool(document["single"] and document["universal"] and document["comparison"])

    until(both, "both answers", 180)
    return time.monotonic() - began


def pick_up(setup: Setup, count: int = 40) -> Found:
    """From the moment a solve is queued until a worker has it, one paste at a time."""
    with drill_index.drill_index(count) as index, installation(setup, index.url, settings=DEFAULTS) as at_work:
        for number in range(count):
            _small_paste(at_work, number)
            happens(lambda: not unfinished(at_work), 60, 0.1)
        query = "SELECT queued_at, started_at FROM resolutions_solve WHERE label = 'single'"
        rows = at_work.rows(f"{query} AND submission_id NOT LIKE 'example-%'")
    delays = [(datetime.fromisoformat(start) - datetime.fromisoformat(queue)).total_seconds() for queue, start in rows]
    found = Found(wanted="seconds, told as they are")
    middle, late, most = (1000 * each for each in (statistics.median(delays), p95(delays), max(delays)))
    found.figures.append(f"median {middle:.0f} ms, p95 {late:.0f} ms, most {most:.0f} ms")
    return found


def torch(setup: Setup, count: int = 7) -> Found:
    """The torch example, pasted anew: to both answers and their comparison; before, with threads for workers."""
    folder = FROZEN / "projects" / "seed-9514-torch"
    text = (folder / "pyproject.toml").read_text("utf-8")
    with frozen_index(as_of(folder)) as index:
        now = _torch_seconds(setup, f"{index}/simple", text, count)
        before: list[float] = []
        if setup is Setup.EMBEDDED:
            with checked_out(revision(BEFORE)) as earlier:
                before = _torch_seconds(setup, f"{index}/simple", text, count, earlier.folder)
    found = Found(wanted=f"at most {SLOWER_AT_MOST_S:g} s slower than before")
    found.figures.append(f"first {now[0]:.2f} s, then median {statistics.median(now[1:]):.2f} s")
    if before:
        slower = statistics.median(now[1:]) - statistics.median(before[1:])
        found.figures.append(f"before: first {before[0]:.2f} s, then median {statistics.median(before[1:]):.2f} s")
        found.holds = slower <= SLOWER_AT_MOST_S
    return found


def _torch_seconds(setup: Setup, index: str, text: str, count: int, checkout: Path | None = None) -> list[float]:
    with installation(setup, index, settings=DEFAULTS, checkout=checkout) as at_work:
        seconds = []
        for number in range(count):
            seconds.append(_answered(at_work, {"text": f"# {number}\n{text}", "python": "3.8"}))
            happens(lambda: not unfinished(at_work), 120, 0.1)
    return seconds


DRILLS: dict[str, Callable[[Setup], Found]] = {
    "readers beside the largest project": readers,
    "a small paste behind a monster": fairness,
    "pick-up delay of the queue": pick_up,
    "paste to answer, torch": torch,
}
OF_THE_RECORDED_INDEX = {"readers beside the largest project", "paste to answer, torch"}
"""Drills that need the shared data."""
