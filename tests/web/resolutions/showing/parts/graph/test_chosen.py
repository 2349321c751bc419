"""What of the graph is shown: the differences with the ways to them, and never more than can be read."""

from __future__ import annotations

from typing import Any

from webui.resolutions.showing.parts.graph import chosen
from webui.resolutions.showing.parts.graph.chosen import MOST_NODES, ROOT
from webui.resolutions.showing.parts.graph.view import graph_view


def a_graph(edges: list[tuple[str | None, str]], differing: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    names = sorted({child for _, child in edges})
    return {
        "target": "here",
        "nodes": [
            {
                "project": name,
                "single": "1",
                "universal": "2" if name in differing else "1",
                "difference": "version" if name in differing else "none",
            }
            for name in names
        ],
        "edges": [
            {"parent": parent, "child": child, "single": [child], "universal": [child]} for parent, child in edges
        ],
    }


CHAIN = [(None, "a"), ("a", "b"), ("b", "c"), (None, "x"), ("x", "y")]


def test_the_neighbourhood_is_the_differences_and_the_ways_to_them() -> None:
    shown = chosen.neighbourhood(chosen.read(a_graph(CHAIN)), ["c"])
    assert list(shown.nodes) == ["a", "b", "c"]
    assert [(edge.parent, edge.child) for edge in shown.edges] == [(ROOT, "a"), ("a", "b"), ("b", "c")]
    assert shown.hidden == 2


def test_it_never_has_more_nodes_than_can_be_read() -> None:
    edges = [(None, f"p{number}") for number in range(200)]
    shown = chosen.neighbourhood(chosen.read(a_graph(edges)), {child for _, child in edges})
    assert len(shown.nodes) == MOST_NODES
    assert shown.hidden == 200 - MOST_NODES


def test_around_a_project_are_those_next_to_it() -> None:
    shown = chosen.around(chosen.read(a_graph(CHAIN)), "b")
    assert set(shown.nodes) == {"a", "b", "c"}


def test_a_project_nobody_asks_for_is_drawn_alone() -> None:
    document = a_graph(CHAIN)
    document["nodes"].append({"project": "z", "single": None, "universal": "1", "difference": "presence"})
    shown = chosen.around(chosen.read(document), "z")
    assert list(shown.nodes) == ["z"]
    assert shown.nodes["z"].kind == "universal"


def test_a_small_graph_is_shown_whole_and_a_large_one_is_not() -> None:
    small, large = a_graph(CHAIN, {"c"}), a_graph([(None, f"p{n}") for n in range(99)], {"p1"})
    assert graph_view(small, {}, "p").scope == "whole"  # type: ignore[union-attr]
    assert graph_view(large, {}, "p").scope == "differences"  # type: ignore[union-attr]
    assert graph_view(large, {"scope": "whole"}, "p").chosen.hidden == 0  # type: ignore[union-attr]
    assert graph_view(None, {}, "p") is None


def test_unknown_words_in_an_address_are_the_default() -> None:
    view = graph_view(a_graph(CHAIN), {"scope": "sideways", "around": "nobody"}, "p")
    assert view is not None
    assert (view.scope, view.around) == ("whole", "")


def test_the_picture_names_every_node_with_its_versions() -> None:
    view = graph_view(a_graph(CHAIN, {"c"}), {}, "p")
    assert view is not None
    boxes = {box.project: box for box in view.drawing.boxes}
    assert boxes["c"].versions == (("single", "● 1"), ("universal", "◆ 2"))
    assert boxes["a"].versions == (("", "1"),)
    assert boxes[""].name == "p"
    assert len(view.drawing.lines) == len(CHAIN)
    assert all(box.x >= 0 and box.x + box.width <= view.drawing.width for box in boxes.values())


def test_where_nothing_differs_the_graph_shows_what_surprises_or_what_is_asked_for() -> None:
    edges: list[tuple[str | None, str]] = [("b", "c"), ("a", "b"), (None, "a")]
    edges += [(None, f"p{number}") for number in range(5)] + [("p0", f"q{number}") for number in range(80)]
    surprising = graph_view(a_graph(edges), {}, "p", ["b"])
    assert surprising
    assert surprising.focus_words == "what is worth a look"
    assert set(surprising.chosen.nodes) == {"a", "b", "c"}
    asked_for = graph_view(a_graph(edges), {}, "p")
    assert asked_for
    assert asked_for.focus_words == "what you ask for"
    assert set(asked_for.chosen.nodes) == {"a", *(f"p{number}" for number in range(5))}


def test_the_ways_to_what_differs_stand_out_in_the_whole_graph() -> None:
    view = graph_view(a_graph(CHAIN, {"c"}), {"scope": "whole"}, "p")
    assert view
    assert {(line.parent, line.child) for line in view.drawing.lines if line.is_way} == {
        (ROOT, "a"),
        ("a", "b"),
        ("b", "c"),
    }
    same = graph_view(a_graph(CHAIN), {"scope": "whole"}, "p")
    assert same
    assert not same.drawing.has_ways
