"""The declared conflicts of a workspace, and those that follow from groups that include others (measured)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packaging.utils import NormalizedName

from resolver_core import stopping
from resolver_core.inputs.problem import ConflictItem, Problem

Conflict = tuple[ConflictItem, ...]


def declared_conflicts(problem: Problem) -> list[Conflict]:
    """The conflicts that all projects of a workspace declare, as they are written."""
    return [conflict for project in (problem, *problem.members) for conflict in project.conflicts]


def inferred_conflicts(problem: Problem) -> list[Conflict]:
    """What follows from them: a group that includes a conflicting one conflicts with the same others."""
    declared = declared_conflicts(problem)
    known = set(map(frozenset, declared))
    found: list[Conflict] = []
    for project in (problem, *problem.members):
        if project.name is not None:
            for conflict in _replaced(declared, project.name, _including(project.group_includes)):
                if frozenset(conflict) not in known:
                    known.add(frozenset(conflict))
                    found.append(conflict)
    return found


def _including(
    includes: Mapping[NormalizedName, frozenset[NormalizedName]],
) -> dict[NormalizedName, list[NormalizedName]]:
    """The groups that bring each group in, directly or not, by name."""
    found: dict[NormalizedName, list[NormalizedName]] = {}
    for group in sorted(includes):
        for included in sorted(includes[group]):
            found.setdefault(included, []).append(group)
    return found


def _replaced(
    declared: Sequence[Conflict], name: NormalizedName, including: Mapping[NormalizedName, Sequence[NormalizedName]]
) -> list[Conflict]:
    """Every set with each of its groups replaced by one that includes it, in all combinations."""
    found: list[Conflict] = []
    waiting = list(declared)
    seen = set(map(frozenset, declared))
    for conflict in waiting:  # which grows on the way: with all combinations
        stopping.check()
        for place, item in enumerate(conflict):
            if item.package != name or item.group is None:
                continue
            for group in including.get(item.group, ()):
                other = (*conflict[:place], ConflictItem(name, group=group), *conflict[place + 1 :])
                if len(set(other)) == len(other) and frozenset(other) not in seen:
                    seen.add(frozenset(other))
                    found.append(other)
                    waiting.append(other)
    return found
