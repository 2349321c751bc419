"""PDM's own tables beside a standard `[project]`: development groups, sources and resolution settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from packaging.utils import NormalizedName

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.dependency_lists import read_requirement_line
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import InputKind, PrereleaseMode, Problem, RequirementLine
from resolver_core.inputs.pyproject import Requirements, build_problem
from resolver_core.inputs.requirement import parse_name, parse_requirement
from resolver_core.inputs.uv_indexes import parse_index_url

PDM: Path = ("tool", "pdm")
_RESOLUTION: Path = (*PDM, "resolution")


def read_pdm(document: Document, now: datetime) -> Problem:
    """Read `[project]` and `[tool.pdm]`. Raises `ProblemSyntaxError` with every mistake."""
    problem = build_problem(document, now)
    development = _development_groups(document)
    indexes = _indexes(document)
    overrides = _overrides(document)
    excludes = frozenset(name for _, name in document.read_strings((*_RESOLUTION, "excludes"), parse_name))
    settings = problem.settings
    if document.boolean((*_RESOLUTION, "allow-prereleases")):
        settings = replace(settings, prerelease=PrereleaseMode.ALLOW)
    _note_translation(document)
    document.raise_mistakes()
    groups = _merged(problem.dependency_groups, development)
    return replace(
        problem,
        kind=InputKind.PDM,
        dependency_groups=groups,
        group_includes={name: problem.group_includes.get(name, frozenset()) for name in groups},
        default_groups=tuple(groups),
        indexes=indexes,
        pip_indexes=indexes,
        overrides=overrides,
        excludes=excludes,
        settings=settings,
        notes=tuple(dict.fromkeys(document.notes)),
    )


def _note_translation(document: Document) -> None:
    names = {
        "dev-dependencies": "read as dependency groups, all of them installed by default, as PDM does",
        "source": "read as indexes",
        "resolution": "read as uv's overrides, exclusions and pre-release setting",
    }
    for key, meaning in names.items():
        if document.has((*PDM, key)):
            document.notes.append(f"`tool.pdm.{key}` was {meaning}; uv itself ignores it.")


def _merged(groups: Mapping[NormalizedName, tuple[RequirementLine, ...]], more: Requirements) -> Requirements:
    merged = dict(groups)
    for name, lines in more.items():
        merged[name] = (*merged.get(name, ()), *lines)
    return merged


def _development_groups(document: Document) -> Requirements:
    """`[tool.pdm.dev-dependencies]`: lists of requirements; editable ones are left out with a note."""
    groups: Requirements = {}
    path = (*PDM, "dev-dependencies")
    for key in document.table(path):
        name = document.read((*path, key), key, parse_name)
        lines: list[RequirementLine] = []
        for place, text in document.strings((*path, key)):
            if text.lstrip().startswith("-e"):
                document.notes.append(f"`{text}` is a local project and was left out.")
                continue
            line = read_requirement_line(document, place, text)
            lines += [] if line is None else [line]
        if name is not None:
            groups[name] = tuple(lines)
    return groups


def _indexes(document: Document) -> tuple[IndexLocation, ...]:
    """`[[tool.pdm.source]]`; the one named `pypi` takes the place of the default index."""
    indexes: list[IndexLocation] = []
    for path, _ in document.items((*PDM, "source"), "a list of tables"):
        document.table(path)
        name = document.string((*path, "name"))
        url = document.read_string((*path, "url"), parse_index_url)
        flat = document.string((*path, "type")) == "find_links"
        if url is not None:
            indexes.append(IndexLocation(url, name, default=name == "pypi", flat=flat))
        for key in ("include_packages", "exclude_packages"):
            if document.has((*path, key)):
                document.notes.append(f"`{key}` of the source `{name}` is ignored: uv asks an index for every project.")
    return tuple(indexes)


def _overrides(document: Document) -> tuple[RequirementLine, ...]:
    """`[tool.pdm.resolution.overrides]`: a version, specifiers or a URL for each name."""
    path = (*_RESOLUTION, "overrides")
    lines: list[RequirementLine] = []
    for key in document.table(path):
        value = document.string((*path, key))
        if value is None:
            continue
        requirement = document.read((*path, key), _override_text(key, value), parse_requirement)
        if requirement is not None:
            lines.append(RequirementLine(requirement, f'{key} = "{value}"', document.line((*path, key))))
    return tuple(lines)


def _override_text(name: str, value: str) -> str:
    if "://" in value:
        return f"{name} @ {value}"
    return f"{name}{value}" if value.startswith(("=", "<", ">", "!", "~")) else f"{name}=={value}"
