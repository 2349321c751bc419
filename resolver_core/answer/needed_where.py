"""Where each pin of an answer is needed, as a marker: edges walked from the roots, to a fixpoint.

Source: uv-resolution section 6.8. `selected` asks the same question for one environment.
"""

from __future__ import annotations

from collections.abc import Callable

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from resolver_core.answer.installed import Part, edges_of, starts, synthetic_extras
from resolver_core.answer.resolution import PinKey, Resolution, marker_of
from resolver_core.candidates.python_range import PythonRange
from resolver_core.markers import MarkerSet

Names = tuple[NormalizedName, ...]


def needed_where(resolution: Resolution, extras: Names = (), groups: Names = ()) -> dict[PinKey, MarkerSet]:
    """Where a selection needs each pin; what it needs nowhere is left out, and so is the project itself."""
    root = next((pin for pin in resolution.pins if pin.is_root), None)
    active = tuple(synthetic_extras(root.project if root else None, extras, groups))
    begin = starts(root, extras, groups)
    return _united(resolution, begin, lambda marker: marker.assume_extras(active).without_extras(on=False))


def needed_by_anything(resolution: Resolution) -> dict[PinKey, MarkerSet]:
    """Where any extra or group needs each pin; declared conflicts stay in the markers as uv.lock writes them."""
    root = next((pin for pin in resolution.pins if pin.is_root), None)
    key = None if root is None else root.key
    parts = {(key, edge.parent_extra, edge.parent_group) for edge in resolution.edges_from(key)}
    return _united(resolution, [*parts], lambda marker: marker)


def marker_text(marker: MarkerSet, requires_python: str) -> str:
    """The marker as text, without what a requires-python says already; "" is everywhere."""
    python = PythonRange.of(SpecifierSet(requires_python))
    lower = python.lower if python.lower_inclusive else None
    upper = None if python.upper_inclusive else python.upper
    return str(marker.simplify_python(lower, upper))


def _united(
    resolution: Resolution, begin: list[Part], reading: Callable[[MarkerSet], MarkerSet]
) -> dict[PinKey, MarkerSet]:
    reached: dict[Part, MarkerSet] = dict.fromkeys(begin, MarkerSet.TRUE)
    waiting = dict.fromkeys(begin)
    while waiting:
        part = next(iter(waiting))
        del waiting[part]
        for edge in edges_of(resolution, part):
            child: Part = (edge.child, edge.child_extra, edge.child_group)
            before = reached.get(child, MarkerSet.FALSE)
            after = before | (reached[part] & reading(marker_of(edge.marker)))
            if after is not before:
                reached[child] = after
                waiting[child] = None
    found: dict[PinKey, MarkerSet] = {}
    for (key, _, _), marker in reached.items():
        if key is not None and not resolution.pin(key).is_root:
            found[key] = found.get(key, MarkerSet.FALSE) | marker
    return found
