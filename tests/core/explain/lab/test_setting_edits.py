"""Settings are added beside what is there, and removed without a trace."""

from __future__ import annotations

import tomllib

from packaging.utils import canonicalize_name

from resolver_core.explain.lab.setting_edits import (
    with_conflicts,
    with_project_setting,
    without_entry,
    without_explicit,
)

A = canonicalize_name("a")
BARE = '[project]\nname = "p"\n'
TEXT = f"""{BARE}
[tool.uv]
exclude-newer = "2024-01-01"  # the day
exclude-newer-package = {{ b = "2024-01-02" }}
conflicts = [[{{ extra = "x" }}, {{ extra = "y" }}]]

[[tool.uv.index]]
name = "other"
url = "https://other.index.test/simple/"
explicit = true
"""


def settings(text: str | None) -> dict[str, object]:
    assert text is not None
    found: dict[str, object] = tomllib.loads(text)["tool"]["uv"]
    return found


def test_a_setting_of_one_project_beside_the_others() -> None:
    edited = with_project_setting(TEXT, "exclude-newer-package", A, value=False)
    assert settings(edited)["exclude-newer-package"] == {"b": "2024-01-02", "a": False}
    assert edited is not None
    assert "# the day" in edited
    assert settings(with_project_setting(BARE, "prerelease-package", A, value="allow")) == {
        "prerelease-package": {"a": "allow"}
    }


def test_an_entry_removed() -> None:
    assert "exclude-newer" not in settings(without_entry(TEXT, ("tool", "uv", "exclude-newer")))
    assert without_entry(TEXT, ("tool", "uv", "sources", "a")) is None
    assert without_entry(BARE, ("tool", "uv", "exclude-newer")) is None


def test_an_explicit_index_opened() -> None:
    edited = without_explicit(TEXT, "https://other.index.test/simple")
    assert settings(edited)["index"] == [{"name": "other", "url": "https://other.index.test/simple/"}]
    assert edited is not None
    assert without_explicit(edited, "https://other.index.test/simple") is None
    assert without_explicit(TEXT, "https://index.test/simple") is None


def test_one_more_set_of_conflicts() -> None:
    parts = [("extra", "old"), ("group", "new")]
    declared = [{"extra": "old"}, {"group": "new"}]
    assert settings(with_conflicts(BARE, parts))["conflicts"] == [declared]
    assert settings(with_conflicts(TEXT, parts))["conflicts"] == [[{"extra": "x"}, {"extra": "y"}], declared]
