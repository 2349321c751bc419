"""`explain` on every recorded project: how many divergences are proven, and how many have a fix that was tried."""

from __future__ import annotations

import json
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from statistics import median

from packaging.utils import canonicalize_name

from resolver_core import Options, Selection, explain, explanation_to_json, parse_problem, target
from resolver_core.explain.panel.weight import Harm
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
    several: int = 0  #: roots that only several differences together explain
    proven_with_fix: int = 0
    with_harmless_fix: int = 0  #: roots with a fix that agrees and harms nothing anywhere
    without_proof: list[str] = field(default_factory=list)  #: the others by name
    consequences: int = 0
    findings: int = 0
    solves: list[int] = field(default_factory=list)  #: of each explanation
    seconds: list[float] = field(default_factory=list)  #: of each explanation
    contradicted: int = 0  #: experiments that come out otherwise when they are solved again from what was recorded
    classes: Counter[str] = field(default_factory=Counter)  #: of the first causes
    sentences: int = 0  #: that say what would be otherwise
    unfounded: int = 0  #: of them, those that the checker does not accept

    def add(self, name: str, document: JsonObject, seconds: float) -> None:
        """Count one explanation."""
        self.seconds.append(seconds)
        self.solves.append(document["solves"])
        self.findings += len(document["findings"])
        self.consequences += sum(not entry["root"] for entry in document["divergences"])
        told_once = [fix for failure in document["failures"] for fix in failure["fixes"]]
        for entry in [*document["failures"], *(e for e in document["divergences"] if e["root"])]:
            fixes = told_once if entry in document["failures"] else entry["fixes"]
            proof = entry["cause"]["proof"]
            self.proofs[proof] += 1
            self.several += entry["cause"]["class"] == SEVERAL
            self.classes[entry["cause"]["class"]] += 1
            self.sentences += sum(bool(sentence["experiments"]) for sentence in entry["cause"]["sentences"])
            self.proven_with_fix += proof == "proven" and any(fix["agrees"] for fix in fixes)
            self.with_harmless_fix += any(fix["agrees"] and fix["harm"] == NO_HARM for fix in fixes)
            if proof != "proven":
                self.without_proof.append(f"{name} {entry.get('project') or entry['mode']}: {proof}")

    def merge(self, other: Shares) -> None:
        """Add the counts of another project."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def __str__(self) -> str:
        roots, proven = self.proofs.total(), self.proofs["proven"]
        counts = ", ".join(f"{self.proofs[name]} {name}" for name in ("proven", "not-proven", "undecided"))
        return (
            f"{roots} roots and failures: {counts}; one thing alone {_share(proven - self.several, roots)}, "
            f"several differences {_share(self.several, roots)}; proven with a fix that agrees "
            f"{_share(self.proven_with_fix, proven)}, one that agrees and harms nothing "
            f"{_share(self.with_harmless_fix, roots)}; {self.consequences} consequences; {self.findings} findings; "
            f"solves {_middle_and_worst(self.solves)}, seconds {_middle_and_worst(self.seconds)}; "
            f"{self.contradicted} experiments contradicted; {self.unfounded} of {self.sentences} sentences unfounded; "
            f"{', '.join(f'{name} {number}' for name, number in self.classes.most_common())}"
        )


SEVERAL = "several-differences"
NO_HARM = Harm.NONE.name.lower()


def _share(some: int, of: int) -> str:
    return f"{some}/{of}" + (f" ({some / of:.0%})" if of else "")


def _middle_and_worst(values: Sequence[float]) -> str:
    return f"{median(values):.0f} (worst {max(values):.0f})" if values else "-"


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
    print("\n".join(total.without_proof))


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
            shares.add(f"{project.directory.name} {name}", documents[name], time.perf_counter() - start)
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
