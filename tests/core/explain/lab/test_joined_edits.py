"""Two edits of one text in one."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from resolver_core.explain.lab.joined_edits import joined

TEXT = """\
[project]
name = "demo"  # ours
dependencies = ["a", "b>=1"]
requires-python = ">=3.9"
"""


def edited(old: str, new: str, more: str = "") -> str:
    assert old in TEXT
    return TEXT.replace(old, new) + more


def both(one: str, other: str) -> dict[str, Any] | None:
    """Both edits, whichever is first."""
    there, back = joined(TEXT, one, other), joined(TEXT, other, one)
    assert (there is None) is (back is None)
    if there is None or back is None:
        return None
    assert "# ours" in there
    found, turned = tomllib.loads(there), tomllib.loads(back)
    for read in (found, turned):
        read["project"]["dependencies"].sort()
        read.get("tool", {}).get("uv", {}).get("constraint-dependencies", []).sort()
    assert found == turned
    return found


def test_requirements_of_two_projects() -> None:
    found = both(edited('"a"', '"a<2"'), edited('"b>=1"', '"b>=2"'))
    assert found is not None
    assert found["project"]["dependencies"] == ["a<2", "b>=2"]


def test_settings_in_one_table_that_was_not_there() -> None:
    one = edited("", "", "[tool.uv]\nrequired-environments = [\"os_name == 'nt'\"]\n")
    other = edited("", "", '[[tool.uv.dependency-metadata]]\nname = "a"\nversion = "1"\n')
    found = both(one, other)
    assert found is not None
    assert found["tool"]["uv"] == {
        "required-environments": ["os_name == 'nt'"],
        "dependency-metadata": [{"name": "a", "version": "1"}],
    }


def test_items_of_one_list_that_was_not_there() -> None:
    one, other = (edited("", "", f'[tool.uv]\nconstraint-dependencies = ["{name}<2"]\n') for name in "ab")
    found = both(one, other)
    assert found is not None
    assert found["tool"]["uv"]["constraint-dependencies"] == ["a<2", "b<2"]


def test_what_one_of_them_takes_out() -> None:
    found = both(edited('requires-python = ">=3.9"\n', ""), edited('"a", ', ""))
    assert found == {"project": {"name": "demo", "dependencies": ["b>=1"]}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edited('"a"', '"a<2"'), edited('"a"', '"a>2"')),
        (edited(">=3.9", ">=3.10"), edited(">=3.9", ">=3.11")),
        (edited('requires-python = ">=3.9"\n', ""), edited(">=3.9", ">=3.11")),
        (edited("[project]", "[project"), TEXT),
    ],
)
def test_edits_of_the_same_thing_have_no_joint_form(one: str, other: str) -> None:
    assert both(one, other) is None


def test_the_same_edit_twice_is_that_edit() -> None:
    found = both(edited(">=3.9", ">=3.10"), edited(">=3.9", ">=3.10"))
    assert found is not None
    assert found["project"]["requires-python"] == ">=3.10"
