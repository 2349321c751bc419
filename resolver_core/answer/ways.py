"""Who requires a project: the ways down to it, from the lines of the pasted text on, requirement by requirement."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from packaging.utils import NormalizedName

from resolver_core.answer.installed import Part
from resolver_core.answer.resolution import Edge, PinKey

Node = TypeVar("Node")
REQUEST: Part = (None, None, None)
"""Where every way begins: the request, the project's own requirements included."""


@dataclass(frozen=True, slots=True)
class RequirementGraph:
    """Every requirement of an answer, wherever it holds. `roots` are the pins of the pasted project, if it is one."""

    edges: tuple[Edge, ...]
    roots: frozenset[PinKey]


@dataclass(frozen=True, slots=True)
class Way:
    """A chain of requirements, each one's parent being the child of the one before. The first one is the user's own."""

    edges: tuple[Edge, ...]

    @property
    def line(self) -> int | None:
        """The line of the pasted text where it begins; None where no line is known."""
        return self.edges[0].line


def ways_to(project: NormalizedName, graph: RequirementGraph) -> list[Way]:
    """For everyone who requires a project directly the shortest way there, shortest first.

    Extras are followed only where they are asked for. What a project requires of itself is no way to it.
    """
    found = _by_parent(graph)
    reached_by = first_edges(REQUEST, found, _children)
    ways = {
        (parent, edge.specifier, edge.marker): Way((*_way(parent, reached_by), edge))
        for parent, leaving in found.items()
        for edge in leaving
        if edge.child.project == project and _leads_there(parent, project, reached_by)
    }
    return sorted(ways.values(), key=lambda way: (len(way.edges), [_child_name(edge) for edge in way.edges]))


def first_edges(
    start: Node, leaving: Mapping[Node, Sequence[Edge]], children: Callable[[Edge], Iterable[Node]]
) -> dict[Node, tuple[Node, Edge]]:
    """For every node that is reached from `start`: the one it is reached from first, nearest first, and the edge."""
    found: dict[Node, tuple[Node, Edge]] = {}
    waiting = deque([start])
    while waiting:
        parent = waiting.popleft()
        for edge in leaving.get(parent, ()):
            for child in children(edge):
                if child not in found:
                    found[child] = (parent, edge)
                    waiting.append(child)
    return found


def _by_parent(graph: RequirementGraph) -> dict[Part, list[Edge]]:
    found: dict[Part, list[Edge]] = {REQUEST: []}
    for edge in graph.edges:
        is_own = edge.parent is None or edge.parent in graph.roots
        part: Part = REQUEST if is_own else (edge.parent, edge.parent_extra, edge.parent_group)
        found.setdefault(part, []).append(edge)
    return found


def _children(edge: Edge) -> list[Part]:
    plain: list[Part] = [(edge.child, None, None)]
    return plain if edge.child_extra is None else [*plain, (edge.child, edge.child_extra, None)]


def _leads_there(parent: Part, project: NormalizedName, reached_by: Mapping[Part, tuple[Part, Edge]]) -> bool:
    if parent == REQUEST:
        return True
    return parent in reached_by and parent[0] is not None and parent[0].project != project


def _way(part: Part, reached_by: Mapping[Part, tuple[Part, Edge]]) -> list[Edge]:
    """The edges from the request down to a part."""
    edges: list[Edge] = []
    while part != REQUEST:
        part, edge = reached_by[part]
        edges.append(edge)
    return edges[::-1]


def _child_name(edge: Edge) -> str:
    return edge.child.project + (f"[{edge.child_extra}]" if edge.child_extra else "")
