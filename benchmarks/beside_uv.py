"""The resident worker beside uv on the frozen projects: both modes, warm, interleaved, CPU and wall.

`uv lock` and `uv pip compile` are processes with a warm cache and the path of a real interpreter; the worker stays and
has the pages on disk. Each round asks one after the other, so that whatever else happens on the machine hits both.
`python -m benchmarks.beside_uv [SLUG ...] [--rounds 3] [--json FILE]`
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from uv import find_uv_bin

from tests.conformance.projects import BASE_IN_FILES, LINUX, load_case
from tests.differential.test_random_projects import interpreters
from tests.support.shared import SHARED

Costs = dict[str, dict[str, float]]


@dataclass
class Times:
    """CPU and wall seconds of one project's rounds, by who was asked."""

    cpu: dict[str, list[float]] = field(default_factory=dict)
    wall: dict[str, list[float]] = field(default_factory=dict)

    def add(self, who: str, cpu: float, wall: float) -> None:
        """Note one run."""
        self.cpu.setdefault(who, []).append(cpu)
        self.wall.setdefault(who, []).append(wall)


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows: dict[str, Times] = {}
    print("| project | lock CPU | uv | single CPU | uv | both CPU, ratio | both wall, ratio |")
    print("|---|---|---|---|---|---|---|")
    for folder in project_folders():
        if not arguments.slugs or folder.name in arguments.slugs:
            rows[folder.name] = times = measured(folder, arguments.rounds)
            print(row(folder.name, times), flush=True)
    for what, of in (("CPU", lambda times: times.cpu), ("wall", lambda times: times.wall)):
        ratios = sorted(ratio(of(times)) for times in rows.values())
        print(f"{what}: median {statistics.median(ratios):.1f} x, worst {ratios[-1]:.1f} x")
    if arguments.json:
        arguments.json.write_text(json.dumps({slug: vars(times) for slug, times in rows.items()}, indent=1))
    return 0


def project_folders() -> list[Path]:
    """The frozen projects."""
    return sorted(path.parent for path in (SHARED / "frozen-index" / "projects").glob("*/pyproject.toml"))


def measured(folder: Path, rounds: int) -> Times:
    """The times of one project; the first round warms both and is not counted."""
    case = load_case(folder)
    times = Times()
    with tempfile.TemporaryDirectory() as scratch, server(case) as base, worker(Path(scratch)) as ask:
        place = Path(scratch) / "project"
        place.mkdir()
        text = (folder / "pyproject.toml").read_text("utf-8").replace(BASE_IN_FILES, base)
        (place / "pyproject.toml").write_text(text)
        python = str(case.get("python", "3.12"))
        groups = (
            []
            if tomllib.loads(text)["project"].get("dependencies")
            else list(tomllib.loads(text).get("dependency-groups", {}))
        )
        question = {"text": text, "index": f"{base}/simple", "python": python, "groups": groups}
        for number in range(rounds + 1):
            ours = ask(question)
            theirs = {side: uv(place, base, python, side, groups) for side in ("lock", "single")}
            if number:
                for side in ("lock", "single"):
                    times.add(f"ours {side}", ours[side]["cpu"], ours[side]["wall"])
                    times.add(f"uv {side}", *theirs[side])
    return times


@contextmanager
def server(case: dict[str, Any]) -> Iterator[str]:
    """The frozen index as of the case's day."""
    command = [sys.executable, str(SHARED / "frozen-index" / "recorder.py"), "serve", "--frozen", "--port", "0"]
    command += ["--as-of", case["as_of"]] if "as_of" in case else []
    for pattern in case.get("fail", []):
        command += ["--fail", pattern]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


@contextmanager
def worker(scratch: Path) -> Iterator[Callable[[dict[str, Any]], Costs]]:
    """A resident worker: asked with a question, it answers with what both sides cost."""
    command = [sys.executable, "-m", "benchmarks.resident", str(scratch / "kept")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        put, take = process.stdin, process.stdout

        def ask(question: dict[str, Any]) -> Costs:
            put.write(json.dumps(question) + "\n")
            put.flush()
            costs: Costs = json.loads(take.readline())
            return costs

        yield ask
        put.close()


def uv(place: Path, base: str, python: str, side: str, groups: list[str]) -> tuple[float, float]:
    """CPU and wall seconds of one run of uv. It reads nothing of the machine's own."""
    index = ["--quiet", "--default-index", f"{base}/simple", "--python", interpreter(python)]
    if side == "lock":
        command = [find_uv_bin(), "lock", *index]
        (place / "uv.lock").unlink(missing_ok=True)
    else:
        selected = [part for group in groups for part in ("--group", group)]
        command = [find_uv_bin(), "pip", "compile", "pyproject.toml", "--python-platform", LINUX, *index, *selected]
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "UV_CACHE_DIR": str(place.parent / "cache")}
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command, cwd=place, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


@cache
def interpreter(python: str) -> str:
    """The path of a real interpreter, no shell shim; the version alone where the machine has none."""
    for folder in interpreters():
        for found in sorted(folder.glob(f"**/bin/python{python}"), key=str) + sorted(folder.glob(f"python{python}")):
            return str(found.resolve())
    return python


def ratio(seconds: dict[str, list[float]]) -> float:
    """Both sides of ours in both of uv's, of the medians."""
    middle = {who: statistics.median(values) for who, values in seconds.items()}
    return (middle["ours lock"] + middle["ours single"]) / (middle["uv lock"] + middle["uv single"])


def row(slug: str, times: Times) -> str:
    """One line of the table."""
    middle = {who: statistics.median(values) for who, values in times.cpu.items()}
    cells = [f"{middle[who]:.2f}" for who in ("ours lock", "uv lock", "ours single", "uv single")]
    return f"| {slug} | {' | '.join(cells)} | {ratio(times.cpu):.1f} | {ratio(times.wall):.1f} |"


if __name__ == "__main__":
    sys.exit(main())
