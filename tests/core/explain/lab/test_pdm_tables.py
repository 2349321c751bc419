"""Edits in PDM's own tables: a `[tool.uv]` would make the file uv's, with other indexes and overrides."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.explain.lab.metadata_edits import with_supplied_metadata
from resolver_core.explain.lab.part_edits import without_parts
from resolver_core.explain.lab.requirement_edits import with_bound, without_requirements_on
from resolver_core.explain.lab.setting_edits import with_conflicts, with_project_setting
from resolver_core.explain.lab.toml_text import with_list_item, with_setting
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import InputKind, PrereleaseMode, Problem

TEXT = """\
[project]
name = "demo"
version = "1"
requires-python = ">=3.9"
dependencies = ["a>=1"]
[tool.pdm.dev-dependencies]
test = ["pytest>=7"]
[tool.pdm.resolution.overrides]
b = "<2"
"""
A, B = canonicalize_name("a"), canonicalize_name("b")
OVERRIDES = ("tool", "uv", "override-dependencies")


def read(text: str | None) -> Problem:
    """The edited text as it is read; it stays PDM's."""
    assert text is not None
    problem = parse_problem(text)
    assert problem.kind is InputKind.PDM
    return problem


def test_bounds_are_dependencies() -> None:
    assert [str(one.requirement) for one in read(with_bound(TEXT, A, "a<=2")).dependencies] == ["a<=2,>=1"]
    constrained = read(with_list_item(TEXT, ("tool", "uv", "constraint-dependencies"), "c<=2"))
    assert [str(one.requirement) for one in constrained.dependencies] == ["a>=1", "c<=2"]


def test_overrides_come_and_go() -> None:
    problem = read(with_list_item(TEXT, OVERRIDES, "c<=2"))
    assert [str(one.requirement) for one in problem.overrides] == ["b<2", "c<=2"]
    assert not read(without_requirements_on(TEXT, OVERRIDES, B)).overrides
    assert without_requirements_on(TEXT, OVERRIDES, A) is None
    assert with_list_item(TEXT, OVERRIDES, "c<=2 ; os_name == 'nt'") is None
    assert with_list_item(TEXT, OVERRIDES, "c") is None


def test_pre_releases_are_allowed_or_left_alone() -> None:
    allowed = read(with_project_setting(TEXT, "prerelease-package", A, value="allow"))
    assert allowed.settings.prerelease is PrereleaseMode.ALLOW
    assert with_project_setting(TEXT, "prerelease-package", A, value="disallow") is None


def test_pythons_and_groups() -> None:
    assert str(read(with_setting(TEXT, ("project", "requires-python"), ">=3.10")).requires_python) == ">=3.10"
    assert not read(without_parts(TEXT, [("group", "test")])).dependency_groups


def test_what_uv_alone_knows_has_no_place() -> None:
    assert with_list_item(TEXT, ("tool", "uv", "required-environments"), "os_name == 'nt'") is None
    assert with_setting(TEXT, ("tool", "uv", "index-strategy"), "unsafe-best-match") is None
    assert with_conflicts(TEXT, [("extra", "x"), ("extra", "y")]) is None
    assert with_supplied_metadata(TEXT, {"name": "a"}) is None


def test_a_table_of_uv_makes_it_uvs() -> None:
    text = f"{TEXT}\n[tool.uv]\n"
    edited = with_list_item(text, ("tool", "uv", "environments"), "os_name == 'nt'")
    assert edited is not None
    assert len(parse_problem(edited).environments) == 1
