"""What an answer installs at one environment and selection: edges walked from the roots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from packaging.utils import NormalizedName

from resolver_core.answer.pins import Edge, Pin, PinKey, marker_of
from resolver_core.targets.environment import Environment

Part = tuple[PinKey | None, NormalizedName | None, NormalizedName | None]
"""A pin (None: the request) with one extra, or one group, or neither."""


class Pinned(Protocol):
    """What a walk reads of a `Resolution`."""

    @property
    def pins(self) -> tuple[Pin, ...]:
        """All chosen versions."""
        ...

    def edges_from(self, key: PinKey | None) -> list[Edge]:
        """The edges that leave a pin (None: the request)."""
        ...


def installed_pins(
    resolution: Pinned,
    environment: Environment,
    extras: tuple[NormalizedName, ...],
    groups: tuple[NormalizedName, ...],
) -> dict[NormalizedName, Pin]:
    """Every pin that is reached from the selected roots over edges whose markers hold; the project itself aside."""
    reached = {edge.child for edge in installed_edges(resolution, environment, extras, groups)}
    return {pin.project: pin for pin in resolution.pins if pin.key in reached and not pin.is_root}


def installed_edges(
    resolution: Pinned,
    environment: Environment,
    extras: tuple[NormalizedName, ...],
    groups: tuple[NormalizedName, ...],
) -> list[Edge]:
    """Every edge whose marker holds and whose parent is reached from the selected roots."""
    root = next((pin for pin in resolution.pins if pin.is_root), None)
    active = set(synthetic_extras(root.project if root else None, extras, groups))
    waiting = starts(root, extras, groups)
    seen: set[Part] = set(waiting)
    found: list[Edge] = []
    while waiting:
        for edge in edges_of(resolution, waiting.pop()):
            if not marker_of(edge.marker).evaluate(environment.markers, active):
                continue
            found.append(edge)
            child: Part = (edge.child, edge.child_extra, edge.child_group)
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return found


def starts(root: Pin | None, extras: tuple[NormalizedName, ...], groups: tuple[NormalizedName, ...]) -> list[Part]:
    """Where a walk begins: the project with its selected extras and groups, or the request."""
    if root is None:
        return [(None, None, None)]
    chosen: list[Part] = [(root.key, None, None)]
    chosen += [(root.key, extra, None) for extra in extras]
    chosen += [(root.key, None, group) for group in groups]
    return chosen


def synthetic_extras(
    name: NormalizedName | None, extras: tuple[NormalizedName, ...], groups: tuple[NormalizedName, ...]
) -> Iterator[str]:
    """The names under which uv.lock's markers speak of a project's extras and groups in declared conflicts."""
    if name is not None:
        yield synthetic_extra(name)
        yield from (synthetic_extra(name, extra=extra) for extra in extras)
        yield from (synthetic_extra(name, group=group) for group in groups)


def synthetic_extra(project: str, *, extra: str | None = None, group: str | None = None) -> str:
    """The name under which uv.lock's markers speak of a project, or of one extra or group of it, in a declared conflict
    (uv-resolution section 6.6).
    """
    if extra is not None:
        return f"extra-{len(project)}-{project}-{extra}"
    return f"project-{len(project)}-{project}" if group is None else f"group-{len(project)}-{project}-{group}"


def part_of(edge: Edge) -> str:
    """The extra or group of its parent that an edge is of, as an item of a conflict: "project[extra]"; "" for none."""
    if edge.parent is None or (edge.parent_extra is None and edge.parent_group is None):
        return ""
    project = edge.parent.project
    return f"{project}:{edge.parent_group}" if edge.parent_group else f"{project}[{edge.parent_extra}]"


def synthetic_extra_of(item: str) -> str:
    """The name under which uv.lock's markers speak of an item of a declared conflict: "project[extra]"."""
    project, bracket, extra = item.removesuffix("]").partition("[")
    if bracket:
        return synthetic_extra(project, extra=extra)
    project, colon, group = item.partition(":")
    return synthetic_extra(project, group=group if colon else None)


def edges_of(resolution: Pinned, part: Part) -> Iterator[Edge]:
    """The edges that leave one part of a pin."""
    key, extra, group = part
    for edge in resolution.edges_from(key):
        if edge.parent_extra == extra and edge.parent_group == group:
            yield edge
