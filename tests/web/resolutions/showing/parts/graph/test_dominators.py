"""Immediate dominators, beside a definition that needs no algorithm: who is cut off without whom."""

from __future__ import annotations

import random

import pytest

from tests.support.seeds import seeds
from webui.resolutions.showing.parts.graph.dominators import Ends, immediate_dominators


def reached(edges: list[Ends], without: str = "") -> set[str]:
    found, waiting = {"0"}, ["0"]
    while waiting:
        parent = waiting.pop()
        for one, child in edges:
            if one == parent and child != without and child not in found:
                found.add(child)
                waiting.append(child)
    return found


@pytest.mark.parametrize("seed", seeds(20))
def test_without_its_dominator_a_node_is_cut_off_and_no_nearer_one_does_that(seed: int) -> None:
    chance = random.Random(seed)
    edges = [(str(chance.randrange(14)), str(chance.randrange(1, 14))) for _ in range(24)]
    found = immediate_dominators("0", edges)
    all_of_them = reached(edges)
    assert found.keys() == all_of_them - {"0"}
    cut_off = {one: all_of_them - reached(edges, without=one) - {one} for one in all_of_them - {"0"}}
    for name, before in found.items():
        above = {one for one, lost in cut_off.items() if name in lost}
        assert (
            before == "0"
            if not above
            else (before in above and above - {before} <= {one for one, lost in cut_off.items() if before in lost})
        )


def test_a_project_that_two_require_is_because_of_what_both_need() -> None:
    edges = [("", "a"), ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")]
    assert immediate_dominators("", edges) == {"a": "", "b": "a", "c": "a", "d": "a", "e": "d"}
