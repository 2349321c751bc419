"""What uv knows beyond logic: a few pairs of values that cannot meet, and nothing else (uv-resolution section 7.3)."""

from __future__ import annotations

import pytest

from resolver_core.markers import MarkerSet
from resolver_core.markers.diagram import FALSE, TRUE, Node, conjunction
from resolver_core.markers.facts import UV_IMPOSSIBLE_PAIRS, all_of, any_of, equals, uv_possible
from resolver_core.markers.variables import LAST_PLATFORM_VARIABLE, string_variable
from tests.support.markers import ENVIRONMENTS


def both(one: tuple[str, str], other: tuple[str, str]) -> Node:
    return conjunction(equals(*one), equals(*other))


@pytest.mark.parametrize(("name", "value", "platform"), UV_IMPOSSIBLE_PAIRS)
def test_an_impossible_pair_is_false_and_each_half_is_not(name: str, value: str, platform: str) -> None:
    pair = both((name, value), ("sys_platform", platform))
    assert conjunction(pair, uv_possible()) is FALSE
    assert conjunction(equals(name, value), uv_possible()) is not FALSE
    assert MarkerSet.parse(f"{name} == '{value}' and sys_platform == '{platform}'").is_false


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("os_name", "posix"), ("sys_platform", "linux")),
        (("os_name", "nt"), ("sys_platform", "win32")),
        (("os_name", "nt"), ("sys_platform", "cygwin")),
        (("platform_system", "iOS"), ("sys_platform", "ios")),
        (("platform_system", "Windows"), ("sys_platform", "linux")),  # the world knows better, uv does not
        (("platform_machine", "arm64"), ("sys_platform", "win32")),
    ],
)
def test_everything_else_may_meet(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert conjunction(both(one, other), uv_possible()) is not FALSE


def test_the_facts_speak_of_the_first_variables_alone() -> None:
    assert all(string_variable(name) <= LAST_PLATFORM_VARIABLE for name, _, _ in UV_IMPOSSIBLE_PAIRS)


def test_no_real_environment_is_impossible() -> None:
    for environment in ENVIRONMENTS:
        pairs = {(name, environment[name], environment["sys_platform"]) for name in ("os_name", "platform_system")}
        assert not pairs & set(UV_IMPOSSIBLE_PAIRS)


def test_all_and_any_of_none() -> None:
    assert all_of([]) is TRUE
    assert any_of([]) is FALSE
    nodes = [equals("os_name", "nt"), equals("sys_platform", "win32")]
    assert all_of(nodes) is both(("os_name", "nt"), ("sys_platform", "win32"))
    assert any_of(nodes) is any_of(reversed(nodes))
