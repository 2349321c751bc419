"""The pasted text with one thing changed, its formatting kept: in the tables of the tool that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import tomlkit
from packaging.requirements import Requirement

from resolver_core.explain.lab import pdm_tables, poetry_tables
from resolver_core.explain.lab.toml_tables import Tool, loaded, made, tool_of

Item = TypeVar("Item")
DEPENDENCIES = ("project", "dependencies")
_CONSTRAINTS, _OVERRIDES = (("tool", "uv", f"{kind}-dependencies") for kind in ("constraint", "override"))


def parsed(text: str) -> tomlkit.TOMLDocument | None:
    """The text as TOML that keeps its formatting; None if it has no `[project]`."""
    document = loaded(text)
    return document if document is not None and "project" in document else None


def parsed_for_uv(text: str) -> tomlkit.TOMLDocument | None:
    """The same, where what uv alone reads has a place in it."""
    document = parsed(text)
    return document if document is not None and tool_of(document) is Tool.UV else None


def with_list_item(text: str, keys: tuple[str, ...], item: str) -> str | None:
    """The text with an item added to a list of strings; tables on the way are made.

    In Poetry's and PDM's files dependencies, constraints and overrides go to where those tools have them: a constraint
    is a dependency of its own there. None if the text has no place for it.
    """
    document = loaded(text)
    if document is None:
        return None
    tool = tool_of(document)
    if tool is Tool.POETRY:
        return _dumped(
            document, keys in (DEPENDENCIES, _CONSTRAINTS) and poetry_tables.added(document, Requirement(item))
        )
    if tool is Tool.PDM and keys == _OVERRIDES:
        return _dumped(document, pdm_tables.overridden(document, Requirement(item)))
    if tool is Tool.PDM and keys == _CONSTRAINTS:
        keys = DEPENDENCIES
    if "project" not in document or (tool is Tool.PDM and keys[:2] == ("tool", "uv")):
        return None
    table = made(document, keys[:-1])
    if keys[-1] not in table:
        table[keys[-1]] = tomlkit.array()
    table[keys[-1]].append(item)
    return tomlkit.dumps(document)


def with_setting(text: str, keys: tuple[str, ...], value: str) -> str | None:
    """The text with one string at a place; tables on the way are made. None if it has no place for it."""
    document = loaded(text)
    if document is None:
        return None
    if tool_of(document) is Tool.POETRY:
        is_python = keys == ("project", "requires-python")
        return _dumped(document, is_python and poetry_tables.with_pythons(document, value))
    if "project" not in document or (tool_of(document) is Tool.PDM and keys[0] == "tool"):
        return None
    made(document, keys[:-1])[keys[-1]] = value
    return tomlkit.dumps(document)


def _dumped(document: tomlkit.TOMLDocument, is_changed: bool) -> str | None:
    return tomlkit.dumps(document) if is_changed else None


def for_each(text: str, items: Iterable[Item], edit: Callable[[str, Item], str | None]) -> str | None:
    """The text with one edit after the other. None where one of them has no place in it."""
    edited: str | None = text
    for item in items:
        edited = None if edited is None else edit(edited, item)
    return edited
