"""Who requires a project: the ways down to it, from the lines of the pasted text on, requirement by requirement."""

from __future__ import annotations

import functools
import operator
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from packaging.utils import NormalizedName

from resolver_core.answer.installed import Part, part_of, synthetic_extra_of, synthetic_extras
from resolver_core.answer.resolution import Edge, PinKey, marker_of
from resolver_core.markers import MarkerSet
from resolver_core.targets.environment import Environment

Node = TypeVar("Node")
REQUEST: Part = (None, None, None)
"""Where every way begins: the request, the project's own requirements included."""


@dataclass(frozen=True, slots=True)
class RequirementGraph:
    """Every requirement of an answer, wherever it holds. `roots` are the pins of the pasted project, if it is one.

    `fork_markers` are those of the answer: outside of all of them nothing was solved.
    """

    edges: tuple[Edge, ...]
    roots: frozenset[PinKey]
    fork_markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is installed: an environment, and the chosen extras and groups of the pasted project."""

    environment: Environment
    extras: tuple[NormalizedName, ...] = ()
    groups: tuple[NormalizedName, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A chain of requirements, each one's parent being the child of the one before. The first one is the user's own."""

    edges: tuple[Edge, ...]

    @property
    def line(self) -> int | None:
        """The line of the pasted text where it begins; None where no line is known."""
        return self.edges[0].line


def ways_to(project: NormalizedName, graph: RequirementGraph, place: Place | None = None) -> list[Way]:
    """For everyone who requires a project directly the shortest way there, shortest first.

    The requirements of a way hold together: at the place, or (without one, or where none leads there) somewhere.
    Extras are followed only where they are asked for. What a project requires of itself is no way to it.
    """
    ways = [] if place is None else _ways(project, graph, MarkerSet.TRUE, _at(place, graph))
    if not ways:
        forks = map(marker_of, graph.fork_markers)
        solved = functools.reduce(operator.or_, forks, MarkerSet.FALSE) if graph.fork_markers else MarkerSet.TRUE
        conflicting = solved.extras()
        ways = _ways(project, graph, solved, lambda edge: _anywhere(edge, conflicting))
    return sorted(ways, key=lambda way: (len(way.edges), [_child_name(edge) for edge in way.edges]))


def _anywhere(edge: Edge, conflicting: frozenset[str]) -> MarkerSet:
    """Where a requirement holds, with the extra or group that it is of where that is one of a declared conflict."""
    marker, item = marker_of(edge.marker), part_of(edge)
    extra = synthetic_extra_of(item) if item else ""
    return marker & MarkerSet.extra(extra) if extra in conflicting else marker


def _at(place: Place, graph: RequirementGraph) -> Callable[[Edge], MarkerSet]:
    """Whether a requirement holds at a place, as everywhere or nowhere."""
    root = min((key.project for key in graph.roots), default=None)
    active = frozenset(synthetic_extras(root, place.extras, place.groups))

    def holds(edge: Edge) -> MarkerSet:
        if edge.parent in graph.roots and not _is_chosen(edge, place):
            return MarkerSet.FALSE
        is_met = marker_of(edge.marker).evaluate(place.environment.markers, active)
        return MarkerSet.TRUE if is_met else MarkerSet.FALSE

    return holds


def _is_chosen(edge: Edge, place: Place) -> bool:
    """Whether a requirement of the pasted project is not one of an extra or a group that is left out."""
    return edge.parent_extra in (None, *place.extras) and edge.parent_group in (None, *place.groups)


def _ways(
    project: NormalizedName, graph: RequirementGraph, solved: MarkerSet, holds: Callable[[Edge], MarkerSet]
) -> list[Way]:
    """The ways inside of `solved` whose requirements hold together, nearest first."""
    leaving = _by_parent(graph)
    useful = _above(project, leaving)
    found: dict[object, Way] = {}
    reached: dict[Part, MarkerSet] = {}
    waiting: deque[tuple[Part, MarkerSet, tuple[Edge, ...]]] = deque([(REQUEST, solved, ())])
    while waiting:
        part, where, edges = waiting.popleft()
        if where.implies(reached.get(part, MarkerSet.FALSE)):
            continue
        reached[part] = where | reached.get(part, MarkerSet.FALSE)
        for edge in leaving.get(part, ()):
            there = where & holds(edge)
            if there.is_false:
                continue
            if edge.child.project == project and (part[0] is None or part[0].project != project):
                found.setdefault((part, edge.specifier, edge.marker), Way((*edges, edge)))
            waiting.extend((child, there, (*edges, edge)) for child in _children(edge) if child in useful)
    return list(found.values())


def _above(project: NormalizedName, leaving: Mapping[Part, Sequence[Edge]]) -> set[Part]:
    """The parts from which a project may be reached."""
    askers: dict[Part, set[Part]] = {}
    for part, edges in leaving.items():
        for edge in edges:
            for child in _children(edge):
                askers.setdefault(child, set()).add(part)
    waiting = [part for part in askers if part[0] is not None and part[0].project == project]
    found = set(waiting)
    while waiting:
        more = askers.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return found


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


def _child_name(edge: Edge) -> str:
    return edge.child.project + (f"[{edge.child_extra}]" if edge.child_extra else "")
