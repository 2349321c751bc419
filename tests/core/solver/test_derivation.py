"""The sentences of a failure: they name the user's own lines, both sides of the clash, and why a version is out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from resolver_core.answer.resolution import Conflict, Premise
from resolver_core.explain.wording.conflicts import premise, summary
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryIndex
from resolver_core.index.records import PageProblemKind
from resolver_core.inputs.parse import parse_problem
from resolver_core.policy import Options, Policy, Selection
from resolver_core.solver.solve import resolve
from tests.support.builders import a_target
from tests.support.small_indexes import Projects, files_of, of

SETTINGS = Options(DEFAULT_URL)


def conflict(projects: Projects, *lines: str, python: str = "3.11") -> Conflict:
    """Of a requirements.txt with these lines, on Linux."""
    problem = parse_problem("\n".join(lines), filename="requirements.txt")
    policy = Policy.single_platform(problem, a_target(python), SETTINGS)
    found = resolve(problem, policy, MemoryIndex(files_of(projects))).conflict
    assert found is not None
    return found


def project_conflict(projects: Projects, text: str, *, universal: bool, extras: tuple[str, ...] = ()) -> Conflict:
    """Of a pyproject.toml."""
    problem = parse_problem(text, filename="pyproject.toml")
    assert problem.requires_python is not None
    if universal:
        policy = Policy.universal(problem, problem.requires_python, SETTINGS)
    else:
        policy = Policy.single_platform(problem, a_target("3.11"), SETTINGS, Selection(extras))  # type: ignore[arg-type]
    found = resolve(problem, policy, MemoryIndex(files_of(projects))).conflict
    assert found is not None
    return found


def facts(premise: Premise) -> Iterator[Premise]:
    if premise.causes:
        for cause in premise.causes:
            yield from facts(cause)
    else:
        yield premise


CLASH: Projects = {"a": {"1": ["c<2"]}, "b": {"1": ["c>=2"]}, "c": "1 2"}


def test_both_sides_of_a_clash_and_the_lines_they_come_from() -> None:
    found = conflict(CLASH, "# what we need", "a", "", "b>=1")
    said = "\n".join(summary(found))
    assert "You require a (line 2)." in summary(found)
    assert "You require b>=1 (line 4)." in summary(found)
    assert "requires c<2" in said
    assert "requires c>=2" in said
    assert set(found.projects) == {"a", "b", "c"}


def test_the_proof_rests_on_the_lines_and_on_nothing_else() -> None:
    found = conflict({**CLASH, "d": "1"}, "d", "a", "b")
    assert found.proof.lines == (2, 3)
    assert "d" not in found.projects
    assert {line for fact in facts(found.proof) for line in fact.lines} == {2, 3}


def test_every_conclusion_has_its_causes() -> None:
    found = conflict(CLASH, "a", "b")
    assert found.proof.causes
    assert all(premise(fact).endswith(".") for fact in facts(found.proof) if fact.fact is not None)


def test_two_lines_on_one_project() -> None:
    found = conflict({"a": "1 2 3"}, "a<2", "a>2")
    assert found.proof.lines == (1, 2)
    assert any("a<2" in text for text in summary(found))
    assert any("a>2" in text for text in summary(found))


def test_each_sentence_names_its_own_line() -> None:
    found = conflict({"a": "1 2 3"}, "a<2", "a>2")
    assert "You require a<2 (line 1)." in summary(found)
    assert "You require a>2 (line 2)." in summary(found)


@pytest.mark.parametrize(
    ("projects", "line", "python", "words"),
    [
        ({"a": "1 2"}, "a>=3", "3.11", "No version of a matches >=3"),
        ({}, "nopkg", "3.11", "nopkg was not found"),
        ({"a": {"1": of(tags="cp312-cp312-win_amd64")}}, "a", "3.11", "none of its wheels fits the target"),
        ({"a": {"1": of(python=">=3.12")}}, "a", "3.11", "requires Python >=3.12"),
        ({"a": {"1": of(yanked=True)}}, "a", "3.11", "it was yanked"),
        ({"a": {"1": ["b>2,<1"]}, "b": "1"}, "a", "3.11", "which no version can meet"),
    ],
    ids=["no version", "unknown", "no file", "Python", "yanked", "impossible"],
)
def test_why_a_version_is_out(projects: Projects, line: str, python: str, words: str) -> None:
    found = conflict(projects, line, python=python)
    assert any(words in text for text in summary(found)), summary(found)
    assert f"You require {line} (line 1)." in summary(found)


def test_the_part_of_a_lock_that_has_no_solution() -> None:
    """G5: only where the marker holds; the fork is named."""
    text = """\
[project]
name = "project"
version = "1"
requires-python = ">=3.8"
dependencies = [
  "a<2",
  "a>=2 ; sys_platform == 'linux'",
]
"""
    found = project_conflict({"a": "1 2"}, text, universal=True)
    assert found.fork_marker == "sys_platform == 'linux'"
    assert found.proof.lines == (6, 7)


EXTRAS = """\
[project]
name = "project"
version = "1"
requires-python = ">=3.8"
[project.optional-dependencies]
x = ["a==1"]
y = ["a==2"]
"""


@pytest.mark.parametrize("universal", [False, True], ids=["single", "universal"])
def test_extras_that_clash(universal: bool) -> None:
    found = project_conflict({"a": "1 2"}, EXTRAS, universal=universal, extras=("x", "y"))
    said = "\n".join(summary(found))
    assert "a==1" in said
    assert "a==2" in said
    assert found.proof.lines == (6, 7)


def test_a_page_that_only_the_proof_would_name_versions_of_is_no_failure() -> None:
    """The clash is found before anybody needs the page: that it cannot be read changes nothing."""
    files = files_of({"a": {"1": ["b==1"], "2": ["b==2"], "3": ["b==3"]}, "b": "1 2 3"})
    index = MemoryIndex(files, page_problems={"b": PageProblemKind.STATUS})
    problem = parse_problem("a!=2\nb>=2,<3", filename="requirements.txt")
    found = resolve(problem, Policy.single_platform(problem, a_target("3.11"), SETTINGS), index).conflict
    assert found is not None
    assert set(found.projects) == {"a", "b"}
