"""How often the real uv agrees on the same recorded data: the frozen projects, the examples, random projects."""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import django
from packaging.utils import canonicalize_name

from resolver_core import (
    IndexSnapshot,
    Options,
    RecordingIndex,
    Resolution,
    ResolutionDocument,
    Selection,
    Settings,
    from_json,
    parse_problem,
    resolve,
    snapshot_from_json,
    target,
)
from resolver_core.index.base import Index
from tests.conformance import projects, scenarios
from tests.conformance.asking import loopback_index
from tests.conformance.shared_programs import frozen_index, scenario_program
from tests.support.shared import SHARED
from uv_check.checking import check_mode
from uv_check.question import Mode, Question
from uv_check.running.releases import Uv, installed_uv
from uv_check.verdict import ModeCheck, Verdict
from uv_check.wording import told

PROFILES = ("mixed", "forks", "wheels", "backtracking", "extras", "local", "prerelease")


@dataclass
class Tally:
    """How many checks came out how, by mode; what differs is printed at once."""

    uv: Uv
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def check(self, name: str, question: Question, mode: Mode, ours: Resolution, snapshot: IndexSnapshot) -> ModeCheck:
        """Check one answer and count it."""
        found = check_mode(question, mode, ours, snapshot, self.uv)
        self.counts[mode.value, found.verdict.value] += 1
        if found.verdict is not Verdict.AGREES:
            print(f"{name} {mode}: {' / '.join(told(found))[:600]}", flush=True)
        return found

    def solve_and_check(self, name: str, question: Question, modes: Iterable[Mode], index: Index) -> None:
        """Solve in each mode on recorded data, and check each on what was read for it."""
        for mode in modes:
            recording = RecordingIndex(index)
            ours = resolve(question.problem, question.policy(mode), recording)
            self.check(name, question, mode, ours, recording.snapshot().reduced(None))

    def lines(self) -> Iterator[str]:
        """One line per mode."""
        for mode in Mode:
            counts = {verdict: self.counts[mode.value, verdict.value] for verdict in Verdict}
            if any(counts.values()):
                words = ", ".join(f"{verdict} {count}" for verdict, count in counts.items() if count)
                yield f"{mode} (uv {self.uv.version}): {words}"


def check_examples(tally: Tally) -> None:
    """The recorded examples, on the data that they come with."""
    for slug, question, snapshot, documents in recorded_examples():
        for mode, label in ((Mode.LOCK, "universal"), (Mode.COMPILE, "single")):
            tally.check(slug, question, mode, from_json(documents[label]), snapshot)


