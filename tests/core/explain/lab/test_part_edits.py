"""Extras and groups go with everything that speaks of them; the rest of the text stays as it is."""

from __future__ import annotations

from resolver_core import parse_problem
from resolver_core.explain.lab.part_edits import without_parts

TEXT = """\
[project]  # mine
name = "p"
version = "1"
dependencies = ["torch"]

[project.optional-dependencies]
cpu = ["torch>=2"]
Cu_124 = ["torch>=2"]
docs = ["sphinx"]

[dependency-groups]
lint = ["ruff"]
dev = ["pytest", { include-group = "lint" }]

[tool.uv]
default-groups = ["dev", "lint"]
conflicts = [
    [{ extra = "cpu" }, { extra = "Cu_124" }],
    [{ extra = "cpu" }, { extra = "Cu_124" }, { extra = "docs" }],
]

[tool.uv.sources]
torch = [{ index = "one", extra = "cpu" }, { index = "two", extra = "Cu_124" }]

[[tool.uv.index]]
name = "one"
url = "https://one.index.test/simple"
explicit = true

[[tool.uv.index]]
name = "two"
url = "https://two.index.test/simple"
explicit = true
"""


def test_an_extra_goes_with_its_source_and_its_conflicts() -> None:
    edited = without_parts(TEXT, [("extra", "cu-124")])
    assert edited is not None
    problem = parse_problem(edited, filename="pyproject.toml")
    assert list(problem.optional_dependencies) == ["cpu", "docs"]
    assert "# mine" in edited
    assert "Cu_124" not in edited
    assert [len(members) for members in problem.conflicts] == [2]
    assert [one.value for one in problem.sources["torch"]] == ["one"]  # type: ignore[index]


def test_all_extras_leave_neither_sources_nor_conflicts() -> None:
    edited = without_parts(TEXT, [("extra", "cpu"), ("extra", "cu-124"), ("extra", "docs")])
    assert edited is not None
    problem = parse_problem(edited, filename="pyproject.toml")
    assert (problem.optional_dependencies, problem.conflicts, problem.sources) == ({}, (), {})


def test_a_group_is_included_nowhere_any_more() -> None:
    edited = without_parts(TEXT, [("group", "lint")])
    assert edited is not None
    assert "lint" not in edited
    assert list(parse_problem(edited, filename="pyproject.toml").dependency_groups) == ["dev"]


def test_nothing_to_remove() -> None:
    assert without_parts(TEXT, [("extra", "gone")]) is None
    assert without_parts("no toml [", [("extra", "cpu")]) is None
