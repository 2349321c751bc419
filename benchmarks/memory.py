"""How one process grows that solves many different small problems: every cache has an owner and a bound.

    python -m benchmarks.memory [--problems 1000] [--first 100] [--at-most 1.2]

Prints the resident memory on the way, and fails where at the end it is more than so many times that after the
first problems.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
from pathlib import Path

from resolver_core import Options, Policy, requires_python_of, resolve, target
from tests.support.builders import a_problem
from tests.support.caches import cache_sizes
from tests.support.random_indexes import World, a_distinct_world

TARGET = target("3.11", "x86_64-unknown-linux-gnu")
STATM = Path("/proc/self/statm")


def resident_megabytes() -> float:
    """What the process holds now; the most it ever held where the system does not tell."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * resource.getpagesize() / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def solve(world: World) -> None:
    """Both modes of one world."""
    problem = a_problem(*world.requirements, tool_uv=world.tool_uv)
    options = Options(world.index.url)
    resolve(problem, Policy.universal(problem, requires_python_of(problem, TARGET), options), world.index)
    resolve(problem, Policy.single_platform(problem, TARGET, options), world.index)


def main() -> int:
    """Solves, prints, and judges."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problems", type=int, default=1000)
    parser.add_argument("--first", type=int, default=100)
    parser.add_argument("--at-most", type=float, default=1.2)
    arguments = parser.parse_args()
    early = now = 0.0
    for number in range(1, arguments.problems + 1):
        solve(a_distinct_world(number))
        if number % arguments.first == 0:
            gc.collect()
            now = resident_megabytes()
            early = early or now
            print(f"{number:6} problems  {now:7.1f} MB  {now / early:.2f}", flush=True)
    for name, size in sorted(cache_sizes().items(), key=lambda entry: -entry[1].entries)[:10]:
        print(f"  {name}: {size.entries} of {size.bound}")
    return int(now > arguments.at_most * early)


if __name__ == "__main__":
    sys.exit(main())
