"""Any input as a pyproject.toml that uv alone reads: what the parts are looked for in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import InputKind, Problem, RequirementLine
from resolver_core.minimise.text_parts import written

NAME, VERSION = "project", "0.1.0"
"""What a project is called that has no name."""


def standard_text(problem: Problem) -> str:
    """The input as `[project]`, `[dependency-groups]` and `[tool.uv]`, without comments and tables of other tools.

    A file of uv's stays what it is; lists of requirements, scripts, and files of Poetry's and PDM's are written anew
    from what was read of them. Whether the same is true of it is for its reader to find out.
    """
    document = _document(problem)
    if document is not None and problem.kind is InputKind.PYPROJECT and "pdm" not in document.get("tool", {}):
        return _of_uv(document)
    return written(_rewritten(problem))


def _document(problem: Problem) -> dict[str, Any] | None:
    try:
        return tomllib.loads(problem.text)
    except tomllib.TOMLDecodeError:
        return None


def _of_uv(document: dict[str, Any]) -> str:
    project = {"name": NAME, "version": VERSION, **document.get("project", {})}
    if "version" in (dynamic := project.get("dynamic", [])):
        project["dynamic"] = [field for field in dynamic if field != "version"]
    uv = document.get("tool", {}).get("uv")
    return written(
        {
            **{key: document[key] for key in ("build-system",) if key in document},
            "project": project,
            **{key: document[key] for key in ("dependency-groups",) if key in document},
            **({"tool": {"uv": uv}} if uv else {}),
        }
    )


def _rewritten(problem: Problem) -> dict[str, Any]:
    project: dict[str, Any] = {"name": problem.name or NAME, "version": str(problem.version or VERSION)}
    if problem.requires_python is not None:
        project["requires-python"] = str(problem.requires_python)
    project["dependencies"] = _lines(problem.dependencies)
    extras = {name: _lines(lines) for name, lines in problem.optional_dependencies.items()}
    groups = {name: _lines(lines) for name, lines in problem.dependency_groups.items()}
    uv: dict[str, Any] = {
        "constraint-dependencies": _lines(problem.constraints),
        "override-dependencies": _lines(problem.overrides),
        "exclude-dependencies": sorted(problem.excludes),
        "environments": list(problem.environments),
        "index": [_index(location) for location in problem.indexes if not location.flat],
        "find-links": [location.url for location in problem.indexes if location.flat],
    }
    uv = {key: value for key, value in uv.items() if value} | _settings(problem)
    document: dict[str, Any] = {"project": project | ({"optional-dependencies": extras} if extras else {})}
    return document | ({"dependency-groups": groups} if groups else {}) | ({"tool": {"uv": uv}} if uv else {})


def _lines(lines: Iterable[RequirementLine]) -> list[str]:
    return [str(line.requirement) for line in lines]


def _index(location: IndexLocation) -> dict[str, Any]:
    flags = {"explicit": location.explicit, "default": location.default}
    named = {} if location.name is None else {"name": location.name}
    return named | {"url": location.written_url} | {key: True for key, is_set in flags.items() if is_set}


def _settings(problem: Problem) -> dict[str, Any]:
    settings = problem.settings
    found: dict[str, Any] = {
        "resolution": settings.resolution,
        "prerelease": settings.prerelease,
        "fork-strategy": settings.fork_strategy,
        "index-strategy": settings.index_strategy,
        "exclude-newer": None if settings.exclude_newer is None else settings.exclude_newer.isoformat(),
    }
    return {key: str(value) for key, value in found.items() if value is not None}
