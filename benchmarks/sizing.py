"""How many worker processes a rate of submissions asks for: a simulation of the queue with measured service times.

    python -m benchmarks.sizing            writes the table of docs/scaling.md

Submissions come at random moments (Poisson). Each brings two answers, and when both are there its reasons, which wait
behind every answer, as the queue has it (webui/resolutions/working/turns.py). A process does one piece at a time.
"""

from __future__ import annotations

import heapq
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

RATES = (0.1, 1.0, 10.0, 100.0)
"""Submissions per second."""
ANSWER_WITHIN_S = 10.0
"""So long at most until both answers are there, for 95 of 100 submissions."""
SUBMISSIONS = 4_000
SEED = 21
ANSWER, REASONS = 0, 1
DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "scaling.md"
MEASURED = DOCS / "performance" / "service-times.json"
BLOCK = re.compile(r"(<!-- sizing -->\n).*?(<!-- end -->)", re.DOTALL)

Times = Mapping[str, Sequence[float]]
"""Measured seconds of each kind of work: "single", "universal" and "explanation"."""


@dataclass(frozen=True)
class Outcome:
    """Of a simulation: until both answers are there, for 95 of 100, and how busy the processes were."""

    answered_s: float
    busy: float


def simulated(rate: float, processes: int, times: Times, submissions: int = SUBMISSIONS, seed: int = SEED) -> Outcome:
    """Let so many submissions come at a rate."""
    chance, number = random.Random(seed), count()
    arrivals, now = [], 0.0
    for _ in range(submissions):
        now += chance.expovariate(rate)
        arrivals.append(now)
    events: list[tuple[float, int, str, int]] = [(at, next(number), "come", one) for one, at in enumerate(arrivals)]
    heapq.heapify(events)
    waiting: list[tuple[int, int, int, float]] = []  # answers first, then in the order of coming
    left, answered, free, worked = [2] * submissions, [0.0] * submissions, processes, 0.0
    while events:
        now, _, what, one = heapq.heappop(events)
        if what == "come":
            for label in ("single", "universal"):
                heapq.heappush(waiting, (ANSWER, next(number), one, chance.choice(times[label])))
        else:
            free += 1
            if what == "answered":
                left[one] -= 1
                if not left[one]:
                    answered[one] = now - arrivals[one]
                    heapq.heappush(waiting, (REASONS, next(number), one, chance.choice(times["explanation"])))
        while free and waiting:
            rank, _, whose, seconds = heapq.heappop(waiting)
            free, worked = free - 1, worked + seconds
            heapq.heappush(events, (now + seconds, next(number), "answered" if rank == ANSWER else "done", whose))
    return Outcome(sorted(answered)[int(0.95 * submissions)], worked / (now * processes))


def least(rate: float, times: Times) -> tuple[int, Outcome]:
    """The smallest number of processes that answers in time and gets its reasons done as well."""
    work = sum(sum(of_kind) / len(of_kind) for of_kind in times.values())
    processes = max(1, round(rate * work))
    while True:
        found = simulated(rate, processes, times)
        if found.answered_s <= ANSWER_WITHIN_S and rate * work < processes * 0.9:
            return processes, found
        processes += max(1, processes // 20)


def table(times: Times) -> str:
    """Markdown: a row per rate."""
    rows = [
        "| submissions per second | worker processes | 95 of 100 answered within | busy |",
        "| --- | --- | --- | --- |",
    ]
    for rate in RATES:
        processes, found = least(rate, times)
        rows.append(f"| {rate:g} | {processes} | {found.answered_s:.1f} s | {found.busy:.0%} |")
    return "\n".join(rows)


def measured() -> Times:
    """As `python -m benchmarks.load` measured them."""
    found: Times = json.loads(MEASURED.read_text("utf-8"))
    return found


def written(text: str) -> str:
    """The page with its table as the simulation has it now."""
    return BLOCK.sub(lambda block: f"{block[1]}{table(measured())}\n{block[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
