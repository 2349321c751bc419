"""`tool.uv.conflicts`: extras and groups that are never wanted together (uv-resolution section 6.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from packaging.utils import NormalizedName

from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import ConflictItem
from resolver_core.inputs.requirement import parse_name


def read_conflicts(
    document: Document,
    path: Path,
    project: NormalizedName | None,
    extras: Collection[NormalizedName],
    groups: Collection[NormalizedName],
) -> tuple[tuple[ConflictItem, ...], ...]:
    """Every declared set. Unknown extras and groups are noted, not refused: uv lets them stand."""
    sets: list[tuple[ConflictItem, ...]] = []
    for place, _ in document.items(path, "a list of lists"):
        items = tuple(_items(document, place, project))
        if len(document.table_list(place)) < 2:
            document.mistake("A set of conflicts needs at least two entries.", place)
        _note_unknown(document, items, project, extras, groups)
        sets.append(items)
    return tuple(sets)


def _items(document: Document, path: Path, project: NormalizedName | None) -> Iterator[ConflictItem]:
    for place, _ in document.items(path, "a list of tables"):
        table = document.table(place)
        package = document.read_string((*place, "package"), parse_name) or project
        extra = document.read_string((*place, "extra"), parse_name)
        group = document.read_string((*place, "group"), parse_name)
        if extra is not None and group is not None:
            document.mistake("A conflict entry has both `extra` and `group`: keep one.", place)
        elif isinstance(document.get(place), dict) and not {"package", "extra", "group"} & table.keys():
            document.mistake("A conflict entry needs `extra`, `group` or `package`.", place)
        elif package is None and not document.has(("project",)):
            document.mistake("A conflict entry outside a project needs `package`.", place)
        elif package is not None:
            yield ConflictItem(package, extra, group)


def _note_unknown(
    document: Document,
    items: tuple[ConflictItem, ...],
    project: NormalizedName | None,
    extras: Collection[NormalizedName],
    groups: Collection[NormalizedName],
) -> None:
    for item in items:
        if item.package != project:
            continue
        if item.extra is not None and item.extra not in extras:
            document.notes.append(f"`tool.uv.conflicts` names the extra `{item.extra}`, which does not exist.")
        if item.group is not None and item.group not in groups:
            document.notes.append(f"`tool.uv.conflicts` names the group `{item.group}`, which does not exist.")
