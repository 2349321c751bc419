"""The kernel, with and without its check by resolvelib, against uv and plain resolvelib on synthetic hard problems.

    python -m benchmarks.hard_problems [--seconds 8] [--only TEXT] [--json OUT]

A cell is: the time in ms, then conflicts (kernel) or rounds/rejected versions (resolvelib), then the
number of versions whose metadata were read. "none": there is no solution; "over": the run did not end in
time; "!": resolvelib did not confirm the core's answer (it is not asked where there is no solution).
uv runs on the same index, served on loopback, with an empty cache. The last columns compare the kernel:
its conflicts with those of the prototype that the kernel was chosen by, its reads with uv's.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.plain_resolvelib import Preference, discovery_order, fewest_candidates
from benchmarks.plain_resolvelib import run as run_plain
from benchmarks.synthetic import Need, Synthetic, all_problems
from resolver_core import Options, Policy, parse_problem, resolve, target
from resolver_core.explain.wording.replays import verdict
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from tests.support.served_index import ServedFile, served_index
from tests.support.time_limit import OutOfTime, time_limit
from tests.support.uv_runs import uv_compile

Cell = dict[str, object]
TARGET = target("3.12", "x86_64-unknown-linux-gnu")


def requirement(need: Need) -> str:
    """A range as a requirement line."""
    return f"{need.project}>={need.low},<{need.high}"


def as_index(problem: Synthetic) -> MemoryIndex:
    """The problem's projects as an index of pure wheels."""
    return MemoryIndex(
        {
            project: tuple(
                MemoryFile(f"{project}-{version}-py3-none-any.whl", tuple(map(requirement, needs)))
                for version, needs in enumerate(releases)
            )
            for project, releases in problem.releases.items()
        }
    )


def run_kernel(problem: Synthetic) -> Cell:
    """Reading and search alone."""
    return run_core(problem, check=False)


def run_core(problem: Synthetic, check: bool = True) -> Cell:
    """The whole core on one platform: reading, search, and the check by resolvelib."""
    index = as_index(problem)
    asked = parse_problem("\n".join(map(requirement, problem.roots)), filename="requirements.txt")
    policy = Policy.single_platform(asked, TARGET, Options(default_index=index.url))
    start = time.perf_counter()
    resolution = resolve(asked, policy, index, check=check)
    return {
        "ms": 1000 * (time.perf_counter() - start),
        "solved": resolution.solved,
        "conflicts": resolution.stats.conflicts,
        "reads": resolution.stats.metadata_read,
        **({"replay": verdict(resolution.stats.replay)} if check else {}),
    }


def run_uv(problem: Synthetic) -> Cell:
    """uv itself, as a process, on the same files."""
    files = [
        ServedFile(f"{project}-{version}-py3-none-any.whl", tuple(map(requirement, needs)))
        for project, releases in problem.releases.items()
        for version, needs in enumerate(releases)
    ]
    with served_index(files) as served:
        start = time.perf_counter()
        run = uv_compile(served.url, map(requirement, problem.roots), "--python-version", "3.12")
        return {
            "ms": 1000 * (time.perf_counter() - start),
            "solved": run.succeeded,
            "reads": len(set(served.reads)),
        }


def plain(preference: Preference) -> Callable[[Synthetic], Cell]:
    """resolvelib with one order of projects."""

    def work(problem: Synthetic) -> Cell:
        start = time.perf_counter()
        outcome = run_plain(problem, preference)
        return {
            "ms": 1000 * (time.perf_counter() - start),
            "solved": outcome.solved,
            "rounds": outcome.rounds,
            "rejected": outcome.rejected,
            "reads": outcome.reads,
        }

    return work


RUNNERS: dict[str, Callable[[Synthetic], Cell]] = {
    "kernel": run_kernel,
    "kernel and check": run_core,
    "uv": run_uv,
    "resolvelib, fewest candidates": plain(fewest_candidates),
    "resolvelib, discovery order": plain(discovery_order),
}


def measure(problem: Synthetic, work: Callable[[Synthetic], Cell], seconds: float) -> Cell | None:
    """One cell; None where the time was over."""
    try:
        with time_limit(seconds):
            return work(problem)
    except OutOfTime:
        return None


def shown(cell: Cell | None) -> str:
    """A cell as text."""
    if cell is None:
        return "over"
    effort = f"{cell['conflicts']} c" if "conflicts" in cell else ""
    if "rounds" in cell:
        effort = f"{cell['rounds']}/{cell['rejected']}"
    unconfirmed = cell["solved"] and cell.get("replay", "agrees") != "agrees"
    return (
        f"{cell['ms']:.1f}  {effort}  {cell['reads']}{'' if cell['solved'] else '  none'}{'  !' if unconfirmed else ''}"
    )


PROTOTYPE_CONFLICTS = {
    "clients 200": 7,
    "clients 800": 7,
    "hidden 6x40": 7,
    "branches 3x6": 7,
    "branches 4x10": 9,
    "ladder 60x40": 145,
}
"""Conflicts of the prototype on the problems for which they were written down."""


def ratios(name: str, cells: dict[str, Cell | None]) -> str:
    """The kernel's conflicts over the prototype's and its reads over uv's; "-" where there is nothing to compare."""
    kernel, uv = cells["kernel"], cells["uv"]
    conflicts = reads = "-"
    if kernel is not None and name in PROTOTYPE_CONFLICTS:
        conflicts = f"{float(str(kernel['conflicts'])) / PROTOTYPE_CONFLICTS[name]:.2f}"
    if kernel is not None and uv is not None and uv["reads"]:
        reads = f"{float(str(kernel['reads'])) / float(str(uv['reads'])):.2f}"
    return f"conflicts x {conflicts}  reads x {reads}"


def main() -> None:
    """Measures and prints one line per problem."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=8, help="limit of one run (default 8)")
    parser.add_argument("--only", default="", metavar="TEXT", help="problems whose name has this text")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all cells")
    arguments = parser.parse_args()
    print(f"{'':<16}" + "".join(f"{name:<32}" for name in RUNNERS))
    table: dict[str, dict[str, Cell | None]] = {}
    for name, problem in all_problems().items():
        if arguments.only in name:
            table[name] = {runner: measure(problem, work, arguments.seconds) for runner, work in RUNNERS.items()}
            cells = "".join(f"{shown(cell):<32}" for cell in table[name].values())
            print(f"{name:<16}{cells}{ratios(name, table[name])}", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
