"""A divergence that vanishes when another is pinned follows from it."""

from __future__ import annotations

from tests.support.causes import world_of
from tests.support.small_indexes import Example, of


def test_consequences_follow_from_the_root_that_is_pinned() -> None:
    example = Example({"torch": {"1": ["triton==1"], "2": of("triton==2", tags="W")}, "triton": "1 2"}, ["torch"])
    found = {entry.project: entry for entry in world_of(example).explained().divergences}
    assert found["torch"].root
    assert (found["triton"].root, found["triton"].consequence_of) == (False, "torch")


def test_what_differs_by_itself_is_a_root_too() -> None:
    example = Example(
        {"torch": {"1": ["triton"], "2": of("triton", tags="W")}, "triton": {"1": [], "2": of(tags="W")}}, ["torch"]
    )
    found = world_of(example).explained().divergences
    assert {entry.project: entry.root for entry in found} == {"torch": True, "triton": True}
