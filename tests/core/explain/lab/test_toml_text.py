"""Edits keep the formatting of the pasted text, and make the tables that are missing."""

from __future__ import annotations

import pytest

from resolver_core.explain.lab.toml_tables import requirement_name
from resolver_core.explain.lab.toml_text import for_each, with_list_item, with_setting

TEXT = '[project]  # mine\nname = "p"\ndependencies = [\n    "a",  # first\n]\n'


def test_an_item_added_to_a_list() -> None:
    edited = with_list_item(TEXT, ("project", "dependencies"), "b")
    assert edited is not None
    assert '"a",  # first' in edited
    assert '"b"' in edited


def test_tables_on_the_way_are_made() -> None:
    edited = with_list_item(TEXT, ("tool", "uv", "environments"), "os_name == 'nt'")
    assert edited is not None
    assert edited.endswith("[tool.uv]\nenvironments = [\"os_name == 'nt'\"]\n")


def test_a_setting_is_set_or_replaced() -> None:
    first = with_setting(TEXT, ("project", "requires-python"), ">=3.8")
    assert first is not None
    second = with_setting(first, ("project", "requires-python"), ">=3.9")
    assert second is not None
    assert second.count("requires-python") == 1
    assert 'requires-python = ">=3.9"' in second


@pytest.mark.parametrize("text", ["a==1\n", "[tool]\n", "= =", ""])
def test_what_is_no_project_is_not_edited(text: str) -> None:
    assert with_list_item(text, ("project", "dependencies"), "b") is None
    assert with_setting(text, ("project", "requires-python"), ">=3.8") is None


def test_several_edits_or_none() -> None:
    def without_three(text: str, item: str) -> str | None:
        return None if item == "3" else text + item

    assert for_each("0", ["1", "2"], without_three) == "012"
    assert for_each("0", ["1", "3", "2"], without_three) is None


@pytest.mark.parametrize(("text", "name"), [("A.b>=1", "a-b"), ("a[x] ; os_name == 'nt'", "a"), ("?", "")])
def test_the_name_in_a_requirement(text: str, name: str) -> None:
    assert requirement_name(text) == name
