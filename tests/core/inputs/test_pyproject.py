from __future__ import annotations

from pathlib import Path

import pytest
from packaging.version import Version

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import InputKind, Problem, RequirementLine
from tests.support.shared import require_shared


def mistakes(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(text)
    return [(mistake.line, mistake.message) for mistake in caught.value.mistakes]


def every_line(problem: Problem) -> list[RequirementLine]:
    groups = (*problem.optional_dependencies.values(), *problem.dependency_groups.values())
    return [line for lines in (problem.dependencies, *groups, problem.constraints, problem.overrides) for line in lines]


def shared_projects() -> list[Path]:
    return sorted(require_shared("frozen-index", "projects").glob("*/pyproject.toml"))


def test_every_shared_project_is_read_with_right_lines() -> None:
    projects = shared_projects()
    assert len(projects) >= 15
    for path in projects:
        text = path.read_text()
        problem = parse_problem(text, filename=path.name)
        written = text.replace('\\"', '"').splitlines()
        for line in every_line(problem):
            assert line.line is not None
            assert line.text in written[line.line - 1], path.parent.name
        assert problem.requires_python is not None
        assert problem.requires_python_line is not None
        assert written[problem.requires_python_line - 1].startswith("requires-python")


def test_a_project_is_read_whole() -> None:
    problem = parse_problem(
        """\
[project]
name = "My_Demo"
version = "1.0"
requires-python = ">=3.10"
dependencies = ["b>=1", 'a ; os_name == "nt"', "my-demo[Fast_IO]"]

[project.optional-dependencies]
Fast_IO = ["c"]

[dependency-groups]
dev = [{ include-group = "Test.Base" }, "d"]
"test-base" = ["e", { include-group = "deep" }]
deep = ["f"]
"""
    )
    assert (problem.kind, problem.name, problem.version) == (InputKind.PYPROJECT, "my-demo", Version("1.0"))
    assert problem.requires_python_line == 4
    assert [line.text for line in problem.dependencies] == ["b>=1", 'a ; os_name == "nt"', "my-demo[Fast_IO]"]
    assert [line.line for line in problem.dependencies] == [5, 5, 5]
    assert list(problem.optional_dependencies) == ["fast-io"]
    assert [line.text for line in problem.dependency_groups["dev"]] == ["e", "f", "d"]
    assert problem.group_includes == {"dev": {"test-base", "deep"}, "test-base": {"deep"}, "deep": set()}
    assert problem.default_groups == ("dev",)
    assert problem.notes == ()


def test_the_text_is_kept_as_pasted() -> None:
    text = '\ufeff[project]\r\nname = "a"\r\nversion = "1"\r\ndependencies = ["b"]\r\n'
    problem = parse_problem(text)
    assert problem.text == text
    assert [line.line for line in problem.dependencies] == [4]


def test_groups_alone_are_a_problem_without_a_name() -> None:
    problem = parse_problem('[dependency-groups]\ndev = ["a"]\n')
    assert problem.name is None
    assert [line.text for line in problem.dependency_groups["dev"]] == ["a"]


def test_a_long_chain_of_doubled_includes_is_expanded_once() -> None:
    chain = "".join(f'g{n} = [{{include-group = "g{n + 1}"}}, {{include-group = "g{n + 1}"}}]\n' for n in range(400))
    problem = parse_problem(f'[dependency-groups]\n{chain}g400 = ["a"]\n')
    assert [line.text for line in problem.dependency_groups["g0"]] == ["a"]
    assert len(problem.group_includes["g0"]) == 400


def test_a_dynamic_version_is_fine() -> None:
    assert parse_problem('[project]\nname = "a"\ndynamic = ["version"]\n').version is None


def test_all_mistakes_come_at_once_in_order_with_their_places() -> None:
    text = """\
[project]
name = "-p"
version = "one"
requires-python = "3.11"
dependencies = ["ok", "foo=1",
  "bar ; planet == 'mars'", 3]
[project.optional-dependencies]
a_b = []
"a-b" = []
[dependency-groups]
x = [{ include-group = "nowhere" }]
[tool.uv]
environments = "newest"
"""
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(text)
    found = caught.value.mistakes
    assert [(mistake.line, mistake.column) for mistake in found] == [
        (2, 8),
        (3, 11),
        (4, 19),
        (5, 23),
        (6, 3),
        (6, 29),
        (9, 9),
        (11, 6),
        (13, 16),
    ]
    assert found[3].text == "foo=1"
    assert str(found[3]).startswith("line 5, column 23: `foo=1` is not a valid requirement")
    assert "not a valid environment marker" in found[8].message


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("[project\nname = 1\n", 1, "not valid TOML"),
        ('[project]\nname = "a"\nversion = "1"\ndependencies = ["b",\n', 5, "not valid TOML"),
        ("[a]\nb = " + "9" * 5000, None, "not valid TOML"),
        ("a = " + "[" * 5000, None, "nested too deeply"),
        ("[tool.black]\nline-length = 100\n", None, "no `[project]` table"),
        ('[project]\nversion = "1"\n', 1, "needs a `name`"),
        ('[project]\nname = "a"\n', 1, "needs a `version`"),
        ('[project]\nname = "a"\nversion = "1"\ndependencies = "b"\n', 4, "must be a list of strings, not a string"),
        ('project = "a"\n', 1, "must be a table"),
        ('[project]\nname = "a"\nversion = "1"\noptional-dependencies = ["b"]\n', 4, "must be a table, not a list"),
        ('[dependency-groups]\na = "b"\n', 2, "must be a list"),
        ('[dependency-groups]\na = [{ other = "b" }]\n', 2, "not another table"),
        ("[dependency-groups]\na-b = []\na_b = []\n", 3, "declared twice"),
        ('[dependency-groups]\na = [{ include-group = "a" }]\n', 2, "cycle: `a` → `a`"),
        (
            '[dependency-groups]\na = [{include-group="b"}]\nb = [{include-group="c"}]\nc = [{include-group="b"}]\n',
            4,
            "cycle: `b` → `c` → `b`",
        ),
    ],
)
def test_one_mistake_is_reported_at_its_line(text: str, line: int | None, part: str) -> None:
    found = mistakes(text)
    assert len(found) == 1
    assert found[0][0] == line
    assert part in found[0][1]
