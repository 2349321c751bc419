"""Answers a folder of settings cases (cases.json and universes/) in the schema of its expected.json.

Each case is a folder of files; our own command line reads it, so what is measured is what a user gets.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from resolver_core import UV_VERSION, CoreError, Resolution, resolve
from resolver_core.answer.resolution import Edge, FailureKind, Outcome, Pin
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.mistakes import UsageError
from resolver_core.cli.question import Question, read_question
from resolver_core.explain.wording.conflicts import summary
from resolver_core.explain.wording.failures import message, warning
from tests.conformance.asking import loopback_index
from tests.conformance.processes import spread
from tests.conformance.schema import JsonObject
from tests.conformance.shared_programs import scenario_program, settings_program
from tests.support.shared import SHARED
from tests.support.time_limit import OutOfTime, time_limit

LOCAL = ("virtual", "editable", "directory")
_ERRORS = {
    FailureKind.REFUSED: "refused",
    FailureKind.INVALID: "refused",
    FailureKind.UNSUPPORTED: "refused",
    FailureKind.BUILD: "needs-build",
    FailureKind.FETCH: "index",
}


@dataclass(frozen=True)
class ServedCase:
    """A case and the address of the universes."""

    case: JsonObject
    base: str


def answer_settings(folder: Path, out: Path, only: list[str], jobs: int, seconds: float) -> None:
    """Answers every case of a folder and writes OUT."""
    server = scenario_program("server")
    universes = server.load_scenarios(SHARED / "settings" / "universes")
    if (folder / "universes").is_dir():
        universes |= server.load_scenarios(folder / "universes")
    cases = json.loads((folder / "cases.json").read_text("utf-8"))["cases"]
    with server.IndexServer(universes) as running:
        chosen = [ServedCase(case, running.base) for case in cases if not only or case["name"] in only]
        answered = spread(partial(answer_case, seconds=seconds), chosen, jobs, trouble_of)
    text = json.dumps({"uv": UV_VERSION, "cases": answered}, indent=1, ensure_ascii=False)
    out.write_text(text + "\n", "utf-8")


def trouble_of(entry: JsonObject) -> str:
    """Names the rows of a case in which we crashed."""
    rows = [*([entry["lock"]] if "lock" in entry else []), *entry["compile"]]
    return "\n".join(f"{entry['name']}: {row['crash']}" for row in rows if "crash" in row)


def answer_case(served: ServedCase, seconds: float) -> JsonObject:
    """The entry of one case with every row answered."""
    case = served.case
    result: JsonObject = {"name": case["name"], "kind": case["kind"]}
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        place(case, served.base, Path(name))
        if case.get("lock", True):
            arguments = ["pyproject.toml", "--directory", ".", *common_arguments(case, served.base)]
            result["lock"] = guarded(partial(lock_row, arguments), seconds)
        result["compile"] = [
            {**target, **guarded(partial(compile_row, compile_arguments(case, target, served.base)), seconds)}
            for target in case.get("targets", [])
        ]
    return result


def place(case: JsonObject, base: str, folder: Path) -> None:
    """Writes the files of a case."""
    for name, text in case["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{{base}}", base), "utf-8")


def common_arguments(case: JsonObject, base: str) -> list[str]:
    """What both commands are told."""
    found = [option.replace("{{base}}", base) for option in case.get("options", [])]
    if case.get("default_index"):
        found = ["--default-index", f"{base}/{case['default_index']}/simple", *found]
    return found


def compile_arguments(case: JsonObject, target: JsonObject, base: str) -> list[str]:
    """What `uv pip compile` is told for one target."""
    found = [case.get("input", "pyproject.toml"), "--directory", ".", *common_arguments(case, base)]
    found += ["--python", target["python"], "--platform", target["platform"]]
    found += ["--all-extras"] if case.get("all_extras") else []
    for extra in case.get("extras", []):
        found += ["--extra", extra]
    for group in case.get("groups", []):
        found += ["--group", group]
    return found


def guarded(row: Any, seconds: float) -> JsonObject:
    """A row; what is refused before anything is solved is an answer, and so is a crash of ours."""
    try:
        with time_limit(seconds):
            answer: JsonObject = row()
            return answer
    except (CoreError, UsageError, _Refused) as error:
        return {"outcome": "error", "error": "refused", "reason": str(error)}
    except (Exception, OutOfTime) as error:
        return {"crash": f"{type(error).__name__}: {error}"}


class _Refused(Exception):
    """The command line does not take its arguments."""


def read_arguments(arguments: list[str]) -> Namespace:
    """The arguments as our command line reads them. Raises _Refused with argparse's words."""
    parser = ArgumentParser()
    add_arguments(parser)
    words = io.StringIO()
    try:
        with contextlib.redirect_stderr(words):
            return parser.parse_args(arguments)
    except SystemExit:
        raise _Refused(words.getvalue()) from None


