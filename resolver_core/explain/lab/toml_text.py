"""The pasted pyproject.toml as TOML with its formatting kept (tomlkit)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from tomlkit.exceptions import TOMLKitError

Item = TypeVar("Item")


def parsed(text: str) -> tomlkit.TOMLDocument | None:
    """The text as TOML that keeps its formatting; None if it is no pyproject.toml."""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        return None
    return document if "project" in document else None


def made(document: tomlkit.TOMLDocument, keys: tuple[str, ...]) -> Any:
    """The table at a place; those on the way that are missing are made."""
    table: Any = document
    for key in keys:
        if key not in table:
            table[key] = tomlkit.table(is_super_table=key == "tool")
        table = table[key]
    return table


def requirement_name(text: str) -> str:
    """The normalised name of a requirement as written; "" for anything else."""
    try:
        return canonicalize_name(Requirement(text).name)
    except InvalidRequirement:
        return ""


def with_list_item(text: str, keys: tuple[str, ...], item: str) -> str | None:
    """The text with an item added to a list of strings; tables on the way are made. None if it is no such text."""
    document = parsed(text)
    if document is None:
        return None
    table = made(document, keys[:-1])
    if keys[-1] not in table:
        table[keys[-1]] = tomlkit.array()
    table[keys[-1]].append(item)
    return tomlkit.dumps(document)


def with_setting(text: str, keys: tuple[str, ...], value: str) -> str | None:
    """The text with one string at a place; tables on the way are made. None if it is no such text."""
    document = parsed(text)
    if document is None:
        return None
    made(document, keys[:-1])[keys[-1]] = value
    return tomlkit.dumps(document)


def for_each(text: str, items: Iterable[Item], edit: Callable[[str, Item], str | None]) -> str | None:
    """The text with one edit after the other. None where one of them has no place in it."""
    edited: str | None = text
    for item in items:
        edited = None if edited is None else edit(edited, item)
    return edited
