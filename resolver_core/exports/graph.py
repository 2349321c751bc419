"""Who requires whom, in both answers at once: plain values that a page can draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Comparison, Difference, Row
from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Edge, Pin, Resolution


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A project with its version on either side (None: not installed there)."""

    project: NormalizedName
    single: str | None
    universal: str | None
    difference: Difference


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """`parent` (None: the project itself or the request) requires `child`.

    Either side has the requirements that say so, as text; an empty side does not have the edge.
    """

    parent: NormalizedName | None
    child: NormalizedName
    single: tuple[str, ...]
    universal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Both answers at one target and selection; `target` is its label."""

    target: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


Ends = tuple[NormalizedName | None, NormalizedName]


def overlay(comparison: Comparison, single: Resolution, universal: Resolution) -> Graph:
    """Lay the graphs of the two compared answers over each other."""
    here, there = _edges(comparison, single), _edges(comparison, universal)
    ends = sorted(here.keys() | there.keys(), key=lambda pair: (pair[0] or "", pair[1]))
    return Graph(
        target=comparison.target.label,
        nodes=tuple(_node(row) for row in sorted(comparison.rows, key=lambda row: row.project)),
        edges=tuple(GraphEdge(*pair, tuple(here.get(pair, ())), tuple(there.get(pair, ()))) for pair in ends),
    )


def _node(row: Row) -> GraphNode:
    return GraphNode(row.project, _version(row.single), _version(row.universal), row.difference)


def _version(pin: Pin | None) -> str | None:
    return None if pin is None else str(pin.version)


def _edges(comparison: Comparison, resolution: Resolution) -> dict[Ends, list[str]]:
    found: dict[Ends, dict[str, None]] = {}
    for ends, text in _texts(comparison, resolution):
        found.setdefault(ends, {})[text] = None
    return {ends: sorted(texts) for ends, texts in found.items()}


def _texts(comparison: Comparison, resolution: Resolution) -> Iterator[tuple[Ends, str]]:
    if not resolution.solved:
        return
    for edge in installed_edges(resolution, comparison.target, comparison.extras, comparison.groups):
        is_root = edge.parent is None or resolution.pin(edge.parent).is_root
        parent = None if edge.parent is None or is_root else edge.parent.project
        if not resolution.pin(edge.child).is_root:
            yield (parent, edge.child.project), requirement_text(edge)


def requirement_text(edge: Edge) -> str:
    """The requirement of an edge: "name[extra]>=1 ; marker"."""
    extra = f"[{edge.child_extra}]" if edge.child_extra else ""
    marker = f" ; {edge.marker}" if edge.marker else ""
    return f"{edge.child.project}{extra}{edge.specifier}{marker}"
