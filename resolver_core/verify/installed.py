"""What an answer installs at one environment: its edges walked from the roots, by packaging's markers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin, PinKey, Resolution
from resolver_core.targets.environment import Environment
from resolver_core.verify.evaluation import text_holds

Part = tuple[PinKey | None, NormalizedName | None, NormalizedName | None]
"""A pin (None: the request) with one extra, or one group, or neither."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Extras and groups that are asked for in one check."""

    extras: tuple[NormalizedName, ...] = ()
    groups: tuple[NormalizedName, ...] = ()

    def __str__(self) -> str:
        return ", ".join((*self.extras, *(f":{group}" for group in self.groups))) or "no extras"


def installed_pins(
    resolution: Resolution, environment: Environment, choice: Choice, active: Collection[str]
) -> list[Pin]:
    """Every pin that is reached over edges which hold here, the project itself aside."""
    root = _root(resolution)
    start = None if root is None else root.key
    waiting: list[Part] = [(start, None, None)]
    if start is not None:
        waiting += [(start, extra, None) for extra in choice.extras]
        waiting += [(start, None, group) for group in choice.groups]
    seen = set(waiting)
    while waiting:
        for child in _children(resolution, waiting.pop(), environment, active):
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    keys = {key for key, _, _ in seen}
    return [pin for pin in resolution.pins if pin.key in keys and not pin.is_root]


def active_extras(resolution: Resolution, choice: Choice) -> set[str]:
    """How uv.lock's markers name what is on (uv-resolution section 6.6)."""
    root = _root(resolution)
    if root is None:
        return set()
    suffix = f"{len(root.project)}-{root.project}"
    extras = (f"extra-{suffix}-{extra}" for extra in choice.extras)
    groups = (f"group-{suffix}-{group}" for group in choice.groups)
    return {f"project-{suffix}", *extras, *groups}


def _children(resolution: Resolution, part: Part, environment: Environment, active: Collection[str]) -> Iterator[Part]:
    for edge in resolution.edges_from(part[0]):
        leaves_part = (edge.parent_extra, edge.parent_group) == part[1:]
        if leaves_part and text_holds(edge.marker, environment, active):
            yield edge.child, edge.child_extra, edge.child_group


def _root(resolution: Resolution) -> Pin | None:
    return next((pin for pin in resolution.pins if pin.is_root), None)
