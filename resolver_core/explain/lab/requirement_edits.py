"""Edits of the requirements in the pasted pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tomlkit
from packaging.requirements import Requirement
from packaging.utils import NormalizedName

from resolver_core.explain.lab import pdm_tables, poetry_tables
from resolver_core.explain.lab.toml_tables import Tool, loaded, requirement_name, tool_of
from resolver_core.explain.lab.toml_text import DEPENDENCIES, parsed, with_list_item

_OVERRIDES = ("tool", "uv", "override-dependencies")


def _of_poetry(text: str) -> tomlkit.TOMLDocument | None:
    """The text, where it is Poetry's."""
    document = loaded(text)
    return document if document is not None and tool_of(document) is Tool.POETRY else None


def declared_requirement(text: str, name: NormalizedName) -> str | None:
    """The one requirement on `name` in `[project].dependencies`, as written; of a Poetry file, as a standard one."""
    if (poetry := _of_poetry(text)) is not None:
        return poetry_tables.asked_for(poetry, name)
    document = parsed(text)
    dependencies = () if document is None else document.get("project", {}).get("dependencies", ())
    found = [str(entry) for entry in dependencies if requirement_name(str(entry)) == name]
    return found[0] if len(found) == 1 else None


def with_dependencies_replaced(text: str, name: NormalizedName, items: Iterable[str]) -> str | None:
    """The text with the project's requirement on `name` replaced by others. None if there is no such line."""
    if (poetry := _of_poetry(text)) is not None:
        is_replaced = poetry_tables.replaced(poetry, name, list(map(Requirement, items)))
        return tomlkit.dumps(poetry) if is_replaced else None
    document = parsed(text)
    dependencies = None if document is None else document.get("project", {}).get("dependencies")
    if document is None or dependencies is None:
        return None
    places = [number for number, entry in enumerate(dependencies) if requirement_name(str(entry)) == name]
    if len(places) != 1:
        return None
    del dependencies[places[0]]
    for offset, item in enumerate(items):
        dependencies.insert(places[0] + offset, item)
    return tomlkit.dumps(document)


def without_requirements_on(text: str, keys: tuple[str, ...], name: NormalizedName) -> str | None:
    """The text without the items of a list that are requirements on `name`. None where there are none."""
    foreign = loaded(text)
    if foreign is not None and tool_of(foreign) is Tool.PDM and keys == _OVERRIDES:
        return tomlkit.dumps(foreign) if pdm_tables.without_override(foreign, name) else None
    document = parsed(text)
    items: Any = document
    for key in keys:
        items = None if items is None else items.get(key)
    places = [number for number, entry in enumerate(items or ()) if requirement_name(str(entry)) == name]
    if document is None or not places:
        return None
    for number in reversed(places):
        del items[number]
    return tomlkit.dumps(document)


def with_marker(text: str, name: NormalizedName, marker: str) -> str | None:
    """The text with a marker on every requirement on `name` that the project, an extra or a group declares.

    None where there is none, or where all have markers of their own.
    """
    if (poetry := _of_poetry(text)) is not None:
        return tomlkit.dumps(poetry) if poetry_tables.marked(poetry, name, marker) else None
    document = parsed(text)
    if document is None:
        return None
    changed = False
    for items in _requirement_lists(document):
        for number, entry in enumerate(items):
            if isinstance(entry, str) and requirement_name(entry) == name and Requirement(entry).marker is None:
                items[number] = f"{entry} ; {marker}"
                changed = True
    return tomlkit.dumps(document) if changed else None


def _requirement_lists(document: tomlkit.TOMLDocument) -> Iterator[Any]:
    project = document.get("project", {})
    yield project.get("dependencies", [])
    yield from project.get("optional-dependencies", {}).values()
    yield from document.get("dependency-groups", {}).values()


def with_bound(text: str, name: NormalizedName, bound: str) -> str | None:
    """The text with a bound: in the requirement where there is one, else beside it.

    A lower bound becomes a requirement of its own, so that the solver meets it early: as a constraint it
    would count against whoever requires the project.
    """
    if (poetry := _of_poetry(text)) is not None:
        return tomlkit.dumps(poetry) if poetry_tables.bounded(poetry, Requirement(bound)) else None
    declared = declared_requirement(text, name)
    if declared is not None and ";" not in declared:
        specifier = Requirement(bound).specifier
        narrowed = f"{declared}{',' if Requirement(declared).specifier else ''}{specifier}"
        return with_dependencies_replaced(text, name, [narrowed])
    if str(Requirement(bound).specifier).startswith(">="):
        return with_list_item(text, DEPENDENCIES, bound)
    return with_list_item(text, ("tool", "uv", "constraint-dependencies"), bound)
