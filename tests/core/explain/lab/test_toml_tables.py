"""Whose tables a text has, and that its formatting stays."""

from __future__ import annotations

import pytest
import tomlkit

from resolver_core.explain.lab.toml_tables import loaded


@pytest.mark.parametrize("text", ["[project]  # mine\nname = 'p'\n", "[tool.poetry]\nname = 'p'\n"])
def test_a_text_stays_as_it_is_written(text: str) -> None:
    document = loaded(text)
    assert document is not None
    assert tomlkit.dumps(document) == text


def test_what_is_no_toml() -> None:
    assert loaded("[project") is None
