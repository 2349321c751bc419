"""A resident worker for benchmarks: it reads one project per line from its input and answers what solving it cost.

It does what a worker of the application does for a question, without the database: a fresh index client over what is
kept on disk, both solves, and their documents. `python -m benchmarks.resident FOLDER` keeps what it reads there.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from resolver_core import (
    DiskStore,
    Options,
    Outcome,
    Policy,
    Problem,
    Selection,
    collect_rarely,
    open_index,
    parse_problem,
    requires_python_of,
    resolve,
    target,
    to_json,
)

LINUX = "x86_64-unknown-linux-gnu"
LOOPBACK = ("127.0.0.0/8", "::1/128")


@dataclass(frozen=True)
class Asked:
    """A project as the worker gets it; `groups` are selected for the one platform."""

    text: str
    index: str
    python: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cost:
    """What one side took, in seconds."""

    wall: float
    cpu: float
    packages: int  #: -1 where there is no solution


def main() -> int:
    """Answer until the input ends."""
    collect_rarely()
    with closing(DiskStore(Path(sys.argv[1]))) as store:
        for line in sys.stdin:
            fields = json.loads(line)
            asked = Asked(fields["text"], fields["index"], fields["python"], tuple(fields["groups"]))
            print(json.dumps({side: asdict(cost) for side, cost in answered(asked, store).items()}), flush=True)
    return 0


def answered(asked: Asked, store: DiskStore) -> dict[str, Cost]:
    """What both sides cost: "lock" and "single"."""
    costs: dict[str, Cost] = {}
    with open_index(store=store, allow_networks=LOOPBACK) as index:
        for side in ("lock", "single"):
            wall, cpu = time.perf_counter(), _cpu()
            problem, policy = _policy(asked, side)
            resolution = resolve(problem, policy, index)
            packages = len(to_json(resolution)["packages"]) if resolution.outcome is Outcome.SOLVED else -1
            costs[side] = Cost(time.perf_counter() - wall, _cpu() - cpu, packages)
    return costs


def _policy(asked: Asked, side: str) -> tuple[Problem, Policy]:
    problem, environment = parse_problem(asked.text, filename="pyproject.toml"), target(asked.python, LINUX)
    options = Options(default_index=asked.index)
    if side == "lock":
        return problem, Policy.universal(problem, requires_python_of(problem, environment), options)
    selection = Selection(groups=tuple(map(canonicalize_name, asked.groups)))
    return problem, Policy.single_platform(problem, environment, options, selection)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
