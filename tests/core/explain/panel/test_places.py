"""The machines at which a lock is looked at."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core import target
from resolver_core.explain.panel.places import PLATFORMS, ends, minors, panel


@pytest.mark.parametrize(
    ("range_", "expected"),
    [
        (">=3.9", ("3.9", "3.15")),
        (">=3.10,<3.13", ("3.10", "3.12")),
        (">=3.11.8,<3.12", ("3.11.8",)),
        ("==3.12.*", ("3.12",)),
        (">3.10", ("3.10.1", "3.15")),
        ("~=3.10", ("3.10", "3.15")),
        ("", ("3.6", "3.15")),
        (">=3.16", ()),
    ],
)
def test_both_ends_of_a_range(range_: str, expected: tuple[str, ...]) -> None:
    assert ends(SpecifierSet(range_)) == expected


def test_the_minor_versions_of_a_range() -> None:
    assert minors(SpecifierSet(">=3.9,!=3.10.*,<3.13")) == {9, 11, 12}


def test_every_platform_at_both_ends_and_what_was_asked_first() -> None:
    asked = target("3.12", "linux")
    found = panel([SpecifierSet(">=3.10")], [asked])
    assert found[0] is asked
    assert [(place.python, place.platform) for place in found[1:]] == [
        (python, platform) for python in ("3.10", "3.15") for platform in PLATFORMS
    ]


def test_each_machine_is_there_once() -> None:
    asked = target("3.10.0", "windows")
    found = panel([SpecifierSet(">=3.10"), SpecifierSet(">=3.11")], [asked])
    assert len(found) == 3 * len(PLATFORMS)
    assert asked in found
