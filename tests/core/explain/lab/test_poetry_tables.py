"""Edits in Poetry's own tables: every edited text is read again, and says what it was meant to."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.explanation import Fix
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
from resolver_core.index.kept.memory import MemoryFile
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import InputKind, PrereleaseMode, Problem
from tests.support.causes import a_world, root_on
from tests.support.small_indexes import of

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


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a", 'a = {version = "^1.2", allow-prereleases = true}  # the important one'),
        ("any-one", 'Any_One = {version = "*", allow-prereleases = true}'),
        ("t", 't = { version = "^2", extras = ["x"], source = "corp", allow-prereleases = true}'),
        ("new", 'new = {version = "*", allow-prereleases = true}'),
    ],
)
def test_prereleases_of_one_dependency(name: str, line: str) -> None:
    project = canonicalize_name(name)
    edited = with_project_setting(TEXT, "prerelease-package", project, value="allow")
    assert edited is not None
    assert line in edited
    assert read(edited).settings.prerelease_package == {project: PrereleaseMode.ALLOW}
    refused = with_project_setting(edited, "prerelease-package", project, value="disallow")
    assert read(refused).settings.prerelease_package == {project: PrereleaseMode.DISALLOW}


def test_a_poetry_file_is_told_about_prereleases_where_that_helps() -> None:
    failure = a_world(POETRY_PRERELEASE, {"a": "1 2rc1"}).explained().failures[0]
    fix = next(fix for fix in failure.fixes if fix.is_offered)
    assert fix.title == "allow pre-releases of a"
    assert fix.verdict == "both modes now agree on everything"
    assert 'a = { version = ">1", allow-prereleases = true }' in fix.text


POETRY_PRERELEASE = """\
[tool.poetry]
name = "demo"
version = "1"
[tool.poetry.dependencies]
python = "^3.9"
a = { version = ">1", allow-prereleases = false }
"""


def test_what_uv_alone_knows_has_no_place() -> None:
    assert with_list_item(TEXT, ("tool", "uv", "environments"), "os_name == 'nt'") is None
    assert with_list_item(TEXT, ("tool", "uv", "override-dependencies"), "a<2") is None
    assert with_setting(TEXT, ("tool", "uv", "index-strategy"), "unsafe-best-match") is None
    assert with_conflicts(TEXT, [("extra", "fast"), ("group", "test")]) is None
    assert with_supplied_metadata(TEXT, {"name": "a"}) is None


LINUX = ("manylinux_2_17_x86_64", "manylinux_2_17_aarch64", "musllinux_1_1_x86_64")
MAC = ("macosx_11_0_arm64", "macosx_10_9_x86_64")
POETRY = """\
[tool.poetry]
name = "demo"
version = "1"
[tool.poetry.dependencies]
python = "^3.9"
a = "^1.0"
"""


def _fixed(text: str, fix: Fix) -> Problem:
    """The text with a fix, read again; the fix says nothing that Poetry does not read."""
    assert fix.agrees
    assert "tool.uv" not in fix.text
    assert fix.text != text
    problem = parse_problem(fix.text)
    assert problem.kind is InputKind.POETRY
    return problem


def test_what_has_no_file_here_is_held_back_in_poetrys_words() -> None:
    files = tuple(MemoryFile(f"a-1.1-py3-none-{platform}.whl") for platform in (*LINUX, *MAC))
    everywhere = (MemoryFile("a-1.0-py3-none-any.whl"),)
    world = a_world(POETRY, files={"a": (*files, *everywhere)}, platform="x86_64-pc-windows-msvc")
    divergence = root_on(world.explained(), "a")
    assert divergence is not None
    problem = _fixed(POETRY, divergence.fixes[0])
    assert lines_on(problem, "a") == [
        'a<2,<=1.0,>=1.0; sys_platform == "win32"',
        'a<2,>1.0,>=1.0; sys_platform != "win32"',
    ]


def test_a_lock_for_too_many_pythons_is_narrowed_in_poetrys_words() -> None:
    (failure,) = a_world(POETRY, {"a": {"1.0": of(python=">=3.10")}}).explained().failures
    assert str(_fixed(POETRY, failure.fixes[0]).requires_python) == "<4,>=3.10"
