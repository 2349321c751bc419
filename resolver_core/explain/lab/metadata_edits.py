"""Edits that state the metadata of versions by hand (`tool.uv.dependency-metadata`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit

from resolver_core.explain.lab.toml_tables import made
from resolver_core.explain.lab.toml_text import parsed_for_uv
from resolver_core.index.records import CoreMetadata


def with_metadata_stated(text: str, metadata: Iterable[CoreMetadata]) -> str | None:
    """The text with what metadata files say stated in it, one entry each. None if it is no such text."""
    edited: str | None = text
    for one in metadata:
        edited = None if edited is None else with_supplied_metadata(edited, _supplied_entry(one))
    return edited


def _supplied_entry(metadata: CoreMetadata) -> dict[str, object]:
    """A `dependency-metadata` entry that says what a metadata file says."""
    entry: dict[str, object] = {"name": str(metadata.name), "version": str(metadata.version)}
    entry["requires-dist"] = [str(requirement) for requirement in metadata.requires_dist]
    if metadata.requires_python is not None:
        entry["requires-python"] = str(metadata.requires_python)
    if metadata.provides_extra:
        entry["provides-extra"] = list(map(str, metadata.provides_extra))
    return entry


def with_supplied_metadata(text: str, entry: Mapping[str, object]) -> str | None:
    """The text with one more `[[tool.uv.dependency-metadata]]` entry."""
    document = parsed_for_uv(text)
    if document is None:
        return None
    settings = made(document, ("tool", "uv"))
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
