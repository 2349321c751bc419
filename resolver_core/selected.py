"""What an answer installs at one environment and selection: edges walked from the roots."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import NormalizedName

from resolver_core.environment import Environment
from resolver_core.resolution import Edge, Pin, PinKey, Resolution, marker_of

Part = tuple[PinKey | None, NormalizedName | None, NormalizedName | None]
"""A pin (None: the request) with one extra, or one group, or neither."""


def installed_pins(
    resolution: Resolution,
    environment: Environment,
    extras: tuple[NormalizedName, ...],
    groups: tuple[NormalizedName, ...],
) -> dict[NormalizedName, Pin]:
    """Every pin that is reached from the selected roots over edges whose markers hold; the project itself aside."""
    root = next((pin for pin in resolution.pins if pin.is_root), None)
    active = set(_synthetic_extras(root, extras, groups))
    waiting = _starts(root, extras, groups)
    seen: set[Part] = set(waiting)
    while waiting:
        part = waiting.pop()
        for edge in _edges_of(resolution, part):
            if not marker_of(edge.marker).evaluate(environment.markers, active):
                continue
            child: Part = (edge.child, edge.child_extra, edge.child_group)
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    reached = {key for key, _, _ in seen if key is not None}
    return {pin.project: pin for pin in resolution.pins if pin.key in reached and not pin.is_root}


def _starts(root: Pin | None, extras: tuple[NormalizedName, ...], groups: tuple[NormalizedName, ...]) -> list[Part]:
    if root is None:
        return [(None, None, None)]
    chosen: list[Part] = [(root.key, None, None)]
    chosen += [(root.key, extra, None) for extra in extras]
    chosen += [(root.key, None, group) for group in groups]
    return chosen


def _synthetic_extras(
    root: Pin | None, extras: tuple[NormalizedName, ...], groups: tuple[NormalizedName, ...]
) -> Iterator[str]:
    """The names under which uv.lock's markers speak of extras and groups in declared conflicts."""
    if root is not None:
        name = root.project
        yield f"project-{len(name)}-{name}"
        yield from (f"extra-{len(name)}-{name}-{extra}" for extra in extras)
        yield from (f"group-{len(name)}-{name}-{group}" for group in groups)


def _edges_of(resolution: Resolution, part: Part) -> Iterator[Edge]:
    key, extra, group = part
    for edge in resolution.edges_from(key):
        if edge.parent_extra == extra and edge.parent_group == group:
            yield edge
