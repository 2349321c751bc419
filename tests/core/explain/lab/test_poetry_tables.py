"""Edits in Poetry's own tables: every edited text is read again, and says what it was meant to."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.explain.lab.metadata_edits import with_supplied_metadata
from resolver_core.explain.lab.part_edits import without_parts
from resolver_core.explain.lab.requirement_edits import (
    declared_requirement,
    with_bound,
    with_dependencies_replaced,
    with_marker,
)
from resolver_core.explain.lab.setting_edits import with_conflicts, with_project_setting, without_entry
from resolver_core.explain.lab.toml_text import with_list_item, with_setting
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import InputKind, Problem
from tests.support.causes import a_world, root_on

TEXT = """\
[tool.poetry]
name = "demo"
version = "1"
[tool.poetry.dependencies]
python = "^3.9"  # all that we run
a = "^1.2"  # the important one
Any_One = "*"
t = { version = "^2", extras = ["x"], source = "corp" }
either = "^1 || ^3"
where = { version = "^1", markers = "os_name == 'nt'" }
repo = { git = "https://code.test/repo.git" }
opt = { version = "*", optional = true }
[tool.poetry.extras]
fast = ["opt"]
[tool.poetry.group.test.dependencies]
pytest = "^7"
[[tool.poetry.source]]
name = "corp"
url = "https://corp.test/simple"
priority = "explicit"
"""
A, T = canonicalize_name("a"), canonicalize_name("t")


def read(text: str | None) -> Problem:
    """The edited text as it is read; it stays Poetry's, and what is beside the edit keeps its form."""
    assert text is not None
    assert "# all that we run" in text
    assert "tool.uv" not in text
    problem = parse_problem(text)
    assert problem.kind is InputKind.POETRY
    return problem


def lines_on(problem: Problem, name: str) -> list[str]:
    return [str(one.requirement) for one in problem.dependencies if canonicalize_name(one.requirement.name) == name]


def test_a_bound_stands_behind_the_constraint() -> None:
    edited = with_bound(TEXT, A, "a>=1.5")
    assert edited is not None
    assert 'a = "^1.2,>=1.5"  # the important one' in edited
    assert lines_on(read(edited), "a") == ["a<2,>=1.2,>=1.5"]
    anything = with_bound(TEXT, canonicalize_name("any-one"), "any-one<=3")
    assert 'Any_One = "<=3"' in (anything or "")
    in_group = read(with_bound(TEXT, canonicalize_name("pytest"), "pytest<=7.2"))
    assert [str(one.requirement) for one in in_group.dependency_groups[canonicalize_name("test")]] == [
        "pytest<8,<=7.2,>=7"
    ]


@pytest.mark.parametrize("bound", ["new>=2", "new<=2"])
def test_what_is_no_dependency_becomes_one(bound: str) -> None:
    assert lines_on(read(with_bound(TEXT, canonicalize_name("new"), bound)), "new") == [bound]
    assert lines_on(read(with_list_item(TEXT, ("tool", "uv", "constraint-dependencies"), bound)), "new") == [bound]


@pytest.mark.parametrize("name", ["either", "where", "repo"])
def test_what_a_bound_would_not_mean_the_same_of_is_left_alone(name: str) -> None:
    assert with_bound(TEXT, canonicalize_name(name), f"{name}>=1.5") is None
    assert with_list_item(TEXT, ("project", "dependencies"), name) is None


def test_two_requirements_in_place_of_one_keep_the_rest_of_its_table() -> None:
    assert declared_requirement(TEXT, T) == "t[x]>=2,<3"
    items = ["t[x]>=2,<3,<=2.1 ; sys_platform == 'win32'", "t[x]>=2,<3,>2.1 ; sys_platform != 'win32'"]
    problem = read(with_dependencies_replaced(TEXT, T, items))
    assert lines_on(problem, "t") == [
        't[x]<3,<=2.1,>=2; sys_platform == "win32"',
        't[x]<3,>2.1,>=2; sys_platform != "win32"',
    ]
    assert len(problem.sources[T]) == 2
    loosened = with_dependencies_replaced(TEXT, A, ["a"])
    assert 'a = "*"' in (loosened or "")
    assert lines_on(read(with_dependencies_replaced(TEXT, A, [])), "a") == []
    assert with_dependencies_replaced(TEXT, canonicalize_name("new"), ["new"]) is None


def test_a_marker_on_a_dependency() -> None:
    assert lines_on(read(with_marker(TEXT, A, "os_name == 'nt'")), "a") == ['a<2,>=1.2; os_name == "nt"']
    assert lines_on(read(with_marker(TEXT, T, "os_name == 'nt'")), "t") == ['t[x]<3,>=2; os_name == "nt"']
    assert with_marker(TEXT, canonicalize_name("where"), "os_name == 'nt'") is None


def test_the_range_of_pythons() -> None:
    problem = read(with_setting(TEXT, ("project", "requires-python"), ">=3.10,<4"))
    assert str(problem.requires_python) == "<4,>=3.10"
    assert with_setting(TEXT.replace("python =", "#"), ("project", "requires-python"), ">=3.10") is None


def test_a_dependency_from_wherever_it_is() -> None:
    assert T not in read(without_entry(TEXT, ("tool", "uv", "sources", "t"))).sources
    assert without_entry(TEXT, ("tool", "uv", "sources", "a")) is None
    assert without_entry(TEXT, ("tool", "uv", "exclude-newer")) is None


def test_extras_and_groups_taken_out() -> None:
    problem = read(without_parts(TEXT, [("extra", "fast"), ("group", "test")]))
    assert not problem.optional_dependencies
    assert not problem.dependency_groups


def test_what_uv_alone_knows_has_no_place() -> None:
    assert with_list_item(TEXT, ("tool", "uv", "environments"), "os_name == 'nt'") is None
    assert with_list_item(TEXT, ("tool", "uv", "override-dependencies"), "a<2") is None
    assert with_setting(TEXT, ("tool", "uv", "index-strategy"), "unsafe-best-match") is None
    assert with_project_setting(TEXT, "prerelease-package", A, value="allow") is None
    assert with_conflicts(TEXT, [("extra", "fast"), ("group", "test")]) is None
    assert with_supplied_metadata(TEXT, {"name": "a"}) is None


def test_a_fix_of_a_poetry_file_is_one_of_its_own_tables() -> None:
    text = TEXT.split("Any_One")[0].replace('a = "^1.2"', 'a = "*"')
    world = a_world(
        text,
        {"a": {"1": ["b<2"], "2": ["b<2 ; python_version < '3.10'", "b>=2 ; python_version >= '3.10'"]}, "b": "1 2"},
    )
    divergence = root_on(world.explained(), "b")
    if divergence is not None:
        assert all("tool.uv" not in fix.text for fix in divergence.fixes)


def test_versions_without_a_file_here_are_told_in_poetrys_words() -> None:
    from resolver_core.explain.lab.scope_edits import split_by_python
    from tests.support.builders import a_target

    problem = read(split_by_python(TEXT, A, Version("1.4"), a_target("3.12")))
    assert len(lines_on(problem, "a")) == 2
