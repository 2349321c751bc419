"""The graph of both answers as a document."""

from __future__ import annotations

from resolver_core import graph_to_json, overlay
from resolver_core.codec.graph import GraphDocument
from tests.core.codec.worlds import DIVERGENT, compared
from tests.support.shapes import assert_shape


def test_both_sides_have_their_versions_and_requirements() -> None:
    graph = overlay(compared(DIVERGENT), DIVERGENT.solve_single(), DIVERGENT.solve_universal())
    document = graph_to_json(graph)
    assert_shape(document, GraphDocument)
    assert [(node["project"], node["single"], node["universal"]) for node in document["nodes"]] == [
        ("a", "1.0", "2.0"),
        ("b", "2", "2"),
    ]
    assert document["edges"][0] == {"parent": None, "child": "a", "single": ["a"], "universal": ["a"]}
