"""Everything in `[tool.uv]` that bears on a resolution (uv-resolution sections 1.1, 1.4 and 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import combinations
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.index.records import IndexLocation
from resolver_core.inputs import limits
from resolver_core.inputs.document import Document, dotted, type_name
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import (
    RequirementLine,
    ScopedExclude,
    ScopedOverride,
    Settings,
    SuppliedMetadata,
)
from resolver_core.inputs.requirement import (
    InvalidText,
    parse_marker,
    parse_name,
    parse_requirement,
    parse_requires_python,
    parse_version,
)
from resolver_core.inputs.uv_indexes import read_indexes
from resolver_core.inputs.uv_keys import KNOWN_KEYS
from resolver_core.inputs.uv_settings import read_pip_settings, read_settings
from resolver_core.inputs.uv_sources import Sources, read_sources
from resolver_core.markers import MarkerSet


@dataclass(frozen=True, slots=True)
class ToolUv:
    """`[tool.uv]` as values; the fields are those of `Problem`."""

    settings: Settings
    pip_settings: Settings
    indexes: tuple[IndexLocation, ...]
    pip_indexes: tuple[IndexLocation, ...]
    sources: Sources
    constraints: tuple[RequirementLine, ...]
    overrides: tuple[RequirementLine, ...]
    scoped_overrides: tuple[ScopedOverride, ...]
    excludes: frozenset[NormalizedName]
    scoped_excludes: tuple[ScopedExclude, ...]
    environments: tuple[str, ...]
    required_environments: tuple[str, ...]
    dependency_metadata: tuple[SuppliedMetadata, ...]

    def problem_fields(self) -> dict[str, Any]:
        """All fields by name, as arguments of `Problem`."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


TOOL_UV: Path = ("tool", "uv")


def read_tool_uv(document: Document, now: datetime) -> ToolUv:
    """Read `[tool.uv]`; mistakes go to the document. Spans of `exclude-newer` end at `now`."""
    _note_unknown_keys(document)
    pip = (*TOOL_UV, "pip")
    document.table(pip)
    indexes = read_indexes(document, TOOL_UV)
    overrides = (*TOOL_UV, "override-dependencies")
    excludes = (*TOOL_UV, "exclude-dependencies")
    return ToolUv(
        settings=read_settings(document, TOOL_UV, now),
        pip_settings=read_pip_settings(document, pip, now),
        indexes=indexes.project,
        pip_indexes=indexes.pip,
        sources=_sources(document),
        constraints=read_requirements(document, (*TOOL_UV, "constraint-dependencies")),
        overrides=tuple(_plain_overrides(document, overrides)),
        scoped_overrides=tuple(_scoped_overrides(document, overrides)),
        excludes=frozenset(_plain_excludes(document, excludes)),
        scoped_excludes=tuple(_scoped_excludes(document, excludes)),
        environments=_environments(document, (*TOOL_UV, "environments")),
        required_environments=_environments(document, (*TOOL_UV, "required-environments")),
        dependency_metadata=tuple(_supplied_metadata(document, (*TOOL_UV, "dependency-metadata"))),
    )


def check_environments(document: Document, tool_uv: ToolUv, requires_python: SpecifierSet | None) -> None:
    """Record a mistake for every environment that `requires-python` rules out."""
    if requires_python is None:
        return
    supported = MarkerSet.python_specifier(requires_python)
    for index, marker in enumerate(tool_uv.environments):
        if MarkerSet.parse(marker).disjoint(supported):
            message = f"The environment `{marker}` has no Python in common with `requires-python` ({requires_python})."
            document.mistake(message, (*TOOL_UV, "environments", index), marker)


def _note_unknown_keys(document: Document) -> None:
    for key in document.table(TOOL_UV):
        if key not in KNOWN_KEYS:
            document.notes.append(
                f"uv 0.13.8 does not know `tool.uv.{key}` and would ignore all settings of `[tool.uv]` with a warning; "
                "here only this key is ignored."
            )


def _sources(document: Document) -> Sources:
    """`sources` without those of the projects in `no-sources-package`."""
    sources = read_sources(document, (*TOOL_UV, "sources"))
    for _, name in document.read_strings((*TOOL_UV, "no-sources-package"), parse_name):
        sources.pop(name, None)
    return sources


def read_requirements(document: Document, path: Path) -> tuple[RequirementLine, ...]:
    """A list of requirements, each with its line."""
    count = len(document.table_list(path))
    if count > limits.REQUIREMENTS_PER_LIST:
        document.mistake(limits.too_many(f"`{dotted(path)}`", count, "entries", limits.REQUIREMENTS_PER_LIST), path)
        return ()
    lines = (read_requirement_line(document, item, text) for item, text in document.strings(path))
    return tuple(line for line in lines if line is not None)


