"""Who requires a project: from the line of the pasted text down to it, with the requirement on every edge."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
Part = tuple[str, str, str, str, str]  # name, version, source; extra or group of it, and which of the two
MOST_PATHS = 12


@dataclass(frozen=True, slots=True)
class Hop:
    """One requirement on the way: `child` is required with `specifier` where `marker` holds ("" = always)."""

    child: str
    version: str
    specifier: str
    marker: str
    through: str  #: the extra or group of the parent that says so; "" for its plain dependencies


@dataclass(frozen=True, slots=True)
class WayDown:
    """A chain of requirements; `line` is that of the first one in the pasted text."""

    line: int | None
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    parent: Part | None
    edge: Document


def ways_down(document: Document, project: str) -> list[WayDown]:
    """For every package that requires a project directly the shortest way to it, shortest first."""
    edges = _edges(document)
    came_from = _explored(edges)
    ways = {
        (parent, edge["specifier"], edge["marker"]): _way(came_from, _Step(parent, edge))
        for parent, found in edges.items()
        for edge in found
        if edge["name"] == project and (parent is None or parent in came_from) and not _is_own(parent, project)
    }
    return sorted(ways.values(), key=lambda way: (len(way.hops), [hop.child for hop in way.hops]))


def _edges(document: Document) -> dict[Part | None, list[Document]]:
    """What every part of a package requires; None is the request itself, the pasted project included."""
    found: dict[Part | None, list[Document]] = {None: list(document["requested"])}
    for package in document["packages"]:
        for part, edges in _parts(package):
            if package["root"]:
                found[None] += [edge | {"through": " ".join(reversed(part[3:])).strip()} for edge in edges]
            else:
                found[part] = list(edges)
    return found


def _parts(package: Document) -> Iterator[tuple[Part, list[Document]]]:
    key = (package["name"], package["version"], package["source"])
    yield (*key, "", ""), package["dependencies"]
    for extra, edges in package["optional_dependencies"].items():
        yield (*key, extra, "extra"), edges
    for group, edges in package["dependency_groups"].items():
        yield (*key, group, "group"), edges


def _children(edge: Document) -> Iterator[Part]:
    key = (edge["name"], edge["version"], edge["source"])
    yield (*key, "", "")
    if edge.get("extra"):
        yield (*key, edge["extra"], "extra")


def _explored(edges: dict[Part | None, list[Document]]) -> dict[Part, _Step]:
    """For every part that is reached, the step by which it is reached first."""
    came_from: dict[Part, _Step] = {}
    waiting: deque[Part | None] = deque([None])
    while waiting:
        parent = waiting.popleft()
        for edge in edges.get(parent, ()):
            for child in _children(edge):
                if child not in came_from:
                    came_from[child] = _Step(parent, edge)
                    waiting.append(child)
    return came_from


def _way(came_from: dict[Part, _Step], last: _Step) -> WayDown:
    steps = [last]
    while steps[-1].parent is not None:
        steps.append(came_from[steps[-1].parent])
    steps.reverse()
    return WayDown(steps[0].edge.get("line"), tuple(_hop(step) for step in steps))


def _hop(step: _Step) -> Hop:
    edge, parent = step.edge, step.parent
    extra = f"[{edge['extra']}]" if edge.get("extra") else ""
    through = edge.get("through", "") if parent is None else " ".join(reversed(parent[3:])).strip()
    return Hop(edge["name"] + extra, edge["version"], edge["specifier"], edge["marker"], through)


def _is_own(parent: Part | None, project: str) -> bool:
    return parent is not None and parent[0] == project
