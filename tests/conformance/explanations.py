"""`explain` on every recorded project: how many divergences are proven, and how many have a fix that was tried."""

from __future__ import annotations

import json
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from packaging.utils import canonicalize_name

from resolver_core import Options, Selection, explain, explanation_to_json, parse_problem, target
from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from resolver_core.verify.explanations import unfounded
from tests.conformance.asking import loopback_index
from tests.conformance.processes import spread
from tests.conformance.projects import (
    BASE_IN_FILES,
    LINUX,
    PLATFORMS,
    Project,
    command_line_settings,
    index_base,
    load_case,
    variants_of,
)
from tests.conformance.schema import JsonObject
from tests.support.experiments import contradictions


@dataclass
class Shares:
    """Counts over root divergences and failing modes."""

    proofs: Counter[str] = field(default_factory=Counter)
    proven_with_fix: int = 0
    consequences: int = 0
    findings: int = 0
    most_solves: int = 0
    seconds: float = 0.0
    contradicted: int = 0  #: experiments that come out otherwise when they are solved again from what was recorded
    classes: Counter[str] = field(default_factory=Counter)  #: of the first causes
    sentences: int = 0  #: that say what would be otherwise
    unfounded: int = 0  #: of them, those that the checker does not accept

    def add(self, document: JsonObject, seconds: float) -> None:
        """Count one explanation."""
        self.seconds += seconds
        self.most_solves = max(self.most_solves, document["solves"])
        self.findings += len(document["findings"])
        self.consequences += sum(not entry["root"] for entry in document["divergences"])
        told_once = [fix for failure in document["failures"] for fix in failure["fixes"]]
        for entry in [*document["failures"], *(e for e in document["divergences"] if e["root"])]:
            fixes = told_once if entry in document["failures"] else entry["fixes"]
            proof = entry["cause"]["proof"]
            self.proofs[proof] += 1
            self.classes[entry["cause"]["class"]] += 1
            self.sentences += sum(bool(sentence["experiments"]) for sentence in entry["cause"]["sentences"])
            self.proven_with_fix += proof == "proven" and any(fix["agrees"] for fix in fixes)

    def merge(self, other: Shares) -> None:
        """Add the counts of another project."""
        self.proofs += other.proofs
        self.proven_with_fix += other.proven_with_fix
        self.consequences += other.consequences
        self.findings += other.findings
        self.most_solves = max(self.most_solves, other.most_solves)
        self.seconds += other.seconds
        self.contradicted += other.contradicted
        self.classes += other.classes
        self.sentences += other.sentences
        self.unfounded += other.unfounded

    def __str__(self) -> str:
        proven = self.proofs["proven"]
        fixed = f"{self.proven_with_fix}/{proven}" if proven else "-"
        counts = ", ".join(f"{self.proofs[name]} {name}" for name in ("proven", "not-proven", "undecided"))
        return (
            f"roots and failures: {counts}; proven with a fix that agrees: {fixed}; {self.consequences} consequences; "
            f"{self.findings} findings; at most {self.most_solves} solves; {self.seconds:.0f} s; "
            f"{self.contradicted} experiments contradicted; {self.unfounded} of {self.sentences} sentences unfounded; "
            f"{', '.join(f'{name} {number}' for name, number in self.classes.most_common())}"
        )


def explain_projects(directory: Path, out: Path, slugs: list[str], server: str | None, jobs: int) -> None:
    """Explains every project below a folder (or those named), writes the documents, prints the shares."""
    out.mkdir(parents=True, exist_ok=True)
    folders = sorted(path.parent for path in directory.glob("*/pyproject.toml"))
    chosen = [Project(folder, out, server, 0) for folder in folders if not slugs or folder.name in slugs]
    total = Shares()
    for slug, shares in spread(explain_project, chosen, jobs, lambda result: f"{result[0]}: {result[1]}"):
        print(f"{slug}: {shares}")
        total.merge(shares)
    print(f"total: {total}")


def explain_project(project: Project) -> tuple[str, Shares]:
    """Explains one project at every target and selection of its case."""
    text = (project.directory / "pyproject.toml").read_text("utf-8")
    case = load_case(project.directory)
    documents: dict[str, JsonObject] = {}
    shares = Shares()
    with index_base(project, case) as base, loopback_index() as index:
        problem = parse_problem(text.replace(BASE_IN_FILES, base), filename="pyproject.toml")
        options = Options(default_index=f"{base}/simple", settings=command_line_settings(case))
        for name, python, platform, selection in asked(text, case):
            start = time.perf_counter()
            recorded = RecordingIndex(index)
            found = explain(problem, [target(python, platform)], options, recorded, selection)
            documents[name] = explanation_to_json(found)
            shares.add(documents[name], time.perf_counter() - start)
            again = contradictions(found, problem, options, SnapshotIndex(recorded.snapshot()), selection)
            shares.contradicted += len(again)
            wrong = unfounded(documents[name], problem, options, SnapshotIndex(recorded.snapshot()), selection)
            shares.unfounded += len(wrong)
    path = project.out / f"{project.directory.name}.json"
    path.write_text(json.dumps(documents, indent=1) + "\n", "utf-8")
    return project.directory.name, shares


def asked(text: str, case: JsonObject) -> list[tuple[str, str, str, Selection]]:
    """The targets and selections of a case, as its measured answers have them."""
    python = str(case.get("python", "3.12"))
    places = [(python, platform) for platform in PLATFORMS]
    if case.get("older_python"):
        places.append((case["older_python"], LINUX))
    return [
        (f"{variant['name']}/{version}/{platform}", version, platform, selection_of(variant))
        for variant in variants_of(tomllib.loads(text), case)
        for version, platform in places
    ]


def selection_of(variant: JsonObject) -> Selection:
    """The extras and groups of a variant."""
    extras, groups = variant.get("extras", []), variant.get("groups", [])
    return Selection(tuple(map(canonicalize_name, extras)), tuple(map(canonicalize_name, groups)))
