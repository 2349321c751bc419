"""The world's facts: true in every environment that exists, and never part of the solver's algebra."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from resolver_core.markers import MarkerSet, world_facts
from tests.support.markers import ENVIRONMENTS, markers
from tests.support.seeds import examples

parse = MarkerSet.parse


@settings(max_examples=examples(40))
@given(markers())
def test_every_real_environment_agrees_with_the_world(text: str) -> None:
    marker = parse(text)
    facts = world_facts(marker)
    assert all(facts.evaluate(each) for each in ENVIRONMENTS)
    shown = marker.with_facts(facts)
    assert all(shown.evaluate(each) == marker.evaluate(each) for each in ENVIRONMENTS)


@pytest.mark.parametrize(
    "text",
    [
        "sys_platform == 'win32' and platform_machine == 'x86_64'",
        "sys_platform == 'linux' and platform_machine == 'arm64'",
        "sys_platform == 'win32' and os_name != 'nt'",
        "implementation_name == 'cpython' and platform_python_implementation == 'PyPy'",
        "sys_platform == 'linux' and 'win' in sys_platform",
        "sys_platform == 'win32' and 'win' not in sys_platform",
        "implementation_name == 'pypy' and implementation_name in 'cpython graalpy'",
    ],
)
def test_the_world_refutes_what_uv_does_not(text: str) -> None:
    marker = parse(text)
    assert not marker.is_false
    assert marker.with_facts(world_facts(marker)).is_false


def test_unknown_platforms_stay_possible() -> None:
    marker = parse("sys_platform == 'haiku1' and platform_machine == 'x86_64' and os_name == 'posix'")
    assert not marker.with_facts(world_facts(marker)).is_false
