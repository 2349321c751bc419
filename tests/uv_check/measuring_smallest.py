"""How small it gets, at what cost: every root of the frozen projects, five reported threads among them.

Of each root the same cause has to be proven of what is left; with `--check` every remaining part is taken out, by means
of their own (`tests/support/still_shown.py`); with `--scenarios` the real uv is asked what the written scenario shows.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from resolver_core import Options, RecordingIndex, SnapshotIndex, parse_problem, resolve, target
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.exports.smallest import NoScenario, to_scenario
from resolver_core.index.base import Index
from resolver_core.minimise.choosing import goals
from resolver_core.minimise.goal import Goal, RootDivergence
from resolver_core.minimise.minimising import CHOOSING_SOLVES, minimise
from resolver_core.minimise.smallest import Progress, Smallest, size_of
from resolver_core.minimise.universe import PartialIndex
from tests.conformance import projects
from tests.conformance.asking import loopback_index
from tests.conformance.shared_programs import frozen_index, scenario_program
from tests.support.served_scenario import put_to_uv
from tests.support.shared import SHARED
from tests.support.still_shown import (
    closed_question,
    needless_in_index,
    needless_in_text,
    text_question,
)
from tests.uv_check.measuring import random_scenarios, recorded_examples, selected
from uv_check.checking import check_mode
from uv_check.question import Mode, Question
from uv_check.running.releases import Uv, installed_uv
from uv_check.verdict import Verdict

HEAD = "| question | root | cause | requirements | on its own index | solves | seconds | CPU | first | minimal | uv |"


@dataclass
class Row:
    """One root made small."""

    name: str
    smallest: Smallest
    seconds: float
    cpu: float  #: seconds of this process: on a busy machine the others say little
    first: float  #: seconds until something was smaller
    uv: str = ""
    needless: list[str] = field(default_factory=list)

    @property
    def requirements(self) -> int:
        """What is left of the text."""
        return size_of(self.smallest.text.case).requirements

    @property
    def is_minimal(self) -> bool:
        """Whether nothing more can go, of the text and of the index."""
        closed = self.smallest.closed
        return self.smallest.text.is_minimal and closed is not None and closed.is_minimal

    def line(self) -> str:
        """As a row of the table."""
        found, closed = self.smallest, self.smallest.closed
        left = "none" if closed is None else _words(closed.case.universe and size_of(closed.case, found.recorded))
        cells = (
            self.name,
            str(found.goal.project),
            found.goal.cause_class.value,
            f"{found.before.requirements} → {self.requirements}",
            left,
            str(found.solves),
            f"{self.seconds:.1f}",
            f"{self.cpu:.1f}",
            f"{self.first:.1f}",
            "yes" if self.is_minimal else found.ending.value,
            self.uv,
        )
        return f"| {' | '.join(cells)} |"


def _words(size: object) -> str:
    return "/".join(str(getattr(size, name)) for name in ("projects", "versions", "files"))


@dataclass
class Measurement:
    """What is measured, and of what."""

    uv: Uv | None
    check: bool
    seconds: float
    rows: list[Row] = field(default_factory=list)

    def measure(self, name: str, question: Question, index: Index) -> None:
        """Every root of a question."""
        for goal in list(_roots(question, index)):
            begun, cpu = time.perf_counter(), time.process_time()
            first: list[float] = []

            def heard(_: Progress, begun: float = begun, first: list[float] = first) -> None:
                first.append(time.perf_counter() - begun)

            smallest = minimise(
                question.problem,
                question.target,
                question.options,
                index,
                question.selection,
                goal=goal,
                seconds=self.seconds,
                on_progress=heard,
            )
            seconds, spent = time.perf_counter() - begun, time.process_time() - cpu
            row = Row(name, smallest, seconds, spent, first[0] if first else 0.0)
            row.uv = self._told_by_uv(smallest)
            if self.check:
                row.needless = list(_needless(smallest, index))
            self.rows.append(row)
            print(row.line(), flush=True)
            for part in row.needless:
                print(f"    needless: {part}", flush=True)

    def _told_by_uv(self, smallest: Smallest) -> str:
        if self.uv is None:
            return ""
        try:
            asked = put_to_uv(to_scenario(smallest), self.uv)
        except NoScenario as error:
            return f"{self._told_without_scenario(smallest)} (no scenario: {'; '.join(error.reasons)})"
        wrong = [mode.value for mode, one in asked.items() if one.check.verdict is not Verdict.AGREES]
        about, closed = smallest.goal.project, smallest.closed
        assert closed is not None
        ours = {Mode.COMPILE: closed.single, Mode.LOCK: closed.universal}
        for mode, one in asked.items():
            there = {str(pin.version) for pin in one.ours.pins if pin.project == about}
            if there != {str(pin.version) for pin in ours[mode].pins if pin.project == about}:
                wrong.append(f"{mode.value}: another outcome")
        return "differs: " + ", ".join(wrong) if wrong else "same"

    def _told_without_scenario(self, smallest: Smallest) -> str:
        """The same case on recorded data, which may be of several indexes."""
        closed, recorded = smallest.closed, smallest.recorded
        if closed is None or closed.case.universe is None or recorded is None or self.uv is None:
            return "not asked"
        case, problem = closed.case, closed.problem
        question = Question(problem, case.options, smallest.target, case.selected(problem))
        found = []
        for mode, ours in ((Mode.COMPILE, closed.single), (Mode.LOCK, closed.universal)):
            recording = RecordingIndex(PartialIndex(recorded.index, case.universe))
            resolve(problem, question.policy(mode), recording)
            found.append(check_mode(question, mode, ours, recording.snapshot(), self.uv).verdict.value)
        return "same" if found == [Verdict.AGREES.value] * 2 else f"differs: {', '.join(found)}"

    def summary(self) -> Iterator[str]:
        """The figures of the issue."""
        rows = self.rows
        if not rows:
            yield "no root was found"
            return
        seconds, solves = [row.seconds for row in rows], [row.smallest.solves for row in rows]
        cpu = [row.cpu for row in rows]
        yield f"{len(rows)} roots; median {median(row.requirements for row in rows)} requirements left"
        yield f"solves: median {median(solves)}, worst {max(solves)}"
        yield f"seconds: median {median(seconds):.1f}, worst {max(seconds):.1f}"
        yield f"seconds of the processor: median {median(cpu):.1f}, worst {max(cpu):.1f}"
        yield f"first smaller case: worst after {max(row.first for row in rows):.1f} s"
        yield f"nothing more can go: {sum(row.is_minimal for row in rows)} of {len(rows)}"
        if self.check:
            yield f"with a needless part: {sum(bool(row.needless) for row in rows)}"
        if self.uv is not None:
            written = [row.uv for row in rows if "no scenario" not in row.uv]
            yield f"uv {self.uv.version} shows the same: {written.count('same')} of {len(written)} scenarios"
            others = [row.uv for row in rows if "no scenario" in row.uv]
            same = sum(told.startswith("same") for told in others)
            yield f"and on recorded data {same} of {len(others)} cases that are no scenario"


def _roots(question: Question, index: Index) -> Iterator[Goal]:
    """The root divergences with a proven cause."""
    laboratory = Laboratory(
        question.problem, question.target, question.options, question.selection, index, CHOOSING_SOLVES
    )
    try:
        for goal in goals(laboratory):
            if not isinstance(goal, RootDivergence):
                return
            yield goal
    except OutOfBudget:
        print("    the budget for looking was spent", flush=True)


def _needless(smallest: Smallest, index: Index) -> Iterator[str]:
    if smallest.text.is_minimal:
        yield from needless_in_text(text_question(smallest, index), smallest.goal)
    if smallest.closed is not None and smallest.closed.is_minimal:
        closed = closed_question(smallest)
        if not closed.shows(smallest.goal):
            yield "everything: what is left does not show it"
        yield from needless_in_text(closed, smallest.goal)
        yield from needless_in_index(closed, smallest.goal)


def of_projects(measurement: Measurement, directory: Path, slugs: list[str], few: bool) -> None:
    """The frozen projects: each at its own Python on each platform; `few`: on Linux."""
    for folder in sorted(path.parent for path in directory.glob("*/pyproject.toml")):
        if slugs and folder.name not in slugs:
            continue
        case = projects.load_case(folder)
        with frozen_index(case.get("fail", [])) as base, loopback_index() as index:
            text = (folder / "pyproject.toml").read_text("utf-8").replace(projects.BASE_IN_FILES, base)
            problem = parse_problem(text, filename="pyproject.toml")
            options = Options(f"{base}/simple", settings=projects.command_line_settings(case))
            recorded = RecordingIndex(index)
            for platform in projects.PLATFORMS[: 1 if few else None]:
                python = str(case.get("python", "3.12"))
                question = Question(problem, options, target(python, platform))
                measurement.measure(f"{folder.name} {python} {platform.split('-')[-1]}", question, recorded)


def of_examples(measurement: Measurement) -> None:
    """The recorded examples, on the data that they come with."""
    for slug, question, snapshot, _ in recorded_examples():
        measurement.measure(slug, question, RecordingIndex(SnapshotIndex(snapshot)))


def of_random(measurement: Measurement, count: int) -> None:
    """Random projects of the shared generator until so many differ."""
    first = 1
    while len({row.name for row in measurement.rows}) < count:
        with random_scenarios("mixed", range(first, first + 20)) as running, loopback_index() as index:
            for entry, url in running:
                if len({row.name for row in measurement.rows}) >= count:
                    break
                problem = parse_problem(scenario_program("run_uv").project_file(entry), filename="pyproject.toml")
                row = entry["single"][0]
                selection = selected(row.get("extras", []), row.get("groups", []))
                question = Question(problem, Options(url), target(row["python"], row["platform"]), selection)
                measurement.measure(entry["name"], question, RecordingIndex(index))
        first += 20


def main() -> int:
    """1 where a part is needless or uv shows something else."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("projects", "examples", "random"))
    parser.add_argument("names", nargs="*", help="projects (default: all)")
    parser.add_argument("--few", action="store_true", help="one platform")
    parser.add_argument("--count", type=int, default=100, help="random projects with a difference")
    parser.add_argument("--check", action="store_true", help="take out every remaining part")
    parser.add_argument("--scenarios", action="store_true", help="ask the real uv about the written scenarios")
    parser.add_argument("--seconds", type=float, default=300.0, help="for each root")
    parser.add_argument("--projects", type=Path, default=SHARED / "frozen-index" / "projects")
    given = parser.parse_args()
    measurement = Measurement(installed_uv() if given.scenarios else None, given.check, given.seconds)
    print(f"{HEAD}\n|{'---|' * (HEAD.count('|') - 1)}", flush=True)
    if given.what == "projects":
        of_projects(measurement, given.projects, given.names, given.few)
    elif given.what == "examples":
        of_examples(measurement)
    else:
        of_random(measurement, given.count)
    print("\n".join(("", *measurement.summary())))
    wrong = any(row.needless or row.uv.startswith("differs") for row in measurement.rows)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
