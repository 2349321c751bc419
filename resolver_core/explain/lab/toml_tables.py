"""A pasted TOML text as tables that keep its formatting (tomlkit), and whose tables they are."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import Specifier
from packaging.utils import canonicalize_name
from tomlkit.exceptions import TOMLKitError


class Tool(StrEnum):
    """Who reads a project's file, and so in whose tables it can be told something."""

    UV = "uv"
    POETRY = "poetry"
    PDM = "pdm"


def loaded(text: str) -> tomlkit.TOMLDocument | None:
    """The text as TOML; None if it is none."""
    try:
        return tomlkit.parse(text)
    except TOMLKitError:
        return None


def tool_of(document: tomlkit.TOMLDocument) -> Tool:
    """Whose a file is: Poetry's without a `[project]`, PDM's beside one; where there is a `[tool.uv]`, uv's."""
    tools = document.get("tool", {})
    if "uv" not in tools and "pdm" in tools and "project" in document:
        return Tool.PDM
    return Tool.POETRY if "poetry" in tools and "project" not in document else Tool.UV


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


def specifier_text(requirement: Requirement) -> str:
    """The specifiers of a requirement, lower ends first."""

    def rank(one: Specifier) -> tuple[bool, str]:
        return one.operator not in (">=", ">", "==", "===", "~="), str(one)

    return ",".join(map(str, sorted(requirement.specifier, key=rank)))
