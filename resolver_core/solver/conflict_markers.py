"""What is known on each edge about conflicting extras and groups, and so need not be said in its marker.

Below an extra of the project that extra is on and what conflicts with it is off. uv 0.13.8 follows this through the
whole graph: an edge whose marker holds on every way to its parent goes without those extras.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from resolver_core import stopping
from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.conflict_extras import Conflicts, conflict_name
from resolver_core.solver.solved_fork import Node


class Known(NamedTuple):
    """What holds on one way to a node: the extras (synthetic) that are on, and those that are off."""

    on: frozenset[str]
    off: frozenset[str]


def known_at(edges: Iterable[tuple[Node | None, Node]], conflicts: Conflicts) -> dict[Node | None, list[Known]]:
    """For each node what is known on each way that leads to it through extras and groups."""
    children: dict[Node | None, list[Node]] = {}
    for parent, child in edges:
        children.setdefault(parent, []).append(child)
    return {
        node: [_known(items, conflicts) for items in ways]
        for node, ways in _activated(children, conflicts).items()
        if node is not None and ways
    }


def _activated(
    children: Mapping[Node | None, list[Node]], conflicts: Conflicts
) -> dict[Node | None, list[frozenset[ConflictItem]]]:
    """The conflicting extras and groups on the ways to each node."""
    declared = frozenset(item for conflict in conflicts for item in conflict)
    ways: dict[Node | None, list[frozenset[ConflictItem]]] = {None: [frozenset()]}
    seen: set[Node] = set()
    waiting: list[Node | None] = [None]
    while waiting:
        stopping.check()
        parent = waiting.pop()
        if parent is not None and (parent.extra is not None or parent.group is not None):
            own = ConflictItem(parent.name, parent.extra, parent.group)
            ways[parent] = list(dict.fromkeys(way | ({own} & declared) for way in ways.get(parent, [frozenset()])))
        for child in children.get(parent, ()):
            known = ways.get(child, [])
            new = [way for way in ways.get(parent, ()) if way not in known]
            if new:
                ways[child] = known + new
            if child not in seen or new:
                seen.add(child)
                waiting.append(child)
    return ways


def _known(items: frozenset[ConflictItem], conflicts: Conflicts) -> Known:
    on = frozenset(map(conflict_name, items))
    off = {
        conflict_name(other)
        for item in items
        for conflict in conflicts
        if item in conflict
        for other in conflict
        if other != item
    }
    return Known(on, frozenset(off))


def without_known(marker: MarkerSet, ways: list[Known]) -> MarkerSet:
    """A marker on an edge, without the extras that the ways to its parent settle (measured).

    Either it then says the same whatever the way, or it holds on each of them, when no extra beyond it is on.
    """
    settled = {_settled(marker, way) for way in ways}
    if len(settled) == 1:
        return settled.pop()
    if all(_settled(marker, way).without_extras(on=False).is_true for way in ways):
        for way in ways:
            marker = _settled(marker, way)
    return marker


def _settled(marker: MarkerSet, way: Known) -> MarkerSet:
    return marker.assume_extras(way.on).assume_extras(way.off, on=False)
