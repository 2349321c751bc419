"""Everything in `[tool.uv]` that bears on a resolution (uv-resolution sections 1.1, 1.4 and 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import combinations
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from resolver_core.errors import Mistake
from resolver_core.index.records import IndexLocation
from resolver_core.inputs import limits
from resolver_core.inputs.dependency_lists import read_lists, read_requirements
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import (
    DependencyLists,
    PipRequest,
    RequirementLine,
    ScopedExclude,
    ScopedOverride,
    Settings,
    SuppliedMetadata,
)
from resolver_core.inputs.requirement import InvalidText, parse_marker
from resolver_core.inputs.uv_configuration import TOOL_UV, overruled_keys, read_configuration, read_uv_toml
from resolver_core.inputs.uv_indexes import read_listed_indexes
from resolver_core.inputs.uv_keys import LIBC_KEYS, TOP_KEYS
from resolver_core.inputs.uv_shapes import check_project_table
from resolver_core.inputs.uv_sources import Sources, read_sources
from resolver_core.markers import MarkerSet


@dataclass(frozen=True, slots=True)
class ToolUv:
    """`[tool.uv]` as values; the fields are those of `Problem`."""

    settings: Settings
    pip_settings: Settings
    pip_request: PipRequest
    pip_lists: DependencyLists | None
    indexes: tuple[IndexLocation, ...]
    pip_indexes: tuple[IndexLocation, ...]
    sources: Sources
    constraints: tuple[RequirementLine, ...]
    build_constraints: tuple[RequirementLine, ...]
    overrides: tuple[RequirementLine, ...]
    scoped_overrides: tuple[ScopedOverride, ...]
    excludes: frozenset[NormalizedName]
    scoped_excludes: tuple[ScopedExclude, ...]
    environments: tuple[str, ...]
    required_environments: tuple[str, ...]
    minimum_glibc: tuple[int, int] | None
    minimum_musl: tuple[int, int] | None
    dependency_metadata: tuple[SuppliedMetadata, ...]
    lock_refusals: tuple[Mistake, ...] = ()
    pip_refusals: tuple[Mistake, ...] = ()

    def problem_fields(self) -> dict[str, Any]:
        """All fields by name, as arguments of `Problem`."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


def read_tool_uv(document: Document, now: datetime, *, configuration: Document | None = None) -> ToolUv:
    """Read `[tool.uv]`; mistakes go to the document. Spans of `exclude-newer` end at `now`.

    uv reads the table twice: as the project's (what is wrong is refused) and as settings (where one fault drops them
    all). `configuration` is a uv.toml beside it, which takes the place of the settings.
    """
    check_project_table(document, TOOL_UV, TOP_KEYS)
    settings = read_configuration(document, now) if configuration is None else read_uv_toml(configuration, now)
    if configuration is not None and (names := overruled_keys(document)):
        document.notes.append(f"`[tool.uv]` is ignored in favour of uv.toml: {', '.join(names)}.")
    same = configuration is None and not settings.is_ignored
    declared = read_listed_indexes(document, TOOL_UV, now)
    # Sources may still name them, but nobody is asked for what has no source.
    own = () if same else tuple(replace(index, explicit=True, default=False) for index in declared if index.name)
    lists = read_lists(document, TOOL_UV)
    environments = _environments(document, (*TOOL_UV, "environments"))
    required_environments = _environments(document, (*TOOL_UV, "required-environments"))
    return ToolUv(
        settings=settings.settings,
        pip_settings=settings.pip_settings,
        pip_request=settings.pip_request,
        pip_lists=None if same else settings.lists,
        indexes=(*settings.indexes.project, *own),
        pip_indexes=(*settings.indexes.pip, *own),
        sources=read_sources(document, (*TOOL_UV, "sources")),
        constraints=lists.constraints,
        build_constraints=read_requirements(document, (*TOOL_UV, "build-constraint-dependencies")),
        overrides=lists.overrides,
        scoped_overrides=lists.scoped_overrides,
        excludes=lists.excludes,
        scoped_excludes=lists.scoped_excludes,
        environments=environments,
        required_environments=required_environments,
        minimum_glibc=_minimum_libc(document, "glibc"),
        minimum_musl=_minimum_libc(document, "musl"),
        dependency_metadata=settings.dependency_metadata,
        lock_refusals=settings.refusals,
        pip_refusals=settings.refusals,
    )


def check_environments(document: Document, tool_uv: ToolUv, requires_python: SpecifierSet | None) -> None:
    """Record for the lock every environment that `requires-python` rules out."""
    if requires_python is None:
        return
    supported = MarkerSet.python_specifier(requires_python)
    for index, marker in enumerate(tool_uv.environments):
        if MarkerSet.parse(marker).disjoint(supported):
            message = f"The environment `{marker}` has no Python in common with `requires-python` ({requires_python})."
            document.lock_mistake(message, (*TOOL_UV, "environments", index), marker)


def _environments(document: Document, path: Path) -> tuple[str, ...]:
    """A list of markers, or a single one; only the lock minds two that hold at once, and extras in them."""
    if isinstance(document.get(path), str):
        written = document.read_string(path, parse_marker)
        markers = [] if written is None else [(path, written)]
    else:
        markers = list(document.read_strings(path, parse_marker))
    if len(markers) > limits.ENVIRONMENTS:
        document.mistake(limits.too_many(f"`{path[-1]}`", len(markers), "entries", limits.ENVIRONMENTS), path)
        return ()
    for place, marker in markers:
        if MarkerSet.parse(marker).extras():
            message = f"`{marker}` describes no environment: `extra` has no place here."
            document.lock_mistake(message, place, marker)
    for (_, one), (place, other) in combinations(markers, 2):
        if not MarkerSet.parse(one).disjoint(MarkerSet.parse(other)):
            message = f"Two environments overlap: `{one}` and `{other}` can both be true."
            document.lock_mistake(message, place, other)
    return tuple(marker for _, marker in markers)


def _minimum_libc(document: Document, kind: str) -> tuple[int, int] | None:
    """`minimum-libc-version = { glibc = "2.28" }`: the C library that the locked wheels have to be content with."""
    path = (*TOOL_UV, "minimum-libc-version")
    if document.get(path) == []:
        return None
    for key in document.table(path):
        if key not in LIBC_KEYS:
            document.mistake(f"`{key}` is no C library: use `glibc` and `musl`.", (*path, key), key)
    return document.read_string((*path, kind), _parse_libc)


def _parse_libc(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,9})\.(\d{1,9})", text)
    if match is None:
        raise InvalidText(f"`{text}` is not the version of a C library: write two numbers such as `2.28`.")
    return int(match[1]), int(match[2])
