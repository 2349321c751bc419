"""An explanation of a large project stays within its budget, and says what it has as soon as it has it."""

from __future__ import annotations

from resolver_core import Options, explain, parse_problem, target
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explaining import DEFAULT_BUDGET
from resolver_core.explain.explanation import Proof
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from tests.support.large_project import DIFFERING, LARGE, large_files


def large_index() -> MemoryIndex:
    by_project: dict[str, list[MemoryFile]] = {}
    for file in large_files():
        by_project.setdefault(file.project, []).append(
            MemoryFile(file.filename, file.requires_dist, file.requires_python)
        )
    return MemoryIndex(by_project)


def test_a_project_of_150_packages() -> None:
    problem, here = parse_problem(LARGE), target("3.8", "x86_64-unknown-linux-gnu")
    told: list[object] = []
    found = explain(problem, [here], Options(DEFAULT_URL), large_index(), on_found=told.append)
    roots = [entry for entry in found.divergences if entry.root]
    assert len(roots) == len(DIFFERING)
    assert {(entry.cause.cause_class, entry.cause.proof) for entry in roots if entry.cause is not None} == {
        (CauseClass.NO_COMPATIBLE_FILE, Proof.PROVEN)
    }
    assert all(entry.fixes[0].agrees for entry in roots)
    assert told[0] == roots[0]
    assert found.complete
    assert found.solves <= DEFAULT_BUDGET == 60
    consequences = {entry.project: entry.consequence_of for entry in found.divergences if not entry.root}
    assert consequences == {f"only-new-{number}": f"layer-0-{number}" for number in DIFFERING}
