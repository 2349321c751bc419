"""Columns of text, as wide as they need to be."""

from __future__ import annotations

from resolver_core.cli.table import table


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert list(table(("name", "version"), [("a", "1.0"), ("long-name", "2")])) == [
        "  name       version",
        "  a          1.0",
        "  long-name  2",
    ]


def test_a_cell_may_have_several_lines() -> None:
    assert list(table(("a", "b", "c"), [(("one", "two"), "x", ("y", "z", "w"))])) == [
        "  a    b  c",
        "  one  x  y",
        "  two     z",
        "          w",
    ]


def test_nothing_trails_and_without_rows_there_are_titles() -> None:
    assert list(table(("title", ""), [])) == ["  title"]
    assert list(table(("a", "b"), [("x", "")])) == ["  a  b", "  x"]
