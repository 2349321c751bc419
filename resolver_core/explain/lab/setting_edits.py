"""Edits of what the pasted pyproject.toml sets under `[tool.uv]`, and elsewhere by its key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tomlkit
from packaging.utils import NormalizedName

from resolver_core.explain.lab.toml_text import made, parsed


def with_project_setting(text: str, setting: str, name: NormalizedName, *, value: str | bool) -> str | None:
    """The text with `[tool.uv] SETTING = { NAME = value }`, beside the entries that are there."""
    document = parsed(text)
    if document is None:
        return None
    settings = made(document, ("tool", "uv"))
    if setting not in settings:
        settings[setting] = tomlkit.inline_table()
    settings[setting][str(name)] = value
    return tomlkit.dumps(document)


def without_entry(text: str, keys: tuple[str, ...]) -> str | None:
    """The text without one key. None where it has no such key."""
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
    document = parsed(text)
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
