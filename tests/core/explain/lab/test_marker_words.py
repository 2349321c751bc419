"""Markers that tell some kinds of machines from others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from packaging.markers import Marker

from resolver_core.explain.lab.marker_words import machine_marker, python_marker, separating
from resolver_core.explain.lab.spots import Spot, spots

ALL = tuple(spots((10, 11, 12)))


@pytest.mark.parametrize(
    ("is_meant", "expected"),
    [
        (lambda spot: spot.system == "win32", "sys_platform == 'win32'"),
        (lambda spot: spot.system != "win32", "sys_platform != 'win32'"),
        (lambda spot: spot.minor < 12, "python_version < '3.12'"),
        (lambda spot: spot.minor > 10, "python_version >= '3.11'"),
        (lambda spot: spot.minor == 11, "python_version == '3.11'"),
        (lambda spot: spot.machine == "arm64", "sys_platform == 'darwin' and platform_machine == 'arm64'"),
        (
            lambda spot: (spot.system, spot.machine) in (("darwin", "x86_64"), ("linux", "aarch64")),
            "(sys_platform == 'darwin' and platform_machine == 'x86_64') or "
            "(sys_platform == 'linux' and platform_machine == 'aarch64')",
        ),
        (
            lambda spot: spot.machine == "arm64" and spot.minor < 11,
            "sys_platform == 'darwin' and platform_machine == 'arm64' and python_version < '3.11'",
        ),
    ],
)
def test_the_shortest_marker(is_meant: Callable[[Spot], bool], expected: str) -> None:
    meant, others = [one for one in ALL if is_meant(one)], [one for one in ALL if not is_meant(one)]
    assert separating(meant, others) == expected


@pytest.mark.parametrize("seed", range(30))
def test_it_holds_where_it_is_meant_to_and_nowhere_else(seed: int) -> None:
    meant = [one for number, one in enumerate(ALL) if (number * 7 + seed * 13 + number // (seed + 2)) % 3 == 0]
    others = [one for number, one in enumerate(ALL) if one not in meant and number % 2]
    marker = Marker(separating(meant, others))
    for spot, expected in (*product(meant, [True]), *product(others, [False])):
        assert marker.evaluate(dict(spot.markers)) is expected, (str(marker), spot)


def test_a_machine_is_named_only_where_it_counts() -> None:
    assert machine_marker([("darwin", "arm64")], [("linux", "x86_64")]) == "sys_platform == 'darwin'"


def test_pythons() -> None:
    assert python_marker([9], []) == "python_version >= '3.9'"
    assert python_marker([9, 12], [10, 11]) == "python_version == '3.9' or python_version == '3.12'"
