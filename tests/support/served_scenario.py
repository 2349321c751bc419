"""A scenario written for a small case, served and put to the real uv and to us."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from resolver_core import Options, RecordingIndex, Resolution, Selection, parse_problem, resolve, target
from tests.conformance.asking import loopback_index
from tests.conformance.shared_programs import scenario_program
from uv_check.checking import check_mode
from uv_check.question import Mode, Question
from uv_check.running.releases import Uv
from uv_check.verdict import ModeCheck


@dataclass(frozen=True)
class Asked:
    """What we make of a scenario in one mode, and what uv says of that."""

    ours: Resolution
    check: ModeCheck


def put_to_uv(scenario: str, uv: Uv) -> dict[Mode, Asked]:
    """Serve a scenario as it is written, and ask its first row and its lock."""
    server, run_uv = scenario_program("server"), scenario_program("run_uv")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "scenario.toml").write_text(scenario, "utf-8")
        scenarios = server.load_scenarios(Path(folder))
    (one,) = scenarios.values()
    entry = run_uv.questions(one)
    row = entry["single"][-1 if one.raw.get("single") else 0]
    problem = parse_problem(run_uv.project_file(entry), filename="pyproject.toml")
    selection = Selection(tuple(row.get("extras", [])), tuple(row.get("groups", [])))
    with server.IndexServer(scenarios) as running, loopback_index() as index:
        options = Options(running.url(one.name))
        question = Question(problem, options, target(row["python"], row["platform"]), selection)
        found = {}
        for mode in Mode:
            recording = RecordingIndex(index)
            ours = resolve(problem, question.policy(mode), recording)
            found[mode] = Asked(ours, check_mode(question, mode, ours, recording.snapshot(), uv))
    return found


def versions(resolution: Resolution) -> list[tuple[str, str]] | str:
    """The pins of an answer but the project itself, or how it ended."""
    if not resolution.solved:
        return resolution.outcome.value
    return sorted((pin.project, str(pin.version)) for pin in resolution.pins if not pin.is_root)
