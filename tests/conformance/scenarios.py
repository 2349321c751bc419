"""Answers scenarios: for every row the input that uv got, and our answer in the schema of expected.json."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from resolver_core import UV_VERSION, ForkStrategy, IndexStrategy, PrereleaseMode, ResolutionMode, Settings
from tests.conformance.asking import Answer, Document, Question, ask, loopback_index
from tests.conformance.processes import spread
from tests.conformance.schema import JsonObject, edge_tables, edges, error, from_indexes
from tests.conformance.shared_programs import scenario_program


@dataclass(frozen=True)
class ServedScenario:
    """A question entry, and where its index is served."""

    entry: JsonObject
    index_url: str


def answer_scenarios(
    directory: Path, out: Path, questions: Path | None, only: list[str], jobs: int, seconds: float
) -> None:
    """Answers every row of the scenarios in a folder and writes OUT."""
    server = scenario_program("server")
    scenarios = server.load_scenarios(directory)
    entries = read_questions(questions) if questions else ask_all(scenarios)
    with server.IndexServer(scenarios) as running:
        cases = [
            ServedScenario(entry, running.url(entry["name"])) for entry in entries if not only or entry["name"] in only
        ]
        answered = spread(partial(answer_entry, seconds=seconds), cases, jobs, trouble_of)
    text = json.dumps({"uv": UV_VERSION, "scenarios": answered}, indent=1, ensure_ascii=False)
    out.write_text(text + "\n", "utf-8")


def read_questions(path: Path) -> list[JsonObject]:
    """The entries of a questions file."""
    found: list[JsonObject] = json.loads(path.read_text("utf-8"))["scenarios"]
    return found


def ask_all(scenarios: dict[str, Any]) -> list[JsonObject]:
    """The entries of all scenarios, without outcomes."""
    questions = scenario_program("run_uv").questions
    return [questions(scenario) for scenario in scenarios.values()]


def trouble_of(entry: JsonObject) -> str:
    """Names the rows of an entry in which we crashed."""
    crashes = [row["error"] for row in [*entry["single"], entry["universal"]] if "satisfiable" not in row]
    return "\n".join(f"{entry['name']}: {message}" for message in crashes)


def answer_entry(case: ServedScenario, seconds: float) -> JsonObject:
    """The entry with every row answered."""
    entry = copy.deepcopy(case.entry)
    with loopback_index() as index:
        for row in entry["single"]:
            row |= single_outcome(ask(single_question(entry, row, case.index_url), index, seconds))
        question = universal_question(entry, case.index_url)
        entry["universal"] |= universal_outcome(ask(question, index, seconds))
    return entry


# -- the questions ------------------------------------------------------------------------------


def single_question(entry: JsonObject, row: JsonObject, index_url: str) -> Question:
    """`uv pip compile`: of a list of requirements, or of the project where extras or groups are asked for."""
    extras, groups = row.get("extras", []), row.get("groups", [])
    as_project = bool(extras or groups)
    options = entry["resolver_options"]
    listed = "\n".join(["# requirements", *entry["root"]["requires"]])  # the comment: there may be none
    return Question(
        text=scenario_program("run_uv").project_table(entry) if as_project else listed,
        filename="pyproject.toml" if as_project else "requirements.in",
        default_index=index_url,
        python=row["python"],
        platform=row["platform"],
        settings=command_line_settings(options),
        extras=tuple(extras),
        groups=tuple(groups),
        constraints=tuple(options.get("constraints", [])),
        overrides=tuple(options.get("overrides", [])),
    )


def universal_question(entry: JsonObject, index_url: str) -> Question:
    """`uv lock` of the project; every option stands in its `[tool.uv]`."""
    row = entry["single"][0]
    return Question(
        text=scenario_program("run_uv").project_file(entry),
        filename="pyproject.toml",
        default_index=index_url,
        python=row["python"],
        platform=row["platform"],
        settings=Settings(),
        universal=True,
    )


def command_line_settings(options: JsonObject) -> Settings:
    """A scenario's resolver options as settings of the command line."""
    prerelease = "allow" if options.get("prereleases") else options.get("prerelease")
    return Settings(
        resolution=ResolutionMode(options["resolution"]) if options.get("resolution") else None,
        prerelease=PrereleaseMode(prerelease) if prerelease else None,
        fork_strategy=ForkStrategy(options["fork_strategy"]) if options.get("fork_strategy") else None,
        index_strategy=IndexStrategy(options["index_strategy"]) if options.get("index_strategy") else None,
        no_build_package=frozenset(map(canonicalize_name, options.get("no_build", []))) or None,
        no_binary_package=frozenset(map(canonicalize_name, options.get("no_binary", []))) or None,
    )


# -- the answers --------------------------------------------------------------------------------


def single_outcome(answer: Answer) -> JsonObject:
    """The fields of a single row."""
    if failed := failure(answer):
        return failed
    assert answer.document is not None
    pins = {package["name"]: package["version"] for package in from_indexes(answer.document)}
    return {"satisfiable": True, "packages": pins} | warnings(answer.document)


def universal_outcome(answer: Answer) -> JsonObject:
    """The fields of the universal row."""
    if failed := failure(answer):
        return failed
    document = answer.document
    assert document is not None
    result: JsonObject = {"satisfiable": True} | warnings(document)
    tables = {
        "resolution-markers": document["fork_markers"],
        "supported-markers": document["supported_markers"],
        "required-markers": document["required_markers"],
    }
    result |= {key: markers for key, markers in tables.items() if markers}
    return result | {"packages": [locked_package(package) for package in document["packages"]]}


def failure(answer: Answer) -> JsonObject | None:
    """The row of an answer without pins. Without `satisfiable` it is wrong whatever uv says: we do not know."""
    problem = error(answer)
    if problem is None:
        return None
    if answer.crash or not_recorded(answer.document):
        return {"error": problem["message"]}
    return {"satisfiable": False, "error": problem["message"]}


def not_recorded(document: Document | None) -> bool:
    """Whether the index lacked data, so that nothing is known."""
    return bool(document and document["failure"] and document["failure"]["kind"] == "not-recorded")


def warnings(document: Document) -> JsonObject:
    """The warnings, where there are any."""
    return {"warnings": sorted(document["warnings"])} if document["warnings"] else {}


def locked_package(package: JsonObject) -> JsonObject:
    """One package of the lock."""
    result: JsonObject = {"name": package["name"]}
    if package["version"]:
        result["version"] = package["version"]
    if package["root"]:
        result["root"] = True
    if package["fork_markers"]:
        result["resolution-markers"] = package["fork_markers"]
    result["dependencies"] = edges(package["dependencies"])
    if package["optional_dependencies"]:
        result["optional-dependencies"] = edge_tables(package["optional_dependencies"])
    if package["dependency_groups"]:
        result["dependency-groups"] = edge_tables(package["dependency_groups"])
    if package["files"]:
        result["files"] = sorted(file["filename"] for file in package["files"])
    return result
