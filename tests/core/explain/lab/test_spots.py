"""Machines as markers tell them apart."""

from __future__ import annotations

from resolver_core import target
from resolver_core.explain.lab.spots import spot_of, spots
from resolver_core.targets.environment import MARKER_VARIABLES


def test_every_kind_of_machine_is_there_once() -> None:
    found = list(spots((11, 12)))
    assert len(found) == len(set(found))
    assert {spot.minor for spot in found} == {11, 12}
    assert {spot.system for spot in found} == {"linux", "darwin", "win32"}
    assert all(set(spot.markers) == set(MARKER_VARIABLES) for spot in found)


def test_the_kind_of_a_target() -> None:
    spot = spot_of(target("3.12.4", "macos"))
    assert (spot.system, spot.machine, spot.minor) == ("darwin", "arm64", 12)
    assert spot == next(one for one in spots((12,)) if one.machine == "arm64")
