"""Readers and submitters at once on PostgreSQL and Redis, and what a submission costs.

    python -m benchmarks.load [--connections 500] [--submitters 20] [--seconds 60] [--queue-limit 200]

Each connection stays open and reads a finished page every five seconds; each submitter sends a new project as soon as
the one before was taken. A refusal with Retry-After is none of the errors; a request without an answer in 30 s is one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from benchmarks.sizing import MEASURED
from tests.drills import drill_index, processes
from tests.drills.installations import Installation, Setup, installation
from tests.drills.submissions import ended_count
from tests.drills.waiting import until

READ_EVERY_S = 5.0
TIMEOUT_S = 30.0
MOST_PROJECTS = 2_000
REFUSALS = (429, 503)


@dataclass
class Kind:
    """Requests of one kind: how long they took, and what came back."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    def take(self, response: httpx2.Response, seconds: float) -> None:
        self.seconds.append(seconds)
        self.statuses[str(response.status_code)] += 1
        is_refused = response.status_code in REFUSALS and "Retry-After" in response.headers
        self.errors += not (response.is_success or is_refused)

    def figures(self, duration: float) -> dict[str, object]:
        """Throughput and percentiles, in requests per second and milliseconds."""
        cuts = statistics.quantiles(self.seconds, n=100) if len(self.seconds) > 1 else [0.0] * 99
        places = {f"p{place}_ms": round(1000 * cuts[place - 1]) for place in (50, 95, 99)}
        per_second = round(len(self.seconds) / duration, 1)
        return {"per_second": per_second, **places, "statuses": dict(self.statuses), "errors": self.errors}


async def read(client: httpx2.AsyncClient, pages: list[str], over: float, kind: Kind) -> None:
    """One reader: a page every five seconds, beginning at a moment of its own."""
    await asyncio.sleep(random.random() * READ_EVERY_S)
    while time.monotonic() < over:
        began = time.monotonic()
        await _timed(client.get(random.choice(pages)), kind)
        await asyncio.sleep(max(0.0, READ_EVERY_S - (time.monotonic() - began)))


async def submit(client: httpx2.AsyncClient, numbers: list[int], over: float, kind: Kind) -> None:
    """One submitter: the next project as soon as the one before was taken or refused."""
    while time.monotonic() < over and numbers:
        body = {"text": drill_index.text(numbers.pop())}
        response = await _timed(client.post("/api/v1/resolutions", json=body), kind)
        if response is not None and response.status_code in REFUSALS:
            await asyncio.sleep(min(1.0, float(response.headers.get("Retry-After", "1"))))


async def _timed(request: object, kind: Kind) -> httpx2.Response | None:
    began = time.monotonic()
    try:
        response: httpx2.Response = await request  # type: ignore[misc]
    except httpx2.HTTPError as error:
        kind.errors += 1
        kind.statuses[type(error).__name__] += 1
        return None
    kind.take(response, time.monotonic() - began)
    return response


async def under_load(url: str, pages: list[str], asked: argparse.Namespace) -> tuple[Kind, Kind]:
    """Readers and submitters for so many seconds."""
    readers, submitters, over = Kind(), Kind(), time.monotonic() + asked.seconds
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=60)
    numbers = list(range(MOST_PROJECTS))
    async with (
        httpx2.AsyncClient(base_url=url, limits=limits, timeout=TIMEOUT_S) as reading,
        httpx2.AsyncClient(base_url=url, limits=limits, timeout=TIMEOUT_S) as submitting,
        asyncio.TaskGroup() as tasks,
    ):
        for _ in range(asked.connections):
            tasks.create_task(read(reading, pages, over, readers))
        for _ in range(asked.submitters):
            tasks.create_task(submit(submitting, numbers, over, submitters))
    return readers, submitters


def alone(at_work: Installation, number: int) -> dict[str, object]:
    """What some submissions cost while nobody else asks."""
    before = _processor_seconds(at_work)
    for one in range(MOST_PROJECTS, MOST_PROJECTS + number):
        httpx2.post(f"{at_work.url}/api/v1/resolutions", json={"text": drill_index.text(one)}).raise_for_status()
    until(lambda: ended_count(at_work) >= number, "the submissions to end", 600)
    return {"processor_seconds": round((_processor_seconds(at_work) - before) / number, 2), **costs(at_work)}


def _processor_seconds(at_work: Installation) -> float:
    """Of web and workers, so far."""
    stats = (Path(f"/proc/{process.pid}/stat").read_text() for process in at_work.all_processes())
    ticks = sum(sum(map(int, stat.rpartition(")")[2].split()[11:13])) for stat in stats)
    return ticks / os.sysconf("SC_CLK_TCK")


def costs(at_work: Installation) -> dict[str, object]:
    """Of the submissions that have ended by now: seconds of each kind of work, and what was read of the index."""
    rows = at_work.rows(
        "SELECT label, EXTRACT(EPOCH FROM finished_at - started_at) FROM resolutions_solve "
        "WHERE state = 'done' AND submission_id NOT LIKE 'example-%'"
    )
    seconds: dict[str, list[float]] = {}
    for label, took in rows:
        seconds.setdefault(label, []).append(round(float(took), 3))
    (used,) = at_work.rows(
        "SELECT count(*), avg(worker_seconds), avg(index_requests), avg(index_bytes) FROM resolutions_submission s "
        "WHERE id NOT LIKE 'example-%' AND NOT EXISTS (SELECT 1 FROM resolutions_solve "
        "WHERE submission_id = s.id AND state IN ('queued', 'running'))"
    )
    memory = sum(processes.resident_bytes(process.pid) for process in at_work.all_processes())
    return {
        "submissions": used[0],
        "worker_seconds": round(float(used[1] or 0), 2),
        "index_requests": round(float(used[2] or 0), 1),
        "index_bytes": round(float(used[3] or 0)),
        "seconds": {
            label: {"n": len(times), "mean": round(statistics.fmean(times), 2)} for label, times in seconds.items()
        },
        "service_times": seconds,
        "megabytes_of_all_processes": round(memory / 1e6),
    }


def main() -> int:
    """Measure and print; 1 where there was an error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=500)
    parser.add_argument("--submitters", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--queue-limit", default="200")
    parser.add_argument("--alone", type=int, default=30, help="submissions whose cost is measured before")
    parser.add_argument("--keep", action="store_true", help="write their times where benchmarks.sizing reads them")
    asked = parser.parse_args()
    settings = {"WHICHWHEEL_QUEUE_LIMIT": asked.queue_limit, "WHICHWHEEL_UV_CHECK": "never"}
    with (
        drill_index.drill_index(MOST_PROJECTS + asked.alone) as index,
        installation(Setup.MANY, index.url, settings=settings) as at_work,
    ):
        rows = at_work.rows("SELECT id FROM resolutions_submission WHERE id LIKE 'example-%'")
        alone_costs = alone(at_work, asked.alone)
        readers, submitters = asyncio.run(under_load(at_work.url, [f"/r/{pk}" for (pk,) in rows], asked))
        found = {
            "readers": readers.figures(asked.seconds),
            "submitters": submitters.figures(asked.seconds),
            "costs": alone_costs,
        }
    if asked.keep:
        MEASURED.write_text(json.dumps(alone_costs["service_times"], indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))
    return 1 if readers.errors or submitters.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
