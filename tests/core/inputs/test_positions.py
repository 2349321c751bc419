from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolver_core.inputs.positions import Path, Place, locate

TEXT = '''\
# a comment with "quotes" and [brackets]
title = "x" # = [
[project]
name = 'demo'
dependencies = [
  "a>=1", 'b', # "c"
  """d
>=2""",
  "a>=1",
]
urls = { home = "h", "quoted key" = ["e", { f.g = 1 }] }
tool.deep."dotted.key" = 1

[tool.uv]
conflicts = [
    [{ extra = "x" },
     { extra = "y" }],
]
[[tool.uv.index]]
name = "one"
[tool.uv.index.nested]
value = 2024-01-01T00:00:00Z
[[tool.uv.index]]
name = "two \\" # ]"
'''


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("title",), 2, 9),
        (("project",), 3, 1),
        (("project", "name"), 4, 8),
        (("project", "dependencies"), 5, 16),
        (("project", "dependencies", 0), 6, 3),
        (("project", "dependencies", 1), 6, 11),
        (("project", "dependencies", 2), 7, 3),
        (("project", "dependencies", 3), 9, 3),
        (("project", "urls", "home"), 11, 17),
        (("project", "urls", "quoted key", 0), 11, 38),
        (("project", "urls", "quoted key", 1, "f", "g"), 11, 51),
        (("project", "tool", "deep", "dotted.key"), 12, 26),
        (("project", "tool", "deep"), 12, 1),
        (("tool", "uv", "conflicts", 0, 1, "extra"), 17, 16),
        (("tool", "uv", "index"), 19, 1),
        (("tool", "uv", "index", 0, "name"), 20, 8),
        (("tool", "uv", "index", 0, "nested", "value"), 22, 9),
        (("tool", "uv", "index", 1), 23, 1),
        (("tool", "uv", "index", 1, "name"), 24, 8),
    ],
)
def test_items_are_located(path: Path, line: int, column: int) -> None:
    assert locate(TEXT)[path] == Place(line, column)


def test_windows_line_ends_make_no_difference() -> None:
    assert locate(TEXT.replace("\n", "\r\n")) == locate(TEXT)


def every_path(value: object, path: Path = ()) -> list[Path]:
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    here = [path] if path else []
    return here + [found for key, child in children for found in every_path(child, (*path, key))]


KEYS = st.text(alphabet="abAB_-. \"'\\é=[#", min_size=1, max_size=4)
VALUES = st.recursive(
    st.text(alphabet="ab \"'\\\n#,]}=", max_size=6) | st.integers(-5, 5) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def as_toml(value: Any) -> str:
    """Compact TOML of a value, tables inline."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[ " + ", ".join(map(as_toml, value)) + " ]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{as_toml(key)} = {as_toml(item)}" for key, item in value.items()) + " }"
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_item_of_any_document_is_located(data: dict[str, Any]) -> None:
    text = "".join(f"{as_toml(key)} = {as_toml(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    places = locate(text)
    assert sorted(places, key=str) == sorted(every_path(data), key=str)
    for number, key in enumerate(data, start=1):
        assert places[(key,)].line == number
