"""A `Graph` as a JSON document."""

from __future__ import annotations

from typing import Annotated, TypedDict

from resolver_core.codec.comparison import OneDifference
from resolver_core.codec.says import says
from resolver_core.exports.graph import Graph, GraphEdge, GraphNode


class GraphNodeEntry(TypedDict):
    """A project."""

    project: Annotated[str, says("its normalised name")]
    single: Annotated[str | None, says("its version on that side; `null`: not installed there")]
    universal: Annotated[str | None, says("its version on that side; `null`: not installed there")]
    difference: Annotated[OneDifference, says("as in a comparison")]


class GraphEdgeEntry(TypedDict):
    """Who requires whom. A side without a requirement lacks the edge."""

    parent: Annotated[str | None, says("`null` for the project itself or the request")]
    child: Annotated[str, says("the required project")]
    single: Annotated[list[str], says("the requirements that say so there, as text")]
    universal: Annotated[list[str], says("the requirements that say so there, as text")]


class GraphDocument(TypedDict):
    """Who requires whom in both answers (`graph_to_json`)."""

    target: Annotated[str, says("its label")]
    nodes: Annotated[list[GraphNodeEntry], says("all projects, by name")]
    edges: Annotated[list[GraphEdgeEntry], says("by parent and child")]


def graph_to_json(graph: Graph) -> GraphDocument:
    """The document of a graph."""
    return {
        "target": graph.target,
        "nodes": [graph_node_entry(node) for node in graph.nodes],
        "edges": [graph_edge_entry(edge) for edge in graph.edges],
    }


def graph_node_entry(node: GraphNode) -> GraphNodeEntry:
    """The entry of a project."""
    return {
        "project": node.project,
        "single": node.single,
        "universal": node.universal,
        "difference": node.difference.value,
    }


def graph_edge_entry(edge: GraphEdge) -> GraphEdgeEntry:
    """The entry of an edge."""
    return {
        "parent": edge.parent,
        "child": edge.child,
        "single": list(edge.single),
        "universal": list(edge.universal),
    }