def read_requirement_line(document: Document, path: Path, text: str) -> RequirementLine | None:
    """One requirement, or None with the mistake recorded."""
    requirement = document.read(path, text, parse_requirement)
    return None if requirement is None else RequirementLine(requirement, text, document.line(path))


def _environments(document: Document, path: Path) -> tuple[str, ...]:
    """A list of markers, or a single one; no two may hold in one environment."""
    if isinstance(document.get(path), str):
        marker = document.read_string(path, _parse_environment)
        return () if marker is None else (marker,)
    markers = list(document.read_strings(path, _parse_environment))
    if len(markers) > limits.ENVIRONMENTS:
        document.mistake(limits.too_many(f"`{path[-1]}`", len(markers), "entries", limits.ENVIRONMENTS), path)
        return ()
    for (_, one), (place, other) in combinations(markers, 2):
        if not MarkerSet.parse(one).disjoint(MarkerSet.parse(other)):
            document.mistake(f"Two environments overlap: `{one}` and `{other}` can both be true.", place, other)
    return tuple(marker for _, marker in markers)


def _parse_environment(text: str) -> str:
    marker = parse_marker(text)
    if MarkerSet.parse(marker).extras():
        raise InvalidText(f"`{text}` describes no environment: `extra` has no place here.")
    return marker


def _plain_overrides(document: Document, path: Path) -> Iterator[RequirementLine]:
    for item, value in document.items(path):
        if isinstance(value, str):
            line = read_requirement_line(document, item, value)
            if line is not None:
                yield line
        elif not isinstance(value, dict):
            document.mistake(f"An override must be a requirement or a table, not {type_name(value)}.", item, str(value))


def _scoped_overrides(document: Document, path: Path) -> Iterator[ScopedOverride]:
    for item, value in document.items(path):
        if not isinstance(value, dict):
            continue
        scope = _scope(document, item)
        lines = read_requirements(document, (*item, "dependencies"))
        for line in lines:
            if line.requirement.url is not None:
                message = "A scoped override cannot use a URL: give a version specifier."
                document.mistake_at_line(message, line.line, line.text)
        if scope is not None:
            yield ScopedOverride(*scope, tuple(line.requirement for line in lines))


def _plain_excludes(document: Document, path: Path) -> Iterator[NormalizedName]:
    for item, value in document.items(path):
        if isinstance(value, str):
            name = document.read(item, value, _parse_excluded)
            if name is not None:
                yield name
        elif not isinstance(value, dict):
            document.mistake(f"An exclusion must be a name or a table, not {type_name(value)}.", item, str(value))


def _parse_excluded(text: str) -> NormalizedName:
    try:
        return parse_name(text)
    except InvalidText as error:
        raise InvalidText(f"{error} An exclusion is a bare name, without specifier or marker.") from error


def _scoped_excludes(document: Document, path: Path) -> Iterator[ScopedExclude]:
    for item, value in document.items(path):
        if not isinstance(value, dict):
            continue
        scope = _scope(document, item)
        names = tuple(name for _, name in document.read_strings((*item, "dependencies"), _parse_excluded))
        if scope is not None:
            yield ScopedExclude(*scope, names)


def _scope(document: Document, path: Path) -> tuple[NormalizedName, Version | None] | None:
    """`package = { name = "…", version = "…" }` of a scoped override or exclusion."""
    package = (*path, "package")
    if not isinstance(document.get(package), dict):
        document.mistake('It needs `package = { name = "…" }` to say whose dependencies are meant.', path)
        return None
    if not document.has((*package, "name")):
        document.mistake("`package` needs a `name`.", package)
    name = document.read_string((*package, "name"), parse_name)
    version = document.read_string((*package, "version"), parse_version)
    return None if name is None else (name, version)


def _supplied_metadata(document: Document, path: Path) -> Iterator[SuppliedMetadata]:
    for item, _ in document.items(path, "a list of tables"):
        document.table(item)
        if isinstance(document.get(item), dict) and not document.has((*item, "name")):
            document.mistake("A `dependency-metadata` entry needs a `name`.", item)
        name = document.read_string((*item, "name"), parse_name)
        requires_dist = tuple(_requires_dist(document, (*item, "requires-dist")))
        supplied = (
            document.read_string((*item, "version"), parse_version),
            requires_dist,
            document.read_string((*item, "requires-python"), parse_requires_python),
            tuple(extra for _, extra in document.read_strings((*item, "provides-extra"), parse_name)),
        )
        if name is not None:
            yield SuppliedMetadata(name, *supplied)


def _requires_dist(document: Document, path: Path) -> Iterator[Requirement]:
    for line in read_requirements(document, path):
        yield line.requirement
