"""Markers and Python bounds at one environment, by packaging alone."""

from __future__ import annotations

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.verify.evaluation import extras_rested_on, holds, lower_bounds_admit, text_holds
from tests.support.builders import LINUX, WINDOWS, a_target

HERE, THERE = a_target("3.12", LINUX), a_target("3.8", WINDOWS)


@pytest.mark.parametrize(
    ("marker", "extra", "here", "there"),
    [
        ("sys_platform == 'win32'", "", False, True),
        ("python_version >= '3.10'", "", True, False),
        ("extra == 'x'", "", False, False),
        ("extra == 'x'", "x", True, True),
        ("extra != 'x'", "", True, True),
        ("sys_platform ~= 'win32'", "", False, False),
    ],
)
def test_a_marker_at_an_environment(marker: str, extra: str, here: bool, there: bool) -> None:
    assert holds(Marker(marker), HERE, extra) is here
    assert holds(Marker(marker), THERE, extra) is there


def test_no_marker_always_holds() -> None:
    assert holds(None, HERE)
    assert text_holds("", HERE, ())


@pytest.mark.parametrize(
    ("text", "active", "expected"),
    [
        ("extra == 'extra-4-demo-x'", {"extra-4-demo-x"}, True),
        ("extra == 'extra-4-demo-x'", {"extra-4-demo-y"}, False),
        ("extra != 'extra-4-demo-x'", {"extra-4-demo-y"}, True),
        ("extra == 'extra-4-demo-x' and extra == 'extra-4-demo-y'", {"extra-4-demo-x", "extra-4-demo-y"}, True),
        ("sys_platform == 'linux' and extra != 'a'", (), True),
        ("sys_platform == 'win32' or extra == \"a\"", {"a"}, True),
    ],
)
def test_several_extras_may_be_on(text: str, active: set[str], expected: bool) -> None:
    assert text_holds(text, HERE, active) is expected


@pytest.mark.parametrize(
    ("marker", "extras"),
    [
        (None, set()),
        ("extra == 'x'", {"x"}),
        ("extra == 'x' and os_name == 'nt'", {"x"}),
        ("extra == 'x' and extra == 'y'", {"x", "y"}),
        ("extra == 'x' or os_name == 'nt'", set()),
        ("extra == 'x' and (os_name == 'nt' or extra == 'y')", {"x"}),
        ("extra != 'x'", set()),
    ],
)
def test_the_extras_that_a_marker_cannot_do_without(marker: str | None, extras: set[str]) -> None:
    assert extras_rested_on(None if marker is None else Marker(marker)) == extras


@pytest.mark.parametrize(
    ("specifiers", "python", "admitted"),
    [
        (None, "3.8", True),
        (">=3.9", "3.8", False),
        (">3.9", "3.9", False),
        (">=3.8,<3.9", "3.12", True),
        ("==3.9.*", "3.8", False),
        ("~=3.9", "3.12", True),
        ("!=3.12.*", "3.12", True),
        ("<=3.9", "3.12", True),
    ],
)
def test_only_lower_bounds_count(specifiers: str | None, python: str, admitted: bool) -> None:
    given = None if specifiers is None else SpecifierSet(specifiers)
    assert lower_bounds_admit(given, Version(python)) is admitted
