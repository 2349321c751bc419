"""No edge runs under a box: of random graphs, of the recorded ones; and a picture where one does is noticed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.support.clearance import edges_under_boxes, overlapping_boxes
from tests.support.frozen_graphs import QUERIES, graphs_of
from tests.support.seeds import seeds
from tests.support.shared import require_shared
from tests.web.resolutions.showing.parts.graph.test_chosen import CHAIN, a_graph
from webui.resolutions.showing.parts.graph.view import graph_view


@pytest.mark.parametrize("seed", seeds(8))
@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_random_graphs_have_no_edge_under_a_box(seed: int, query: dict[str, str]) -> None:
    chance = random.Random(seed)
    names = [f"{'long-' * chance.randint(0, 5)}p{number}" for number in range(chance.randint(5, 120))]
    edges = {(None if chance.random() < 0.2 else chance.choice(names), name) for name in names for _ in range(3)}
    view = graph_view(a_graph(sorted(edges, key=str), set(chance.sample(names, 4))), query, "p")
    assert view is not None
    assert edges_under_boxes(view.drawing) == []
    assert overlapping_boxes(view.drawing) == []


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["seed-9514-torch", "seed-9640-accelerators", "seed-11926-jupyter"])
def test_recorded_projects_have_no_edge_under_a_box(slug: str) -> None:
    for name, document in graphs_of(require_shared("frozen-index", "projects", slug)):
        for query in QUERIES:
            view = graph_view(document, query, "p")
            assert view is not None
            assert edges_under_boxes(view.drawing) == [], name
            assert overlapping_boxes(view.drawing) == [], name


def test_an_edge_under_a_box_and_boxes_that_overlap_are_noticed() -> None:
    view = graph_view(a_graph(CHAIN), {}, "p")
    assert view is not None
    first, *others = view.drawing.boxes
    line = view.drawing.lines[-1]
    x, y = (float(number) for number in line.path.split("L")[0].split("C")[0].removeprefix("M").split())
    over = replace(first, x=x + 5, y=y - 10, height=30.0, width=30.0)
    assert (line, over) in edges_under_boxes(replace(view.drawing, boxes=(over, *others)))
    assert overlapping_boxes(replace(view.drawing, boxes=(*others, replace(others[0], x=others[0].x + 3))))
