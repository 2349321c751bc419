"""Edits of the pasted pyproject.toml, with its formatting kept (tomlkit)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    table = _made(document, keys[:-1])
    if keys[-1] not in table:
        table[keys[-1]] = tomlkit.array()
    table[keys[-1]].append(item)
    return tomlkit.dumps(document)


def _made(document: tomlkit.TOMLDocument, keys: tuple[str, ...]) -> Any:
    """The table at a place; those on the way that are missing are made."""
    table: Any = document
    for key in keys:
        if key not in table:
            table[key] = tomlkit.table(is_super_table=key == "tool")
        table = table[key]
    return table


def with_setting(text: str, keys: tuple[str, ...], value: str) -> str | None:
    """The text with one string at a place; tables on the way are made. None if it is no such text."""
    document = _parsed(text)
    if document is None:
        return None
    _made(document, keys[:-1])[keys[-1]] = value
    return tomlkit.dumps(document)


def with_project_setting(text: str, setting: str, name: NormalizedName, *, value: str | bool) -> str | None:
    """The text with `[tool.uv] SETTING = { NAME = value }`, beside the entries that are there."""
    document = _parsed(text)
    if document is None:
        return None
    settings = _made(document, ("tool", "uv"))
    if setting not in settings:
        settings[setting] = tomlkit.inline_table()
    settings[setting][str(name)] = value
    return tomlkit.dumps(document)


def without_entry(text: str, keys: tuple[str, ...]) -> str | None:
    """The text without one key. None where it has no such key."""
    document = _parsed(text)
    table: Any = document
    for key in keys[:-1]:
        table = None if table is None else table.get(key)
    if document is None or table is None or keys[-1] not in table:
        return None
    del table[keys[-1]]
    return tomlkit.dumps(document)


def without_requirements_on(text: str, keys: tuple[str, ...], name: NormalizedName) -> str | None:
    """The text without the items of a list that are requirements on `name`. None where there are none."""
    document = _parsed(text)
    items: Any = document
    for key in keys:
        items = None if items is None else items.get(key)
    places = [number for number, entry in enumerate(items or ()) if _name(str(entry)) == name]
    if document is None or not places:
        return None
    for number in reversed(places):
        del items[number]
    return tomlkit.dumps(document)


def without_explicit(text: str, url: str) -> str | None:
    """The text with the index at `url` open to every project. None where no such index is explicit."""
    document = _parsed(text)
    entries: Any = {} if document is None else document.get("tool", {}).get("uv", {}).get("index", [])
    found = [entry for entry in entries if str(entry.get("url", "")).rstrip("/") == url and entry.get("explicit")]
    if document is None or not found:
        return None
    for entry in found:
        del entry["explicit"]
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


def with_marker(text: str, name: NormalizedName, marker: str) -> str | None:
    """The text with a marker on every requirement on `name` that the project, an extra or a group declares.

    None where there is none, or where all have markers of their own.
    """
    document = _parsed(text)
    if document is None:
        return None
    changed = False
    for items in _requirement_lists(document):
        for number, entry in enumerate(items):
            if isinstance(entry, str) and _name(entry) == name and Requirement(entry).marker is None:
                items[number] = f"{entry} ; {marker}"
                changed = True
    return tomlkit.dumps(document) if changed else None


def _requirement_lists(document: tomlkit.TOMLDocument) -> Iterator[Any]:
    project = document.get("project", {})
    yield project.get("dependencies", [])
    yield from project.get("optional-dependencies", {}).values()
    yield from document.get("dependency-groups", {}).values()


def with_conflicts(text: str, parts: Iterable[tuple[str, str]]) -> str | None:
    """The text with one more set in `tool.uv.conflicts`; `parts` are ("extra" or "group", name)."""
    document = _parsed(text)
    if document is None:
        return None
    settings = _made(document, ("tool", "uv"))
    members = tomlkit.array()
    for kind, name in parts:
        member = tomlkit.inline_table()
        member[kind] = str(name)
        members.append(member)
    if "conflicts" not in settings:
        settings["conflicts"] = tomlkit.array()
    settings["conflicts"].append(members)
    return tomlkit.dumps(document)


def with_supplied_metadata(text: str, entry: Mapping[str, object]) -> str | None:
    """The text with one more `[[tool.uv.dependency-metadata]]` entry."""
    document = _parsed(text)
    if document is None:
        return None
    settings = _made(document, ("tool", "uv"))
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
