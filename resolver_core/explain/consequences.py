"""Which divergences are roots and which follow from them, proven by pinning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Comparison, Difference, Row, compare
from resolver_core.answer.installed import installed_edges
from resolver_core.explain.explanation import Experiment
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.held_projects import holding
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import Trial
from resolver_core.explain.wording.experiments import with_held


@dataclass(frozen=True, slots=True)
class Root:
    """A divergence that no other one explains, with those that vanish when it is pinned."""

    row: Row
    consequences: tuple[tuple[Row, Experiment], ...]  #: each with the experiment that shows it


@dataclass(frozen=True, slots=True)
class Consequence:
    """A project that agrees once its root is what it is in the other mode."""

    project: NormalizedName
    experiment: Experiment


def roots(laboratory: Laboratory, comparison: Comparison) -> Iterator[Root]:
    """Root divergences, those with most below them first. Each costs one solve."""
    remaining = {row.project: row for row in comparison.rows if row.difference is not Difference.NONE}
    below = _reachable(laboratory) if remaining else {}
    while remaining:
        project = _topmost(remaining, below)
        row = remaining.pop(project)
        vanished = _vanish_with(laboratory, row, below.get(project, set()) & remaining.keys())
        yield Root(row, tuple((remaining.pop(one.project), one.experiment) for one in vanished))


def roots_of(laboratory: Laboratory) -> Iterator[Root]:
    """The same of both answers of a laboratory; none where a mode has no answer. Raises OutOfBudget."""
    selection = laboratory.selection
    yield from roots(
        laboratory,
        compare(laboratory.single, laboratory.universal, laboratory.target, selection.extras, selection.groups),
    )


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


def _vanish_with(laboratory: Laboratory, row: Row, suspects: set[NormalizedName]) -> list[Consequence]:
    """The suspects that no longer differ once the project is on one side what it is on the other."""
    for start in (Start.SINGLE, Start.UNIVERSAL) if suspects else ():
        pin = row.universal if start is Start.SINGLE else row.single
        if pin is None:
            continue
        change = holding(pin)
        try:
            held = laboratory.run(start, change)
        except OutOfBudget:
            return []
        other = laboratory.universal if start is Start.SINGLE else laboratory.single
        if held.solved:
            vanished = suspects.difference(laboratory.differing(held, other))
            return [_consequence(laboratory, start, change, name) for name in sorted(vanished)]
    return []


def _consequence(laboratory: Laboratory, start: Start, change: Change, project: NormalizedName) -> Consequence:
    """One that vanishes, with the experiment in which it does (solved before: it costs nothing)."""
    other = laboratory.universal if start is Start.SINGLE else laboratory.single
    wanted = laboratory.result(other, project).text
    words = with_held(change)
    trial = Trial(start, change, words, project, lambda result: result.text == wanted, wanted)
    return Consequence(project, measured(laboratory, trial))
