"""Measures and writes docs/performance.md and its drawings: `python -m benchmarks.performance_page [--rounds 3]`.

Every figure on the page is of one run on one machine; only ratios say something about another one.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.beside_uv import Times, measured, project_folders, ratio, row
from benchmarks.growth import Curve, curves
from resolver_core import UV_VERSION

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
HEAD = """# How long it takes

Written by `make bench-all`: one run, one machine, all figures medians. CPU is what a process used (user and system);
wall is what passed. Only the ratios say something about other machines.
"""


def main() -> int:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds: int = parser.parse_args().rounds
    beside = {folder.name: measured(folder, rounds) for folder in project_folders()}
    grown = list(curves())
    for curve in grown:
        (PAGE.parent / "performance").mkdir(exist_ok=True)
        (PAGE.parent / "performance" / f"{curve.what}.svg").write_text(drawing(curve), "utf-8")
    PAGE.write_text("\n".join([HEAD, *about(rounds), *beside_uv(beside), *growth(grown), ""]), "utf-8")
    return 0


def about(rounds: int) -> Iterable[str]:
    """What was measured, where and when."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    machine = f"Python {platform.python_version()}, {platform.machine()}"
    yield f"Commit {commit.stdout.strip()}, {rounds} rounds, {machine}.\n"


def beside_uv(beside: dict[str, Times]) -> Iterable[str]:
    """The resident worker beside uv."""
    yield f"## Beside uv {UV_VERSION}, warm, both modes\n"
    yield "`uv lock` and `uv pip compile` as processes with a warm cache and the path of a real interpreter; a resident"
    yield "worker of ours that keeps its pages on disk, with a new index client for every question. Seconds.\n"
    yield "| project | lock CPU | uv | one platform CPU | uv | both, CPU ratio | both, wall ratio |"
    yield "|---|---|---|---|---|---|---|"
    yield from (row(slug, times) for slug, times in beside.items())
    for name, of in (
        ("CPU", [ratio(t.cpu) for t in beside.values()]),
        ("Wall", [ratio(t.wall) for t in beside.values()]),
    ):
        yield f"\n{name}: {statistics.median(of):.1f} times uv's in the median, {max(of):.1f} times at worst."


def growth(grown: Sequence[Curve]) -> Iterable[str]:
    """One table and one drawing each."""
    yield "\n## How it grows\n"
    yield "Made-up problems in which one thing grows (`benchmarks/growth.py`); CPU seconds, the least of three.\n"
    for curve in grown:
        yield f"![seconds over {curve.what}](performance/{curve.what}.svg)\n"
        yield f"| {curve.what} | {' | '.join(f'{size:,}' for size in curve.seconds)} |"
        yield f"|---|{'---|' * len(curve.seconds)}"
        yield f"| seconds | {' | '.join(f'{seconds:.3f}' for seconds in curve.seconds.values())} |"
        yield f"| milliseconds each | {' | '.join(f'{1000 * curve.per_thing(size):.2f}' for size in curve.seconds)} |\n"


def drawing(curve: Curve) -> str:
    """The curve as SVG, both axes from zero, readable on light and dark."""
    width, height, left, bottom = 480, 200, 56, 28
    most, longest = max(curve.seconds), max(curve.seconds.values()) or 1
    places = [
        (left + (width - left - 16) * size / most, (height - bottom) - (height - bottom - 16) * seconds / longest)
        for size, seconds in curve.seconds.items()
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        f"<title>CPU seconds over {curve.what}</title>"
        f'<g stroke="#888" fill="none"><path d="M{left} 8V{height - bottom}H{width - 8}"/></g>'
        f'<polyline points="{line}" fill="none" stroke="#2a7" stroke-width="2"/><g fill="#2a7">{dots}</g>'
        f'<g fill="#888" font-family="sans-serif" font-size="12"><text x="{left - 6}" y="20" text-anchor="end">'
        f'{longest:.2f} s</text><text x="{left - 6}" y="{height - bottom}" text-anchor="end">0</text>'
        f'<text x="{width - 8}" y="{height - 8}" text-anchor="end">{most:,} {curve.what}</text></g></svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main())
