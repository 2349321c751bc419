"""Markers without some of their comparisons."""

from __future__ import annotations

import pytest
from packaging.markers import Marker

from resolver_core.minimise.marker_parts import comparisons, without_comparisons

NESTED = "(sys_platform == 'linux' or os_name == 'nt') and python_version > '3.8'"


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ((), NESTED),
        ((0,), "os_name == 'nt' and python_version > '3.8'"),
        ((2,), "sys_platform == 'linux' or os_name == 'nt'"),
        ((0, 1), "python_version > '3.8'"),
        ((0, 1, 2), ""),
    ],
)
def test_the_rest_keeps_its_meaning(gone: tuple[int, ...], left: str) -> None:
    assert comparisons(NESTED) == 3
    assert without_comparisons(NESTED, gone) == left
    assert not left or Marker(left)


@pytest.mark.parametrize("marker", ["os_name == 'a and b'", "'x' not in platform_version", '"(" in platform_version'])
def test_words_in_quotes_and_operators_of_two_words_are_no_joints(marker: str) -> None:
    assert comparisons(marker) == 1
    assert Marker(without_comparisons(marker, ())) == Marker(marker)
