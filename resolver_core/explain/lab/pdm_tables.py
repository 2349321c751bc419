"""Edits in PDM's own tables, in place of those of uv: PDM reads no `[tool.uv]`, and one would make the file uv's.

Everything here changes the document in place, and says whether PDM has a place for the change.
"""

from __future__ import annotations

from typing import Any

import tomlkit
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.lab.toml_tables import made, specifier_text

_RESOLUTION = ("tool", "pdm", "resolution")


def overridden(document: tomlkit.TOMLDocument, requirement: Requirement) -> bool:
    """An override; one with a marker has no place."""
    text = requirement.url or specifier_text(requirement)
    if requirement.marker is not None or not text:
        return False
    made(document, (*_RESOLUTION, "overrides"))[requirement.name] = text
    return True


def without_override(document: tomlkit.TOMLDocument, name: NormalizedName) -> bool:
    """Without the override of a project."""
    overrides: Any = document.get("tool", {}).get("pdm", {}).get("resolution", {}).get("overrides", {})
    found = [key for key in overrides if canonicalize_name(str(key)) == name]
    for key in found:
        del overrides[key]
    return bool(found)


def with_prereleases(document: tomlkit.TOMLDocument) -> bool:
    """Pre-releases of everything allowed: PDM knows no other way to say it in the file."""
    made(document, _RESOLUTION)["allow-prereleases"] = True
    return True
