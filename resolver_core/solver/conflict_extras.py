"""Extras and groups of declared conflicts as markers name them in an answer (uv-resolution section 6.6)."""

from __future__ import annotations

from resolver_core.answer.installed import synthetic_extra
from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet

Conflicts = tuple[tuple[ConflictItem, ...], ...]


def conflict_name(item: ConflictItem) -> str:
    """The extra by which uv.lock says that a conflicting extra or group is on (section 6.6)."""
    return synthetic_extra(item.package, extra=item.extra, group=item.group)


def conflict_extra(item: ConflictItem) -> MarkerSet:
    """Where a conflicting extra or group is on."""
    return MarkerSet.extra(conflict_name(item))


def item_text(item: ConflictItem) -> str:
    """An item of a declared conflict: "project[extra]" or "project:group"."""
    if item.extra is not None:
        return f"{item.package}[{item.extra}]"
    return item.package if item.group is None else f"{item.package}:{item.group}"


def clashes(conflicts: Conflicts) -> MarkerSet:
    """Where two items of one declared conflict are on at once."""
    found = MarkerSet.FALSE
    for conflict in conflicts:
        for number, item in enumerate(conflict):
            for other in conflict[:number]:
                found = found | (conflict_extra(item) & conflict_extra(other))
    return found
