"""A problem of a kind that uv does not lock (a list of requirements, Poetry's or PDM's file) as a pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import tomlkit
from packaging.utils import NormalizedName

from resolver_core import Problem, RequirementLine, Source, SourceKind

REQUEST_NAME = "the-request"
"""The project that stands for a list of requirements, which has no name."""


def written_project(problem: Problem) -> str:
    """A text that asks the same. Settings and indexes aside: they are said on the command line."""
    project: dict[str, object] = {
        "name": problem.name or REQUEST_NAME,
        "version": str(problem.version or "0"),
        "dependencies": _texts(problem.dependencies),
    }
    if problem.requires_python is not None:
        project["requires-python"] = str(problem.requires_python)
    if problem.optional_dependencies:
        project["optional-dependencies"] = _tables(problem.optional_dependencies)
    document: dict[str, object] = {"project": project}
    if problem.dependency_groups:
        document["dependency-groups"] = _tables(problem.dependency_groups)
    document["tool"] = {"uv": _tool_uv(problem)}
    return tomlkit.dumps(document)


def _tool_uv(problem: Problem) -> dict[str, object]:
    found: dict[str, object] = {"package": False}
    if problem.constraints:
        found["constraint-dependencies"] = _texts(problem.constraints)
    if problem.overrides:
        found["override-dependencies"] = _texts(problem.overrides)
    if problem.excludes:
        found["exclude-dependencies"] = sorted(problem.excludes)
    if problem.sources:
        found["sources"] = {name: [_source(each) for each in sources] for name, sources in problem.sources.items()}
    return found


def _tables(lines: Mapping[NormalizedName, Iterable[RequirementLine]]) -> dict[str, object]:
    return {name: _texts(each) for name, each in lines.items()}


def _texts(lines: Iterable[RequirementLine]) -> list[str]:
    return [str(line.requirement) for line in lines]


def _source(source: Source) -> dict[str, object]:
    found: dict[str, object] = {source.kind.value: True if source.kind is SourceKind.WORKSPACE else source.value}
    if source.marker:
        found["marker"] = source.marker
    if source.extra:
        found["extra"] = source.extra
    if source.group:
        found["group"] = source.group
    return found
