"""A pyproject.toml without some of its parts."""

from __future__ import annotations

import tomllib

from resolver_core import parse_problem
from resolver_core.minimise.text_parts import (
    depth_of,
    pieces_in,
    places_at,
    requirements_in,
    without_places,
    without_text_pieces,
)

TEXT = """\
[project]
name = "demo"
version = "1"
requires-python = ">=3.8"
dependencies = ["a>=1 ; os_name == 'nt'", "b"]

[dependency-groups]
dev = ["c", {include-group = "lint"}]
lint = ["d"]

[tool.uv]
constraint-dependencies = ["e<2"]
environments = ["sys_platform == 'linux'"]
index = [{name = "own", url = "https://own.index.test/simple"}]

[tool.uv.sources]
a = {index = "own"}
"""


def test_what_a_project_cannot_be_without_is_no_part() -> None:
    assert places_at(TEXT, 1) == (("dependency-groups",), ("tool",))
    assert places_at(TEXT, 2)[:2] == (("project", "requires-python"), ("project", "dependencies"))
    assert depth_of(TEXT) == 5


def test_a_place_goes_with_all_below_it() -> None:
    left = without_places(TEXT, [("tool", "uv", "index"), ("tool", "uv", "sources"), ("dependency-groups", "dev", 1)])
    document = tomllib.loads(left)
    assert sorted(document["tool"]["uv"]) == ["constraint-dependencies", "environments"]
    assert document["dependency-groups"] == {"dev": ["c"], "lint": ["d"]}


def test_tables_of_which_nothing_is_left_go_too() -> None:
    left = without_places(TEXT, [("tool", "uv", key) for key in tomllib.loads(TEXT)["tool"]["uv"]])
    assert "tool" not in tomllib.loads(left)


def test_every_single_part_leaves_valid_toml() -> None:
    for depth in range(1, depth_of(TEXT) + 1):
        for place in places_at(TEXT, depth):
            assert tomllib.loads(without_places(TEXT, [place])) != tomllib.loads(TEXT)
    for piece in pieces_in(TEXT):
        assert parse_problem(without_text_pieces(TEXT, [piece]), filename="pyproject.toml")


def test_strings_are_taken_apart() -> None:
    left = tomllib.loads(without_text_pieces(TEXT, pieces_in(TEXT)))
    assert left["project"]["dependencies"] == ["a", "b"]
    assert "requires-python" not in left["project"]
    assert left["tool"]["uv"]["constraint-dependencies"] == ["e"]
    assert left["tool"]["uv"]["environments"] == []


def test_requirements_wherever_they_stand() -> None:
    assert [name for _, name in requirements_in(TEXT)] == ["a", "b", "c", "d", "e"]
