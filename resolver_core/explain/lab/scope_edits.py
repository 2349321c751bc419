"""Edits of where a lock, or one requirement, has to hold: Pythons and platforms."""

from __future__ import annotations

from packaging.requirements import Requirement
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.explain.lab.requirement_edits import declared_requirement, with_dependencies_replaced
from resolver_core.explain.lab.toml_text import with_list_item, with_setting
from resolver_core.inputs.problem import Problem
from resolver_core.markers import MarkerSet
from resolver_core.targets.environment import Environment


def minor_of(target: Environment) -> str:
    """The minor version of a target's Python, as "3.12"."""
    return ".".join(map(str, target.python_version.release[:2]))


def platform_marker(target: Environment) -> str:
    """The platform of a target as a marker."""
    return _all(*(_is(name, target.markers[name]) for name in ("sys_platform", "platform_machine")))


def _python_marker(target: Environment) -> str:
    return _is("python_version", minor_of(target))


def _all(*markers: str) -> str:
    return " and ".join(markers)


def _is(variable: str, value: str) -> str:
    return f"{variable} == '{value}'"


def narrowed_python(problem: Problem, target: Environment) -> str | None:
    """The text with requires-python narrowed to the target's minor version; None where that changes nothing."""
    major, minor = target.python_version.release[:2]
    narrow = f">={major}.{minor},<{major}.{minor + 1}"
    if problem.requires_python is None or str(problem.requires_python) in (narrow, f"=={major}.{minor}.*"):
        return None
    return with_setting(problem.text, ("project", "requires-python"), narrow)


def limited_to_platform(problem: Problem, target: Environment) -> str | None:
    """The text with the lock for the target's platform alone; None where it names environments already."""
    if problem.environments:
        return None
    return with_list_item(problem.text, ("tool", "uv", "environments"), platform_marker(target))


def split_by_marker(text: str, project: NormalizedName, version: Version, marker: str) -> str | None:
    """At most this version where a marker holds, above it elsewhere; None where a marker stands there already."""
    declared = declared_requirement(text, project)
    if declared is None or ";" in declared:
        return None
    comma = "," if Requirement(declared).specifier else ""
    # The bound elsewhere keeps a lock from taking the older version everywhere: it prefers what another part has.
    lines = [
        f"{declared}{comma}<={version} ; {marker}",
        f"{declared}{comma}>{version} ; {~MarkerSet.parse(marker)}",
    ]
    return with_dependencies_replaced(text, project, lines)


def with_files_required(text: str, target: Environment) -> str | None:
    """Every version of the lock needs a file for the target."""
    return with_environment_required(text, target_marker(target))


def with_environment_required(text: str, marker: str) -> str | None:
    """Every version of the lock needs a file where a marker holds."""
    return with_list_item(text, ("tool", "uv", "required-environments"), marker)


def target_marker(target: Environment) -> str:
    """A target's platform and Python as a marker."""
    return _all(_python_marker(target), platform_marker(target))


def held_back_where(text: str, project: NormalizedName, version: Version, marker: str) -> str | None:
    """At most this version where a marker holds, whoever requires it."""
    return with_list_item(text, ("tool", "uv", "constraint-dependencies"), f"{project}<={version} ; {marker}")
