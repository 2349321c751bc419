"""Edits of the pasted pyproject.toml, with its formatting kept (tomlkit)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import NormalizedName, canonicalize_name
from tomlkit.exceptions import TOMLKitError


def with_list_item(text: str, keys: tuple[str, ...], item: str) -> str | None:
    """The text with an item added to a list of strings; tables on the way are made. None if it is no such text."""
    document = _parsed(text)
    if document is None:
        return None
    table: Any = document
    for key in keys[:-1]:
        if key not in table:
            table[key] = tomlkit.table(is_super_table=key == "tool")
        table = table[key]
    if keys[-1] not in table:
        table[keys[-1]] = tomlkit.array()
    table[keys[-1]].append(item)
    return tomlkit.dumps(document)


def with_dependencies_replaced(text: str, name: NormalizedName, items: Iterable[str]) -> str | None:
    """The text with the project's requirement on `name` replaced by others. None if there is no such line."""
    document = _parsed(text)
    dependencies = None if document is None else document.get("project", {}).get("dependencies")
    if document is None or dependencies is None:
        return None
    places = [number for number, entry in enumerate(dependencies) if _name(str(entry)) == name]
    if len(places) != 1:
        return None
    del dependencies[places[0]]
    for offset, item in enumerate(items):
        dependencies.insert(places[0] + offset, item)
    return tomlkit.dumps(document)


def with_supplied_metadata(text: str, entry: Mapping[str, object]) -> str | None:
    """The text with one more `[[tool.uv.dependency-metadata]]` entry."""
    document = _parsed(text)
    if document is None:
        return None
    tool: Any = document.setdefault("tool", tomlkit.table(is_super_table=True))
    settings: Any = tool.setdefault("uv", tomlkit.table())
    table = tomlkit.table()
    for key, value in entry.items():
        table[key] = _value(value)
    entries: Any = settings.get("dependency-metadata")
    if entries is None:
        settings["dependency-metadata"] = entries = tomlkit.aot()
    entries.append(table)
    return tomlkit.dumps(document)


def _value(value: object) -> object:
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(value)
        return array.multiline(len(value) > 2)
    return value


def declared_requirement(text: str, name: NormalizedName) -> str | None:
    """The one requirement on `name` in `[project].dependencies`, as written."""
    document = _parsed(text)
    dependencies = () if document is None else document.get("project", {}).get("dependencies", ())
    found = [str(entry) for entry in dependencies if _name(str(entry)) == name]
    return found[0] if len(found) == 1 else None


def _name(text: str) -> str:
    try:
        return canonicalize_name(Requirement(text).name)
    except InvalidRequirement:
        return ""


def _parsed(text: str) -> tomlkit.TOMLDocument | None:
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        return None
    return document if "project" in document else None
