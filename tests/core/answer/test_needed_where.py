"""Where each pin of an answer is needed, as a marker."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.answer.needed_where import marker_text, needed_by_anything, needed_where
from resolver_core.answer.resolution import Resolution
from resolver_core.markers import MarkerSet
from tests.support.builders import LINUX, MACOS, WINDOWS, a_target
from tests.support.small_indexes import Example, of

LOCK = Example(
    {
        "a": {"1": ["c ; sys_platform == 'win32'", "b"]},
        "b": {"1": of("d ; extra == 'fast'", "c ; python_version < '3.10'", extras="fast")},
        "c": "1",
        "d": "1",
    },
    ["a", "b ; sys_platform == 'linux'"],
    more='[project.optional-dependencies]\nx = ["b[fast]"]\n[dependency-groups]\ndev = ["d"]',
).solve_universal()


def where(lock: Resolution, extras: str = "", groups: str = "") -> dict[str, str]:
    names = (tuple(map(canonicalize_name, text.split())) for text in (extras, groups))
    found = needed_where(lock, *names)
    return {key.project: marker_text(marker, lock.requires_python) for key, marker in found.items()}


@pytest.mark.parametrize(
    ("extras", "groups", "needed"),
    [
        ("", "", {"a": "", "b": "", "c": "python_full_version < '3.10' or sys_platform == 'win32'"}),
        ("x", "", {"a": "", "b": "", "c": "python_full_version < '3.10' or sys_platform == 'win32'", "d": ""}),
        ("", "dev", {"a": "", "b": "", "c": "python_full_version < '3.10' or sys_platform == 'win32'", "d": ""}),
    ],
)
def test_markers_are_united_over_every_way(extras: str, groups: str, needed: dict[str, str]) -> None:
    assert where(LOCK, extras, groups) == needed


@pytest.mark.parametrize("platform", [LINUX, MACOS, WINDOWS])
@pytest.mark.parametrize("python", ["3.8", "3.12"])
@pytest.mark.parametrize("extras", ["", "x"])
def test_the_markers_say_what_is_installed(python: str, platform: str, extras: str) -> None:
    chosen, here = tuple(map(canonicalize_name, extras.split())), a_target(python, platform)
    needed = {key.project for key, marker in needed_where(LOCK, chosen).items() if marker.evaluate(here.markers, set())}
    assert needed == set(LOCK.at(here, chosen))


def test_every_extra_and_group_is_asked_for_at_once() -> None:
    found = {key.project: marker for key, marker in needed_by_anything(LOCK).items()}
    assert set(found) == {"a", "b", "c", "d"}
    assert found["d"] is MarkerSet.TRUE


def test_a_list_of_requirements_has_no_project_to_begin_at() -> None:
    resolution = Example({"a": {"1": ["b"]}, "b": "1"}, ["a"]).solve_single()
    assert {key.project for key in needed_where(resolution)} == {"a", "b"}


def test_a_marker_leaves_out_what_requires_python_says() -> None:
    marker = MarkerSet.parse("python_version >= '3.9' and sys_platform == 'win32'")
    assert marker_text(marker, ">=3.9") == "sys_platform == 'win32'"
    assert marker_text(marker, ">=3.8") == "python_full_version >= '3.9' and sys_platform == 'win32'"
    assert marker_text(MarkerSet.TRUE, ">=3.8") == ""
