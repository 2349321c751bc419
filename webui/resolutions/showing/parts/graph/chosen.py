"""Which part of the overlaid graph is shown: the neighbourhood of the differences, of one project, or everything."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resolver_core import GraphDocument

ROOT = ""  # stands for the pasted project
MOST_NODES = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A project with its version on either side (None: not installed there)."""

    project: str
    single: str | None
    universal: str | None
    difference: str

    @property
    def kind(self) -> str:
        """ "single" or "universal" where one side has it alone; "differs"; "common"."""
        if self.single is None or self.universal is None:
            return "universal" if self.single is None else "single"
        return "common" if self.difference == "none" else "differs"

    @property
    def differs(self) -> bool:
        """Whether the two answers differ in it."""
        return self.difference != "none"


@dataclass(frozen=True, slots=True)
class Edge:
    """`parent` (ROOT: the pasted project) requires `child`; an empty side does not have the edge."""

    parent: str
    child: str
    single: tuple[str, ...]
    universal: tuple[str, ...]

    @property
    def kind(self) -> str:
        """ "single", "universal", or "common"."""
        if self.single and self.universal:
            return "common"
        return "single" if self.single else "universal"


@dataclass(frozen=True)
class Chosen:
    """Nodes and the edges between them. `hidden` counts the nodes that are left out."""

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    hidden: int

    @property
    def has_root(self) -> bool:
        """Whether the pasted project is in the picture."""
        return any(edge.parent == ROOT for edge in self.edges)


def read(document: GraphDocument) -> Chosen:
    """Everything in an overlay document."""
    nodes = {node["project"]: Node(**node) for node in document["nodes"]}
    edges = (
        Edge(edge["parent"] or ROOT, edge["child"], tuple(edge["single"]), tuple(edge["universal"]))
        for edge in document["edges"]
    )
    return Chosen(nodes, tuple(edge for edge in edges if edge.child in nodes), 0)


def neighbourhood(whole: Chosen, projects: Iterable[str]) -> Chosen:
    """Some projects, with the shortest ways from the pasted project to them; at most MOST_NODES."""
    before, depth = _ways(whole.edges)
    kept: dict[str, None] = {}
    for name in sorted(projects, key=lambda name: (depth.get(name, 99), name)):
        way = [one for one in _way(before, name) if one not in kept]
        if len(kept) + len(way) <= MOST_NODES:
            kept.update(dict.fromkeys(way))
    return _only(whole, kept)


def ways(whole: Chosen, projects: Iterable[str]) -> set[tuple[str, str]]:
    """The edges of the shortest ways from the pasted project to some projects, with those between these."""
    before, _ = _ways(whole.edges)
    wanted = set(projects)
    found = {(edge.parent, edge.child) for edge in whole.edges if edge.parent in wanted and edge.child in wanted}
    for name in wanted:
        way = _way(before, name)
        found |= {(before[one], one) for one in way if one in before}
    return found


def asked_for(whole: Chosen) -> list[str]:
    """What the pasted project itself requires."""
    return [edge.child for edge in whole.edges if edge.parent == ROOT]


def with_neighbours(whole: Chosen, projects: Iterable[str]) -> list[str]:
    """Some projects with what they require and what requires them."""
    kept = set(projects)
    parents = {edge.parent for edge in whole.edges if edge.child in kept and edge.parent != ROOT}
    children = {edge.child for edge in whole.edges if edge.parent in kept}
    return sorted(kept | parents | children)


def around(whole: Chosen, project: str) -> Chosen:
    """One project with what it requires, what requires it, and the ways from the pasted project."""
    before, depth = _ways(whole.edges)
    kept = dict.fromkeys(_way(before, project))
    parents = [edge.parent for edge in whole.edges if edge.child == project and edge.parent != ROOT]
    children = [edge.child for edge in whole.edges if edge.parent == project]
    for name in sorted((*parents, *children), key=lambda name: (not whole.nodes[name].differs, depth.get(name, 99))):
        way = [one for one in (*_way(before, name), name) if one not in kept]
        if len(kept) + len(way) <= MOST_NODES:
            kept.update(dict.fromkeys(way))
    return _only(whole, kept)


def _only(whole: Chosen, kept: Mapping[str, None]) -> Chosen:
    nodes = {name: node for name, node in whole.nodes.items() if name in kept}
    edges = tuple(edge for edge in whole.edges if edge.child in nodes and (edge.parent in nodes or edge.parent == ROOT))
    return Chosen(nodes, edges, len(whole.nodes) - len(nodes))


def _ways(edges: Iterable[Edge]) -> tuple[dict[str, str], dict[str, int]]:
    """For every project the one before it on a shortest way from the root, and how long that is."""
    children: dict[str, list[str]] = {}
    for edge in edges:
        children.setdefault(edge.parent, []).append(edge.child)
    before: dict[str, str] = {}
    depth = {ROOT: 0}
    waiting = deque([ROOT])
    while waiting:
        parent = waiting.popleft()
        for child in sorted(children.get(parent, ())):
            if child not in depth:
                before[child], depth[child] = parent, depth[parent] + 1
                waiting.append(child)
    return before, depth


def _way(before: Mapping[str, str], name: str) -> list[str]:
    way = [name]
    while before.get(way[-1], ROOT) != ROOT:
        way.append(before[way[-1]])
    return way
