"""Numbers of things, in words."""

from __future__ import annotations

from resolver_core.explain.wording.numbers import counted


def test_one_is_no_plural() -> None:
    assert [counted(number, "file") for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
