"""What `uv sync` would install from a lock on one machine."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core import Selection, target
from resolver_core.explain.panel.would_install import Form, WouldInstall, would_install
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

PROJECTS = {"a": {"1": ["b; sys_platform == 'win32'"]}, "b": {"1": of(tags="W sdist")}, "c": {"1": of(tags="L W")}}


def found_at(example: Example, python: str, platform: str, *extras: str) -> WouldInstall:
    laboratory = a_laboratory(example)
    lock, settings = laboratory.universal, laboratory.universal_policy.settings
    selection = Selection(tuple(map(canonicalize_name, extras)))
    return would_install(lock, laboratory.problem, settings, target(python, platform), selection)


def forms(found: WouldInstall) -> dict[str, Form]:
    return {str(name): held.form for name, held in found.held.items()}


def test_edges_are_walked_with_their_markers_and_files_chosen_by_tags() -> None:
    example = Example(PROJECTS, ["a", "c"])
    assert forms(found_at(example, "3.11", "windows")) == {"a": Form.WHEEL, "b": Form.WHEEL, "c": Form.WHEEL}
    assert forms(found_at(example, "3.12", "windows")) == {"a": Form.WHEEL, "b": Form.SOURCE, "c": Form.NONE}
    assert forms(found_at(example, "3.11", "linux")) == {"a": Form.WHEEL, "c": Form.WHEEL}
    assert not found_at(example, "3.11", "macos").is_installable


def test_settings_decide_which_files_count() -> None:
    wheels_alone = Example(PROJECTS, ["b"], tool_uv="no-build = true")
    assert forms(found_at(wheels_alone, "3.12", "windows")) == {"b": Form.NONE}
    sources_alone = Example(PROJECTS, ["b"], tool_uv='no-binary-package = ["b"]')
    assert forms(found_at(sources_alone, "3.11", "windows")) == {"b": Form.SOURCE}


def test_what_is_asked_for_by_an_extra() -> None:
    example = Example(PROJECTS, ["a"], more='[project.optional-dependencies]\nmore = ["c"]')
    assert "c" not in found_at(example, "3.11", "linux").held
    assert forms(found_at(example, "3.11", "linux", "more"))["c"] is Form.WHEEL


def test_a_lock_does_not_cover_other_pythons_platforms_or_conflicting_extras() -> None:
    extras = '[project.optional-dependencies]\nx = ["a"]\ny = ["c"]\n'
    conflicts = '[[{ extra = "x" }, { extra = "y" }]]'.removeprefix("[").removesuffix("]")
    linux = "environments = [\"sys_platform == 'linux'\"]"
    assert not found_at(Example(PROJECTS, ["a"], requires_python=">=3.10"), "3.9", "linux").is_covered
    assert not found_at(Example(PROJECTS, ["a"], tool_uv=linux), "3.11", "windows").is_covered
    example = Example(PROJECTS, ["a"], tool_uv=f"conflicts = [{conflicts}]", more=extras)
    assert found_at(example, "3.11", "linux", "x").is_covered
    assert not found_at(example, "3.11", "linux", "x", "y").is_covered
