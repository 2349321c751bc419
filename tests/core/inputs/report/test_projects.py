"""The project that a report speaks of: a pasted file, a list of requirements, or what a command installs."""

from __future__ import annotations

import pytest

from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.report.blocks import parts_of
from resolver_core.inputs.report.commands import commands_in
from resolver_core.inputs.report.projects import FoundProject, ProjectKind, projects_in

FILE = '[project]\nname = "x"\nversion = "1"\ndependencies = ["a"]\n'


def projects(text: str) -> list[FoundProject]:
    parts = parts_of(text)
    return list(projects_in(parts, commands_in(parts)))


def test_a_fenced_file() -> None:
    assert projects(f"My project:\n\n```toml\n{FILE}```\n") == [
        FoundProject(FILE, 4, ProjectKind.PYPROJECT, "a pyproject.toml")
    ]


def test_a_file_without_its_fence_ends_where_it_is_no_toml() -> None:
    (found,) = projects(f"My project:\n\n{FILE}\nThat does not work for me.\n")
    assert (found.text.strip(), found.line) == (FILE.strip(), 3)


def test_a_file_with_dependencies_comes_first() -> None:
    settings = "```toml\n[tool.uv]\nno-build = true\n```\n"
    first, second = projects(f"{settings}\n```toml\n{FILE}```\n")
    assert first.text == FILE
    assert "no-build" in second.text


@pytest.mark.parametrize(
    ("block", "is_list"),
    [
        ("a==1\nb>=2\n", True),
        ("-i https://index.test/simple\na[x]\nb  # why\n", True),
        ("a\nb\n", False),
        ("a==1\n", False),
        ("a==1\nthis is prose\n", False),
        ("# only\n# comments\n", False),
    ],
)
def test_a_list_of_requirements(block: str, is_list: bool) -> None:
    found = projects(f"```\n{block}```\n")
    assert [one.kind for one in found] == ([ProjectKind.REQUIREMENTS] if is_list else [])


@pytest.mark.parametrize("line", ["uv pip install 'numpy<2' torch", "pip install numpy\\<2 torch"])
def test_what_a_command_installs_is_a_project_that_can_be_parsed(line: str) -> None:
    (found,) = projects(line)
    assert found.kind is ProjectKind.COMMAND
    assert found.said == f"made from `{line}`"
    problem = parse_problem(found.text, filename="pyproject.toml")
    assert [line.text for line in problem.dependencies] == ["numpy<2", "torch"]


def test_a_pasted_file_tells_more_than_a_command() -> None:
    kinds = [found.kind for found in projects(f"uv pip install b\n\n```\na==1\nb==2\n```\n\n```toml\n{FILE}```\n")]
    assert kinds == [ProjectKind.PYPROJECT, ProjectKind.REQUIREMENTS, ProjectKind.COMMAND]


def test_toml_of_something_else_is_no_project() -> None:
    assert projects('```toml\n[package]\nname = "crate"\n```\n') == []
