"""What uv knows beyond logic, and no more."""

from __future__ import annotations

import pytest

from resolver_core.markers import MarkerSet
from resolver_core.markers.facts import UV_IMPOSSIBLE_PAIRS, uv_possible
from tests.support.markers import ENVIRONMENTS


@pytest.mark.parametrize(("name", "value", "platform"), UV_IMPOSSIBLE_PAIRS[:6])
def test_a_pair_cannot_meet(name: str, value: str, platform: str) -> None:
    both = MarkerSet.compare(name, "==", value) & MarkerSet.compare("sys_platform", "==", platform)
    assert both.is_false


@pytest.mark.parametrize(
    "text",
    [
        "sys_platform == 'win32' and platform_machine == 'arm64'",
        "implementation_name == 'cpython' and platform_python_implementation == 'PyPy'",
        "sys_platform == 'linux' and 'win' in sys_platform",
    ],
)
def test_what_the_world_knows_and_uv_does_not_stays_possible(text: str) -> None:
    assert not MarkerSet.parse(text).is_false


def test_real_environments_are_possible() -> None:
    known = MarkerSet.TRUE
    for name, value, platform in UV_IMPOSSIBLE_PAIRS:
        pair = MarkerSet.parse(f"{name} == '{value}'")
        known = known & ~(pair & MarkerSet.parse(f"sys_platform == '{platform}'"))
    assert all(known.evaluate(each) for each in ENVIRONMENTS)
    assert uv_possible() is uv_possible()
