"""Which divergences are roots and which follow from them, proven by pinning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Comparison, Difference, Row
from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import PinKey, Resolution
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.inputs.problem import Problem


@dataclass(frozen=True, slots=True)
class Root:
    """A divergence that no other one explains, with those that vanish when it is pinned."""

    row: Row
    consequences: tuple[Row, ...]


def roots(laboratory: Laboratory, comparison: Comparison) -> Iterator[Root]:
    """Root divergences, those with most below them first. Each costs one solve."""
    remaining = {row.project: row for row in comparison.rows if row.difference is not Difference.NONE}
    below = _reachable(laboratory)
    while remaining:
        project = _topmost(remaining, below)
        row = remaining.pop(project)
        vanished = _vanish_with(laboratory, row, below.get(project, set()) & remaining.keys())
        yield Root(row, tuple(remaining.pop(name) for name in sorted(vanished)))


def _reachable(laboratory: Laboratory) -> dict[NormalizedName, set[NormalizedName]]:
    """For each project, everything below it in either answer at the target."""
    children: dict[NormalizedName, set[NormalizedName]] = {}
    for resolution in (laboratory.single, laboratory.universal):
        for edge in installed_edges(
            resolution, laboratory.target, laboratory.selection.extras, laboratory.selection.groups
        ):
            if edge.parent is not None:
                children.setdefault(edge.parent.project, set()).add(edge.child.project)
    return {project: _below(project, children) for project in children}


def _below(project: NormalizedName, children: dict[NormalizedName, set[NormalizedName]]) -> set[NormalizedName]:
    found: set[NormalizedName] = set()
    waiting = [project]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found - {project}


def _topmost(remaining: dict[NormalizedName, Row], below: dict[NormalizedName, set[NormalizedName]]) -> NormalizedName:
    def rank(project: NormalizedName) -> tuple[int, int, str]:
        above = sum(project in below.get(other, ()) for other in remaining if other != project)
        return (above, -len(below.get(project, set()) & remaining.keys()), project)

    return min(remaining, key=rank)


def _vanish_with(laboratory: Laboratory, row: Row, suspects: set[NormalizedName]) -> set[NormalizedName]:
    """The suspects that no longer differ once the project is on one side what it is on the other."""
    if not suspects:
        return set()
    for pinned_mode in (Start.SINGLE, Start.UNIVERSAL):
        pin = row.universal if pinned_mode is Start.SINGLE else row.single
        if pin is None:
            continue
        problem = laboratory.pinned_to(pin)
        try:
            single, universal = _solved_with(laboratory, pinned_mode, problem, pin.key)
        except OutOfBudget:
            return set()
        if single.solved and universal.solved:
            return suspects.difference(laboratory.differing(single, universal))
    return set()


def _solved_with(
    laboratory: Laboratory, pinned_mode: Start, problem: Problem, key: PinKey
) -> tuple[Resolution, Resolution]:
    if pinned_mode is Start.SINGLE:
        return laboratory.solve(laboratory.single_policy, problem, key), laboratory.universal
    return laboratory.single, laboratory.solve(laboratory.universal_policy, problem, key)
