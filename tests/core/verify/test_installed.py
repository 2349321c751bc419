"""The oracle's own walk over an answer agrees with the answer's."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.verify.installed import Choice, active_extras, installed_pins
from tests.support.builders import LINUX, MACOS, WINDOWS, a_target
from tests.support.small_indexes import Example, of

X, Y, DEV = map(canonicalize_name, ("x", "y", "dev"))
LOCK = Example(
    {
        "a": {"1": ["c ; sys_platform == 'win32'"], "2": []},
        "b": {"1": of("c ; extra == 'fast'", extras="fast")},
        "c": {"1": ["a"]},
    },
    ["b"],
    more='[project.optional-dependencies]\nx = ["a<2", "b[fast]"]\ny = ["a>=2"]\n[dependency-groups]\ndev = ["c"]',
    tool_uv='conflicts = [[{ extra = "x" }, { extra = "y" }]]',
).solve_universal()


@pytest.mark.parametrize(
    "choice", [Choice(), Choice((X,)), Choice((Y,)), Choice((), (DEV,)), Choice((Y,), (DEV,))], ids=str
)
@pytest.mark.parametrize("platform", [LINUX, MACOS, WINDOWS])
def test_both_walks_come_to_the_same_pins(platform: str, choice: Choice) -> None:
    here = a_target("3.12", platform)
    pins = installed_pins(LOCK, here, choice, active_extras(LOCK, choice))
    expected = LOCK.at(here, choice.extras, choice.groups)
    assert {(pin.project, pin.version) for pin in pins} == {(name, pin.version) for name, pin in expected.items()}


def test_a_request_has_no_extras_of_its_own() -> None:
    resolution = Example({"a": "1"}, ["a"]).solve_universal()
    assert active_extras(LOCK, Choice((X,), (DEV,))) == {
        "project-7-project",
        "extra-7-project-x",
        "group-7-project-dev",
    }
    assert installed_pins(resolution, a_target(), Choice(), set())


def test_a_choice_in_words() -> None:
    assert str(Choice()) == "no extras"
    assert str(Choice((X,), (DEV,))) == "x, :dev"
