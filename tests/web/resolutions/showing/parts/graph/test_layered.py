"""The layout: edges lead to the right, nodes do not overlap, cycles and odd graphs do no harm."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tests.support.seeds import seeds
from webui.resolutions.showing.parts.graph.layered import NODE_ROOM, crossings, layered


def overlapping(widths: dict[str, float], middles: dict[str, tuple[float, float]], height: float = 38) -> list[object]:
    return [
        (one, other)
        for one, other in combinations(widths, 2)
        if abs(middles[one][0] - middles[other][0]) < (widths[one] + widths[other]) / 2
        and abs(middles[one][1] - middles[other][1]) < height
    ]


@pytest.mark.parametrize("seed", seeds(12))
def test_random_graphs_are_laid_out_without_overlaps(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"n{number}" for number in range(chance.randint(1, 150))]
    widths = {name: float(chance.randint(60, 240)) for name in names}
    edges = sorted({(chance.choice(names), chance.choice(names)) for _ in range(len(names) * 2)})
    layout = layered(widths, edges)
    assert set(layout.middles) == set(names)
    assert not overlapping(widths, layout.middles)
    assert set(layout.routes) == {(parent, child) for parent, child in edges if parent != child}
    for name, (x, y) in layout.middles.items():
        assert widths[name] / 2 <= x + 0.01, name
        assert x + widths[name] / 2 <= layout.width + 0.01, name
        assert 0 <= y <= layout.height + 0.01, name


def test_edges_of_a_tree_lead_to_the_right_and_end_at_their_nodes() -> None:
    edges = [("a", "b"), ("a", "c"), ("c", "d"), ("a", "d")]
    widths = dict.fromkeys("abcd", 100.0)
    layout = layered(widths, edges)
    for (parent, child), points in layout.routes.items():
        assert points[0] == (layout.middles[parent][0] + 50, layout.middles[parent][1])
        assert points[-1] == (layout.middles[child][0] - 50, layout.middles[child][1])
        assert points == sorted(points, key=lambda point: point[0])
    assert layout.middles["d"][0] > layout.middles["c"][0] > layout.middles["a"][0]


def test_the_children_of_a_node_stand_around_it() -> None:
    layout = layered(dict.fromkeys("pabc", 80.0), [("p", "a"), ("p", "b"), ("p", "c")])
    heights = sorted(layout.middles[name][1] for name in "abc")
    assert heights[1] - heights[0] == pytest.approx(NODE_ROOM)
    assert layout.middles["p"][1] == pytest.approx(heights[1], abs=1)


def test_a_cycle_keeps_both_its_edges() -> None:
    layout = layered(dict.fromkeys("ab", 80.0), [("a", "b"), ("b", "a"), ("a", "a")])
    assert set(layout.routes) == {("a", "b"), ("b", "a")}


def test_nothing_is_laid_out_as_nothing() -> None:
    assert layered({}, []).middles == {}


def test_crossings_are_counted() -> None:
    links = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    assert crossings([["a", "b"], ["x", "y"]], links) == 1
    assert crossings([["a", "b"], ["x", "y"]], [("a", "y"), ("b", "x")]) == 1
    assert crossings([["a", "b"], ["y", "x"]], [("a", "y"), ("b", "x")]) == 0
    assert crossings([["a", "b"], ["x"]], [("a", "x"), ("b", "x")]) == 0


def test_a_graph_that_can_be_drawn_without_crossings_is() -> None:
    pairs = [(f"a{number}", f"b{(number * 7) % 20}") for number in range(20)]
    edges = [("root", parent) for parent, _ in pairs] + pairs
    layout = layered(dict.fromkeys({name for ends in edges for name in ends}, 80.0), edges)
    order = sorted(pairs, key=lambda pair: layout.middles[pair[0]][1])
    below = [layout.middles[child][1] for _, child in order]
    assert below == sorted(below)
