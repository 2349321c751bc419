"""`extras-groups-conflicts`: extras or groups pull on each other, and the lock solves them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import combinations, islice

from packaging.utils import NormalizedName

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.extras_edits import asked_for_too, pulling_on
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.part_edits import without_parts
from resolver_core.explain.lab.setting_edits import with_conflicts
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import extras_groups_conflicts as words
from resolver_core.explain.wording.fixes import drop_part
from resolver_core.inputs.problem import InputKind

MOST_PAIRS = 10
"""Pairs of extras and groups that are tried."""
MOST_REMOVED = 4
"""Extras and groups up to which each is removed alone."""


class ExtrasGroupsConflicts(KnownCause):
    """The install has only those that are asked for."""

    name = CauseClass.EXTRAS_GROUPS_CONFLICTS
    phase_in_failures = Phase.LOOSER

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The selection of extras and groups."""
        return Axis.ROOTS in axes

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> Iterator[Candidate]:
        """Each extra or group that was not asked for removed from the text, then all of them."""
        problem, selection = diverging.problem, diverging.laboratory.selection
        others = [("extra", name) for name in problem.optional_dependencies if name not in selection.extras]
        others += [("group", name) for name in problem.dependency_groups if name not in selection.groups]
        if 1 < len(others) <= MOST_REMOVED:
            for part in others:
                yield from edited(drop_part(*part), without_parts(problem.text, [part]))
        yield from edited(words.DROP_ALL_OTHERS, without_parts(problem.text, others))

    def reason(self, diverging: Diverging) -> str:
        """One selection against all together."""
        return words.reason(diverging.project)

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """Ask for an extra, too, or declare two as conflicting, or drop one: of those that pull on the project."""
        problem, selection = diverging.problem, diverging.laboratory.selection
        yield from asked_for_too(diverging)
        pulling = [name for name in pulling_on(problem, diverging.project) if name not in selection.extras]
        for pair in islice(combinations([("extra", name) for name in problem.optional_dependencies], 2), MOST_PAIRS):
            if any(name in pulling for _, name in pair) and not problem.conflicts:
                yield from edited(words.declare(words.named(pair)), with_conflicts(problem.text, pair))
        for name in pulling:
            yield from edited(drop_part("extra", name), without_parts(problem.text, [("extra", name)]))

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """Extras and groups that cannot be had together: declare the first pair that makes it solvable."""
        problem = failing.problem
        if failing.resolution.conflict is None or failing.mode is not Start.UNIVERSAL:
            return
        if problem.kind is not InputKind.PYPROJECT or problem.conflicts:
            return
        parts = [("extra", name) for name in problem.optional_dependencies]
        parts += [("group", name) for name in problem.dependency_groups]
        for pair in islice(combinations(parts, 2), MOST_PAIRS):
            named = words.named(pair)
            for edit in edited(words.declare(named), with_conflicts(problem.text, pair)):
                yield Hypothesis(
                    self.name,
                    failing.answer(Change(text=edit.text), words.declared(named)),
                    words.in_failure(named),
                    tuple(Evidence(kind, name) for kind, name in pair),
                    (edit,),
                )
