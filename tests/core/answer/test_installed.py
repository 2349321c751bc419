"""What a lock installs for a selection: markers evaluated, walked from the project, its extras and its groups."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.answer.installed import synthetic_extra_of
from tests.support.builders import LINUX, MACOS, WINDOWS, a_target
from tests.support.small_indexes import Example, of, written

LOCK = Example(
    {
        "a": {"1": ["c ; sys_platform == 'win32'"]},
        "b": {"1": of("d ; extra == 'fast'", extras="fast")},
        "c": "1 2",
        "d": "1",
        "e": "1 2",
    },
    ["a", "e<2 ; python_version < '3.10'", "e ; python_version >= '3.10'"],
    more='[project.optional-dependencies]\nx = ["b[fast]"]\ny = ["b"]\n[dependency-groups]\ndev = ["c"]',
).solve_universal()


def at(python: str, platform: str, extras: str = "", groups: str = "") -> str:
    pins = LOCK.at(
        a_target(python, platform),
        tuple(map(canonicalize_name, extras.split())),
        tuple(map(canonicalize_name, groups.split())),
    )
    return written((pin.project, str(pin.version)) for pin in pins.values())


@pytest.mark.parametrize(
    ("python", "platform", "extras", "groups", "installed"),
    [
        ("3.12", LINUX, "", "", "a 1, e 2"),
        ("3.9", LINUX, "", "", "a 1, e 1"),
        ("3.12", WINDOWS, "", "", "a 1, c 2, e 2"),
        ("3.12", MACOS, "x", "", "a 1, b 1, d 1, e 2"),
        ("3.12", MACOS, "y", "", "a 1, b 1, e 2"),
        ("3.12", MACOS, "x y", "", "a 1, b 1, d 1, e 2"),
        ("3.12", MACOS, "", "dev", "a 1, c 2, e 2"),
        ("3.12", MACOS, "nothing-of-that-name", "", "a 1, e 2"),
    ],
)
def test_selection(python: str, platform: str, extras: str, groups: str, installed: str) -> None:
    assert at(python, platform, extras, groups) == installed


CONFLICTING = Example(
    {"a": "1 2 3"}, ["a"], more='[project.optional-dependencies]\nx = ["a==1"]\ny = ["a==2"]',
    tool_uv='conflicts = [[{ extra = "x" }, { extra = "y" }]]',
).solve_universal()  # fmt: skip


@pytest.mark.parametrize(("extras", "installed"), [("", "a 2"), ("x", "a 1"), ("y", "a 2")])
def test_conflicting_extras_choose_among_versions(extras: str, installed: str) -> None:
    pins = CONFLICTING.at(a_target(), tuple(map(canonicalize_name, extras.split())))
    assert written((pin.project, str(pin.version)) for pin in pins.values()) == installed


def test_one_platform_installs_all_it_pins() -> None:
    resolution = Example({"a": {"1": ["b"]}, "b": "1"}, ["a"]).solve_single()
    assert set(resolution.at(a_target("3.11"))) == {pin.project for pin in resolution.pins}


def test_the_project_itself_is_not_installed() -> None:
    assert "project" not in LOCK.at(a_target())
    assert any(pin.is_root for pin in LOCK.pins)


def test_requirements_in_a_circle() -> None:
    resolution = Example({"a": {"1": ["b"]}, "b": {"1": ["a"]}}, ["a"]).solve_universal()
    assert set(resolution.at(a_target())) == {"a", "b"}


@pytest.mark.parametrize(
    ("item", "name"),
    [("p[fast]", "extra-1-p-fast"), ("p-q:dev", "group-3-p-q-dev"), ("p", "project-1-p")],
)
def test_an_item_of_a_conflict_has_the_name_of_the_markers(item: str, name: str) -> None:
    assert synthetic_extra_of(item) == name
