"""Overrides and exclusions: what they make of the requirements of one package (uv-resolution section 1.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.inputs.problem import Problem
from resolver_core.solver.requirements import LoweredRequirement, read_requirement


def scoped_overrides(
    problem: Problem, parent: NormalizedName | None, version: Version | None
) -> dict[NormalizedName, list[LoweredRequirement]]:
    """What replaces requirements of one parent alone, by project; entries for its very version come first."""
    entries = [entry for entry in problem.scoped_overrides if entry.package == parent]
    exact = [entry for entry in entries if entry.version is not None and entry.version == version]
    found: dict[NormalizedName, list[LoweredRequirement]] = {}
    for entry in exact or [entry for entry in entries if entry.version is None]:
        for requirement in entry.dependencies:
            item = read_requirement(requirement)
            found.setdefault(item.name, []).append(item)
    return found


def is_excluded(problem: Problem, parent: NormalizedName | None, version: Version | None, name: NormalizedName) -> bool:
    """Whether requirements of this parent on a project are dropped."""
    return name in problem.excludes or any(
        entry.package == parent and entry.version in (None, version) and name in entry.dependencies
        for entry in problem.scoped_excludes
    )


def standing(
    problem: Problem,
    overridden: Collection[NormalizedName],
    items: Iterable[LoweredRequirement],
    parent: NormalizedName | None = None,
    version: Version | None = None,
) -> Iterator[LoweredRequirement]:
    """The requirements of the user's own that still stand: nothing that was replaced or dropped pins an index or
    allows a yanked or a pre-release version (measured). `parent` is the project that states them.
    """
    scoped = scoped_overrides(problem, parent, version)
    for item in items:
        replaced = item.name in scoped or item.name in overridden
        if not replaced and not is_excluded(problem, parent, version, item.name):
            yield item
