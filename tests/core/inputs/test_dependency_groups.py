"""`[dependency-groups]`: includes are expanded in place, and what cannot be is a mistake with its line."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from resolver_core.inputs import limits
from resolver_core.inputs.dependency_groups import DependencyGroups, read_dependency_groups
from tests.support.toml_documents import read_with

NESTED = """\
[dependency-groups]
All = [{ include-group = "test" }, "z", { include-group = "lint" }]
test = ["pytest>=8", "coverage"]
lint = ["ruff", { include-group = "test" }]
"""


def read(text: str) -> DependencyGroups:
    groups, mistakes, _ = read_with(read_dependency_groups, text)
    assert not mistakes
    return groups


def mistakes_of(text: str) -> list[str]:
    return read_with(read_dependency_groups, f"[dependency-groups]\n{text}")[1]


def test_includes_stand_at_their_place_each_requirement_once() -> None:
    texts = {group: [line.text for line in lines] for group, lines in read(NESTED).requirements().items()}
    assert texts == {
        "all": ["pytest>=8", "coverage", "z", "ruff"],
        "test": ["pytest>=8", "coverage"],
        "lint": ["ruff", "pytest>=8", "coverage"],
    }


def test_a_group_knows_all_that_it_includes() -> None:
    groups = read(NESTED)
    assert groups.includes(canonicalize_name("all")) == {"test", "lint"}
    assert groups.includes(canonicalize_name("lint")) == {"test"}
    assert groups.includes(canonicalize_name("test")) == frozenset()
    assert list(groups.included_first()) == ["test", "lint", "all"]


def test_the_python_of_an_included_group_becomes_a_marker() -> None:
    groups = read('[dependency-groups]\na = [{ include-group = "b" }]\nb = ["x", "y ; os_name == \'nt\'"]\n')
    groups.requires_python[canonicalize_name("b")] = SpecifierSet(">=3.9")
    written = {group: [str(line.requirement) for line in lines] for group, lines in groups.requirements().items()}
    assert written["a"] == [
        'x; python_full_version >= "3.9"',
        'y; os_name == "nt" and python_full_version >= "3.9"',
    ]
    assert written["b"] == ["x", 'y; os_name == "nt"']


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ('a = [{ include-group = "b" }]', ["2: The group `a` includes `b`, which does not exist."]),
        ("a = [1]", ['2: A group holds requirements and `{ include-group = "…" }` only, not a number.']),
        ("a = [{ x = 1 }]", ['2: A group holds requirements and `{ include-group = "…" }` only, not another table.']),
        ('a = "x"', ["2: `dependency-groups.a` must be a list of requirements, not a string."]),
        ("a_b = []\na-b = []", ["3: The group `a-b` is declared twice: the names are equal once normalised."]),
        ('a = [{ include-group = "a" }]', ["2: The groups include each other in a cycle: `a` → `a`."]),
        (
            'a = [{ include-group = "b" }]\nb = [{ include-group = "c" }]\nc = [{ include-group = "a" }]',
            ["4: The groups include each other in a cycle: `a` → `b` → `c` → `a`."],
        ),
    ],
)
def test_mistakes_have_their_lines(text: str, mistakes: list[str]) -> None:
    assert mistakes_of(text) == mistakes


def test_each_cycle_is_told_once_and_its_groups_are_empty() -> None:
    text = """\
[dependency-groups]
a = [{ include-group = "b" }, "x"]
b = [{ include-group = "a" }]
c = [{ include-group = "c" }]
above = [{ include-group = "a" }, "y"]
"""
    groups, mistakes, _ = read_with(read_dependency_groups, text)
    assert len(mistakes) == 2
    assert {group: len(lines) for group, lines in groups.requirements().items()} == {"a": 0, "b": 0, "c": 0, "above": 0}


def test_there_may_be_many_groups_and_not_too_many() -> None:
    too_many = "".join(f"g{n} = []\n" for n in range(limits.LISTS + 1))
    assert mistakes_of(too_many) == [f"1: {limits.too_many('The text', limits.LISTS + 1, 'groups', limits.LISTS)}"]
