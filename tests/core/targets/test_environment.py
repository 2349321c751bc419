"""One target: marker values and tags, with nothing taken from the machine that runs this."""

from __future__ import annotations

import pytest
from packaging.markers import Marker

from resolver_core.targets.environment import MARKER_VARIABLES
from tests.support.builders import LINUX, MACOS, WINDOWS, a_target


@pytest.mark.parametrize("platform", [LINUX, MACOS, WINDOWS])
@pytest.mark.parametrize("python", ["3.8", "3.12.4"])
def test_every_marker_variable_has_a_value(python: str, platform: str) -> None:
    assert set(a_target(python, platform).markers) == set(MARKER_VARIABLES)


def test_the_names_are_those_of_the_standard() -> None:
    values = dict.fromkeys(MARKER_VARIABLES, "1.0")
    for name in MARKER_VARIABLES:
        assert Marker(f"{name} == '1.0'").evaluate(values | {"extra": ""})


def test_a_minor_version_means_its_first_release() -> None:
    assert str(a_target("3.12").python_version) == "3.12.0"
    assert str(a_target("3.12.4").python_version) == "3.12.4"


def test_the_label_is_what_was_asked_for() -> None:
    assert a_target("3.12").label == f"Python 3.12 on {LINUX}"


def test_equal_targets_are_equal_and_can_be_keys() -> None:
    assert a_target("3.12") == a_target("3.12")
    assert len({a_target("3.12"), a_target("3.12"), a_target("3.11")}) == 2