def recorded_examples() -> Iterator[tuple[str, Question, IndexSnapshot, dict[str, ResolutionDocument]]]:
    """Each example: its name, the question, the index data, and the stored answers by their label."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webui.settings")
    django.setup()  # the models are not used, but their modules are read
    from webui.resolutions.asking.asked import Asked
    from webui.resolutions.asking.examples import EXAMPLES
    from webui.resolutions.working.example_recordings import path_of

    for example in EXAMPLES:
        recording = json.loads(lzma.decompress(path_of(example).read_bytes()))
        asked = Asked.from_json(recording["text"], recording["options"])
        problem = asked.problem(datetime.fromisoformat(recording["created_at"]))
        options = asked.options(recording["default_index"])
        question = Question(problem, options, asked.environment(), asked.selection())
        documents = {solve["label"]: solve["document"] for solve in recording["solves"]}
        yield example.slug, question, snapshot_from_json(recording["index_data"]), documents


def check_projects(tally: Tally, directory: Path, slugs: list[str], few: bool) -> None:
    """The projects of the frozen index: the lock, and every target and variant that uv was measured at."""
    folders = sorted(path.parent for path in directory.glob("*/pyproject.toml"))
    for folder in folders:
        if slugs and folder.name not in slugs:
            continue
        case = projects.load_case(folder)
        with frozen_index(case.get("fail", [])) as base, loopback_index() as index:
            text = (folder / "pyproject.toml").read_text("utf-8").replace(projects.BASE_IN_FILES, base)
            for name, question, mode in _project_questions(text, case, base, few):
                tally.solve_and_check(f"{folder.name} {name}", question, [mode], index)
        print(f"{folder.name}: {' | '.join(tally.lines())}", flush=True)


def _project_questions(
    text: str, case: dict[str, object], base: str, few: bool
) -> Iterator[tuple[str, Question, Mode]]:
    one = projects.Case(text, case, base, None, 0)  # type: ignore[arg-type]
    problem = parse_problem(text, filename="pyproject.toml")
    options = Options(f"{base}/simple", settings=projects.command_line_settings(case))
    yield "", Question(problem, options, target(one.python, projects.LINUX)), Mode.LOCK
    targets = [(one.python, platform) for platform in projects.PLATFORMS]
    if case.get("older_python"):
        targets.append((str(case["older_python"]), projects.LINUX))
    for variant in projects.variants_of(one.document, case):
        selection = selected(variant.get("extras", []), variant.get("groups", []))
        for python, platform in targets[:1] if few else targets:
            name = f"{variant['name']}/{python}/{platform}"
            yield name, Question(problem, options, target(python, platform), selection), Mode.COMPILE


def check_random(tally: Tally, profile: str, seeds: range, few: bool) -> None:
    """Random projects of a profile: the lock, and every target of each."""
    with random_scenarios(profile, seeds) as running, loopback_index() as index:
        for entry, url in running:
            text = scenario_program("run_uv").project_file(entry)
            problem = parse_problem(text, filename="pyproject.toml")
            for number, row in enumerate(entry["single"][:1] if few else entry["single"]):
                options = Options(url, settings=Settings())
                selection = selected(row.get("extras", []), row.get("groups", []))
                question = Question(problem, options, target(row["python"], row["platform"]), selection)
                tally.solve_and_check(entry["name"], question, list(Mode) if number == 0 else [Mode.COMPILE], index)


@contextmanager
def random_scenarios(profile: str, seeds: range) -> Iterator[list[tuple[scenarios.JsonObject, str]]]:
    """Random scenarios of a profile, each with the index that serves it."""
    with tempfile.TemporaryDirectory() as folder:
        scenario_program("random_scenarios").write(Path(folder), profile, seeds)
        server = scenario_program("server")
        loaded = server.load_scenarios(Path(folder))
        entries = scenarios.ask_all(loaded)
        with server.IndexServer(loaded) as running:
            yield [(entry, running.url(entry["name"])) for entry in entries]


def selected(extras: Iterable[str], groups: Iterable[str]) -> Selection:
    """A selection by names."""
    return Selection(tuple(map(canonicalize_name, extras)), tuple(map(canonicalize_name, groups)))


def run(what: str, directory: Path, names: list[str], seeds: range, wanted: str | None, few: bool = False) -> Tally:
    """One of the measurements, printed."""
    tally = Tally(installed_uv(wanted))
    if what == "examples":
        check_examples(tally)
    elif what == "projects":
        check_projects(tally, directory, names, few)
    else:
        for profile in names or PROFILES:
            check_random(tally, profile, seeds, few)
            print(f"{profile}: {' | '.join(tally.lines())}", flush=True)
    print("\n".join(tally.lines()))
    return tally


def main() -> int:
    """1 where uv differs anywhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("examples", "projects", "random"))
    parser.add_argument("names", nargs="*", help="projects, or profiles of random ones (default: all)")
    parser.add_argument("--uv", metavar="PATH_OR_VERSION")
    parser.add_argument(
        "--few", action="store_true", help="one target per variant of a project, one per random project"
    )
    parser.add_argument("--seeds", type=int, default=5, help="random projects of each profile")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--projects", type=Path, default=SHARED / "frozen-index" / "projects")
    given = parser.parse_args()
    seeds = range(given.first, given.first + given.seeds)
    tally = run(given.what, given.projects, given.names, seeds, given.uv, given.few)
    return int(any(verdict == Verdict.DIFFERS for (_, verdict), count in tally.counts.items() if count))


if __name__ == "__main__":
    sys.exit(main())
