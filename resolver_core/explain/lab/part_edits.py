"""Extras and groups taken out of the pasted file of a project, with everything in it that speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, MutableMapping
from typing import Any

import tomlkit
from packaging.utils import canonicalize_name

from resolver_core.explain.lab.toml_tables import loaded

Part = tuple[str, str]
"""An extra or a group: ("extra" or "group", normalised name)."""


def without_parts(text: str, parts: Iterable[Part]) -> str | None:
    """The text without some extras and groups, their sources and conflicts. None where it has none of them."""
    document, removed = loaded(text), set(parts)
    if document is None:
        return None
    tables = list(_tables(document))
    found = [(table, key) for kind, table in tables for key in table if (kind, canonicalize_name(key)) in removed]
    for table, key in found:
        del table[key]
    for items in document.get("dependency-groups", {}).values():
        _thin_out(items, removed, {"include-group": "group"})
    settings = document.get("tool", {}).get("uv", {})
    _without_sources(settings.get("sources", {}), removed)
    _without_conflicts(settings, removed)
    _without_names(settings, "default-groups", {name for kind, name in removed if kind == "group"})
    return tomlkit.dumps(document) if found else None


def _tables(document: tomlkit.TOMLDocument) -> Iterator[tuple[str, Any]]:
    """Where extras and groups are defined, whosever tables they are."""
    yield "extra", document.get("project", {}).get("optional-dependencies", {})
    yield "group", document.get("dependency-groups", {})
    tools = document.get("tool", {})
    yield "extra", tools.get("poetry", {}).get("extras", {})
    yield "group", tools.get("poetry", {}).get("group", {})
    yield "group", tools.get("pdm", {}).get("dev-dependencies", {})


def _thin_out(items: Any, removed: Collection[Part], keys: dict[str, str]) -> None:
    """A list without the tables that name a removed part under one of some keys."""
    for entry in [entry for entry in items if isinstance(entry, MutableMapping)]:
        if any((kind, canonicalize_name(str(entry[key]))) in removed for key, kind in keys.items() if key in entry):
            items.remove(entry)


def _without_sources(sources: Any, removed: Collection[Part]) -> None:
    for name in list(sources):
        entries = sources[name] if isinstance(sources[name], list) else [sources[name]]
        kept = [
            entry
            for entry in entries
            if not any((kind, canonicalize_name(str(entry.get(kind, "")))) in removed for kind in ("extra", "group"))
        ]
        if not kept:
            del sources[name]
        elif len(kept) < len(entries):
            sources[name] = kept


def _without_conflicts(settings: Any, removed: Collection[Part]) -> None:
    """A conflict of a single part is none."""
    conflicts = settings.get("conflicts")
    if conflicts is None:
        return
    for members in conflicts:
        _thin_out(members, removed, {"extra": "extra", "group": "group"})
    for members in [members for members in conflicts if len(members) < 2]:
        conflicts.remove(members)
    if not conflicts:
        del settings["conflicts"]


def _without_names(settings: Any, key: str, removed: Collection[str]) -> None:
    names = settings.get(key)
    if isinstance(names, list):
        for name in [name for name in names if canonicalize_name(str(name)) in removed]:
            names.remove(name)
