"""Edits of what the pasted pyproject.toml sets under `[tool.uv]`, and elsewhere by its key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tomlkit
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.lab import pdm_tables, poetry_tables
from resolver_core.explain.lab.toml_tables import Tool, loaded, made, tool_of
from resolver_core.explain.lab.toml_text import parsed, parsed_for_uv

_ALLOWED = ("prerelease-package", "allow")
_SOURCES = ("tool", "uv", "sources")


def with_project_setting(text: str, setting: str, name: NormalizedName, *, value: str | bool) -> str | None:
    """The text with `[tool.uv] SETTING = { NAME = value }`, beside the entries that are there.

    PDM has a place for allowed pre-releases alone, and there for those of everything; Poetry for those of one project.
    """
    foreign = loaded(text)
    if foreign is not None and tool_of(foreign) is Tool.POETRY and setting == _ALLOWED[0]:
        has_place = poetry_tables.with_prereleases(foreign, name, allowed=value == _ALLOWED[1])
        return tomlkit.dumps(foreign) if has_place else None
    if foreign is not None and tool_of(foreign) is Tool.PDM and (setting, value) == _ALLOWED:
        return tomlkit.dumps(foreign) if pdm_tables.with_prereleases(foreign) else None
    document = parsed_for_uv(text)
    if document is None:
        return None
    settings = made(document, ("tool", "uv"))
    if setting not in settings:
        settings[setting] = tomlkit.inline_table()
    settings[setting][str(name)] = value
    return tomlkit.dumps(document)


def without_entry(text: str, keys: tuple[str, ...]) -> str | None:
    """The text without one key; of a Poetry file, without the source of a dependency. None where it has none."""
    foreign = loaded(text)
    if foreign is not None and tool_of(foreign) is Tool.POETRY:
        is_source = keys[:-1] == _SOURCES and poetry_tables.without_source(foreign, canonicalize_name(keys[-1]))
        return tomlkit.dumps(foreign) if is_source else None
    document = parsed(text)
    table: Any = document
    for key in keys[:-1]:
        table = None if table is None else table.get(key)
    if document is None or table is None or keys[-1] not in table:
        return None
    del table[keys[-1]]
    return tomlkit.dumps(document)


def without_explicit(text: str, url: str) -> str | None:
    """The text with the index at `url` open to every project. None where no such index is explicit."""
    document = parsed(text)
    entries: Any = {} if document is None else document.get("tool", {}).get("uv", {}).get("index", [])
    found = [entry for entry in entries if str(entry.get("url", "")).rstrip("/") == url and entry.get("explicit")]
    if document is None or not found:
        return None
    for entry in found:
        del entry["explicit"]
    return tomlkit.dumps(document)


def with_conflicts(text: str, parts: Iterable[tuple[str, str]]) -> str | None:
    """The text with one more set in `tool.uv.conflicts`; `parts` are ("extra" or "group", name)."""
    document = parsed_for_uv(text)
    if document is None:
        return None
    settings = made(document, ("tool", "uv"))
    members = tomlkit.array()
    for kind, name in parts:
        member = tomlkit.inline_table()
        member[kind] = str(name)
        members.append(member)
    if "conflicts" not in settings:
        settings["conflicts"] = tomlkit.array()
    settings["conflicts"].append(members)
    return tomlkit.dumps(document)
