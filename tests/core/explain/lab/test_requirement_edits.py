"""Requirements are edited where they stand; the rest of the text stays as it is."""

from __future__ import annotations

import pytest
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.lab.requirement_edits import (
    declared_requirement,
    with_bound,
    with_dependencies_replaced,
    with_marker,
    without_requirements_on,
)

A, B, C = map(canonicalize_name, ("a", "b", "c"))
TEXT = """\
[project]  # mine
name = "p"
dependencies = [
    "A>=1",  # the first
    "b ; python_version < '3.9'",
]
[project.optional-dependencies]
more = ["a"]
[tool.uv]
constraint-dependencies = ["a<9", "c<9", "A!=3"]
"""
CONSTRAINTS = ("tool", "uv", "constraint-dependencies")


def test_the_one_requirement_as_written() -> None:
    assert declared_requirement(TEXT, A) == "A>=1"
    assert declared_requirement(TEXT, C) is None


def test_a_requirement_replaced_by_two() -> None:
    edited = with_dependencies_replaced(TEXT, A, ["a<2", "a>0"])
    assert edited is not None
    assert declared_requirement(edited, A) is None
    assert edited.index('"a<2"') < edited.index('"a>0"') < edited.index('"b ;')
    assert "[project]  # mine" in edited
    assert with_dependencies_replaced(TEXT, C, ["c"]) is None


def test_every_item_on_a_project_removed() -> None:
    edited = without_requirements_on(TEXT, CONSTRAINTS, A)
    assert edited is not None
    assert 'constraint-dependencies = ["c<9"]' in edited
    assert without_requirements_on(TEXT, CONSTRAINTS, B) is None
    assert without_requirements_on(TEXT, ("tool", "uv", "override-dependencies"), A) is None


def test_a_marker_on_every_requirement_without_one() -> None:
    edited = with_marker(TEXT, A, "os_name == 'nt'")
    assert edited is not None
    assert edited.count("; os_name == 'nt'") == 2
    assert with_marker(TEXT, B, "os_name == 'nt'") is None


@pytest.mark.parametrize(
    ("name", "bound", "expected"),
    [
        (A, "a<2", '"A>=1,<2"'),
        (C, "c>=2", '"c>=2",\n]'),
        (C, "c<2", '"A!=3", "c<2"]'),
        (B, "b<2", '"b<2"]'),
    ],
)
def test_a_bound_stands_where_it_counts(name: NormalizedName, bound: str, expected: str) -> None:
    edited = with_bound(TEXT, name, bound)
    assert edited is not None
    assert expected in edited


def test_what_is_no_project_is_left_alone() -> None:
    for text in ("a==1\n", "[tool]\n", "= ="):
        assert with_bound(text, A, "a<2") is None
        assert with_marker(text, A, "os_name == 'nt'") is None
        assert declared_requirement(text, A) is None
