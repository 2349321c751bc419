"""Which lines the tests have run: `python -m tests.support.coverage FILE...` merges, prints and judges.

Measured with SlipCover, which makes the tests take 1.15 times as long; coverage.py on Python 3.11: 2.3 times.
Processes that tests start (a served application, the command line) are not measured.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from slipcover import merge_coverage

FLOORS = {"resolver_core": 98.0, "uv_check": 90.0, "webui": 95.0}
"""Percent of the lines of each package that must be run. True today; it may only rise."""
POOR = 80.0
"""Modules below this share of lines are listed one by one."""


def merged(paths: list[Path]) -> dict[str, tuple[set[int], set[int]]]:
    """By file, the lines that were run in one of the runs, and those that were run in none."""
    first, *others = (json.loads(path.read_text("utf-8")) for path in paths)
    whole: dict[str, Any] = first
    for other in others:
        merge_coverage(whole, other)
    files = whole["files"].items()
    return {name: (set(file["executed_lines"]), set(file["missing_lines"])) for name, file in files}


def percent(run: int, missing: int) -> float:
    """The share of lines that were run; nothing to run is all of it."""
    return 100.0 if run + missing == 0 else 100.0 * run / (run + missing)


def by_folder(files: dict[str, tuple[set[int], set[int]]], depth: int) -> dict[str, float]:
    """The share of each folder down to a depth."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, (run, missing) in files.items():
        folder = "/".join(Path(name).parent.parts[:depth])
        counts[folder][0] += len(run)
        counts[folder][1] += len(missing)
    return {folder: percent(*count) for folder, count in sorted(counts.items())}


def main(arguments: list[str]) -> int:
    """Print a table; 1 where a package is below its floor."""
    files = merged([Path(argument) for argument in arguments])
    print("lines run by the tests, in percent")
    for folder, share in by_folder(files, 2).items():
        print(f"  {folder:<30} {share:5.1f}")
    poor = {name: share for name, lines in files.items() if (share := percent(*map(len, lines))) < POOR}
    for name, share in sorted(poor.items()):
        print(f"  {name:<60} {share:5.1f}  (few)")
    totals = by_folder(files, 1)
    low = [package for package, floor in FLOORS.items() if totals.get(package, 0.0) < floor]
    for package, floor in FLOORS.items():
        print(f"{package}: {totals.get(package, 0.0):.1f} of 100, at least {floor:g} wanted")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