# -- the rows ------------------------------------------------------------------------------------


def lock_row(arguments: list[str]) -> JsonObject:
    """`uv lock` in the folder of the case; uv finds Python 3.12 first there."""
    question = read_question(read_arguments([*arguments, "--python", "3.12", "--platform", "linux"]))
    with loopback_index() as index:
        resolution = resolve(question.problem, question.universal(), index)
    row = outcome(question, resolution)
    if not resolution.solved:
        return row
    return row | {
        "requires_python": resolution.requires_python,
        "resolution_markers": list(resolution.fork_markers),
        "packages": [locked(resolution, pin) for pin in resolution.pins],
    }


def compile_row(arguments: list[str]) -> JsonObject:
    """`uv pip compile` for one target."""
    question = read_question(read_arguments(arguments))
    (target,) = question.targets
    with loopback_index() as index:
        resolution = resolve(question.problem, question.single(target), index)
    row = outcome(question, resolution)
    if resolution.solved:
        listed = [pin for pin in resolution.pins if kind_of(pin) not in LOCAL or is_at_an_address(question, pin)]
        row["packages"] = {pin.project: shown_version(pin) for pin in listed}
    return row


def outcome(question: Question, resolution: Resolution) -> JsonObject:
    """How a solve ended, and what was left aside on the way to it."""
    row: JsonObject = {"outcome": "solved" if resolution.solved else "error"}
    if resolution.outcome is Outcome.UNSATISFIABLE:
        assert resolution.conflict is not None
        row |= {"error": "unsatisfiable", "reason": " ".join(summary(resolution.conflict))}
    elif resolution.failure is not None:
        row |= {"error": _ERRORS.get(resolution.failure.kind, "other"), "reason": message(resolution.failure)}
    ignored = [*question.problem.notes, *map(warning, resolution.warnings)]
    return row | ({"ignored": ignored} if ignored else {})


def kind_of(pin: Pin) -> str:
    """What uv.lock states as the kind of a source."""
    if pin.index_url is not None:
        return "registry"
    kind = pin.key.source.partition(":")[0]
    return kind if kind in LOCAL else "url"


def is_at_an_address(question: Question, pin: Pin) -> bool:
    """Whether uv writes a folder as `name @ file://…`: a member with `editable = false`; others stand by their path."""
    return kind_of(pin) == "directory" and pin.project in question.problem.workspace


def shown_version(pin: Pin) -> str:
    """A version, or the file name of a direct URL."""
    return str(pin.version) if kind_of(pin) == "registry" else "@ " + pin.key.source.rsplit("/", 1)[1]


def locked(resolution: Resolution, pin: Pin) -> JsonObject:
    """One package of the lock."""
    result: JsonObject = {"name": pin.project, "version": str(pin.version), "source": kind_of(pin)}
    if pin.fork_markers:
        result["resolution_markers"] = list(pin.fork_markers)
    for edge in resolution.edges_from(pin.key):
        add_edge(section(result, edge), edge)
    return result


def add_edge(edges: list[JsonObject], edge: Edge) -> None:
    """Adds an edge as uv.lock writes it: one for each child and marker, with the extras that are asked for."""
    version = str(edge.child.version)
    key = (edge.child.project, version, edge.marker)
    found = next((e for e in edges if (e["name"], e["version"], e.get("marker", "")) == key), None)
    if found is None:
        found = {"name": edge.child.project, "version": version} | ({"marker": edge.marker} if edge.marker else {})
        edges.append(found)
    if edge.child_extra is not None:
        found.setdefault("extra", []).append(edge.child_extra)


def section(package: JsonObject, edge: Edge) -> list[JsonObject]:
    """The list of a package that an edge belongs into."""
    found: list[JsonObject]
    if edge.parent_extra is not None:
        found = package.setdefault("optional_dependencies", {}).setdefault(edge.parent_extra, [])
    elif edge.parent_group is not None:
        found = package.setdefault("dependency_groups", {}).setdefault(edge.parent_group, [])
    else:
        found = package.setdefault("dependencies", [])
    return found


def differing_rows(expected: JsonObject, answers: JsonObject) -> tuple[int, list[str]]:
    """How many rows were compared, and what differs (uv / ours). What uv says in words of no known kind is left out."""
    program = settings_program("compare")
    ours = {case["name"]: program.rows(case) for case in answers["cases"]}
    compared, different = 0, []
    for case in expected["cases"]:
        for row, wanted in program.rows(case).items():
            if wanted.get("error") == "other":
                continue
            compared += 1
            found = program.differences(row[0], wanted, ours.get(case["name"], {}).get(row))
            different += [f"{case['name']} {' '.join(row)}: {text}" for text in found]
    return compared, different
