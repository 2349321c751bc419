from __future__ import annotations

from resolver_core.explain.lab.patches import unified_diff


def test_an_edit_as_a_patch() -> None:
    patch = unified_diff("1\n2\n3\n4\n", "1\n2\n3\nfour\n", "pyproject.toml")
    assert patch.splitlines() == [
        "--- a/pyproject.toml", "+++ b/pyproject.toml", "@@ -2,3 +2,3 @@", " 2", " 3", "-4", "+four"
    ]  # fmt: skip


def test_no_edit_is_no_patch() -> None:
    assert unified_diff("same\n", "same\n", "pyproject.toml") == ""
