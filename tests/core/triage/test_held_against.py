"""What was seen against what comes out: versions, files and ends."""

from __future__ import annotations

from resolver_core.answer.failure import FailureKind
from resolver_core.answer.resolution import Outcome
from resolver_core.inputs.report.sides import SideMode
from resolver_core.triage.answers import Ours
from resolver_core.triage.held_against import held_against
from tests.support.reports import a_report, read


def ours(**versions: str) -> Ours:
    files = {name: frozenset({f"{name}-{version}-py3-none-any.whl"}) for name, version in versions.items()}
    read_files = {name: next(iter(found)) for name, found in files.items()}
    return Ours(SideMode.UNIVERSAL, Outcome.SOLVED, {n: (v,) for n, v in versions.items()}, files, read_files)


def test_versions_of_a_command_and_of_a_listing_behind_it() -> None:
    report = read(a_report("a", transcript="$ uv sync\n + a==1.0\n + b==2.0\n$ uv pip freeze\na==1.0\nextra==9"))
    held = held_against(report, [(report.sides[0], ours(a="1.0", b="3.0"))])
    assert [(one.command, one.project, one.holds) for one in held.versions] == [
        ("uv sync", "a", True),
        ("uv sync", "b", False),
        ("uv pip freeze", "a", True),
    ]
    assert held.all == (True, False, True)


def test_files_are_looked_for_among_those_of_our_version() -> None:
    report = read(a_report("a", transcript="$ pip install a\nDownloading a-1.0-py3-none-any.whl (1 kB)"))
    assert [one.holds for one in held_against(report, [(report.sides[0], ours(a="1.0"))]).files] == [True]
    assert [one.holds for one in held_against(report, [(report.sides[0], ours(a="2.0"))]).files] == [False]


def test_an_end_is_compared_with_ours() -> None:
    report = read(a_report("a", transcript="$ uv lock\n  \u00d7 No solution found when resolving dependencies:"))
    unsatisfiable = Ours(SideMode.UNIVERSAL, Outcome.UNSATISFIABLE)
    assert [one.holds for one in held_against(report, [(report.sides[0], unsatisfiable)]).ends] == [True]
    assert [one.holds for one in held_against(report, [(report.sides[0], ours(a="1"))]).ends] == [False]
    worked = read(a_report("a", transcript="$ uv sync\n + a==1.0"))
    assert [one.holds for one in held_against(worked, [(worked.sides[0], unsatisfiable)]).ends] == [False]


def test_what_we_could_not_read_is_held_against_nothing() -> None:
    report = read(a_report("a", transcript="$ uv sync\n + a==1.0"))
    unknown = Ours(SideMode.UNIVERSAL, Outcome.FAILED, failed_on="a", failure=FailureKind.FETCH)
    assert held_against(report, [(report.sides[0], unknown)]).all == ()


def test_a_compiled_list_shows_every_version_of_a_project() -> None:
    two = Ours(SideMode.UNIVERSAL, Outcome.SOLVED, {"a": ("1.0", "2.0")})
    compiled = read(a_report("a", transcript="$ uv pip compile --universal pyproject.toml\na==1.0"))
    assert [one.holds for one in held_against(compiled, [(compiled.sides[0], two)]).versions] == [False]
    installed = read(a_report("a", transcript="$ uv sync\n + a==1.0"))
    assert [one.holds for one in held_against(installed, [(installed.sides[0], two)]).versions] == [True]
