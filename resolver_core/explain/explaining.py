"""`explain()`: divergences, failures and findings of one pasted text, each with a proven cause and tried fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from resolver_core import stopping
from resolver_core.answer.comparison import Comparison, compare
from resolver_core.explain.consequences import roots
from resolver_core.explain.divergences import divergence_of, root_divergence
from resolver_core.explain.explanation import Divergence, Explanation, Finding, Ladder, ModeFailure
from resolver_core.explain.failures import failures
from resolver_core.explain.findings import findings
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.ladder import ladders
from resolver_core.explain.wording.assumptions import assumption
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Selection
from resolver_core.targets.environment import Environment

Progress = Callable[[Divergence | ModeFailure | Finding], None]
LadderProgress = Callable[[Environment, tuple[Ladder, ...]], None]

NO_SELECTION = Selection()

DEFAULT_BUDGET = 60
"""Solves that one explanation may spend per target."""


def explain(
    problem: Problem,
    targets: Iterable[Environment],
    options: Options,
    index: Index,
    selection: Selection = NO_SELECTION,
    *,
    budget: int = DEFAULT_BUDGET,
    with_ladders: bool = False,
    on_found: Progress | None = None,
    on_ladders: LadderProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Explanation:
    """Explain why both modes differ at each target, as far as it can be proven within the budget.

    `on_found` hears each result as soon as it is there. `with_ladders` asks for every version of every project
    with what became of it, too; `on_ladders` hears those of a target before its reasons are looked for. Raises
    what `resolve` raises.
    """
    recorded = index if isinstance(index, RecordingIndex) else RecordingIndex(index)
    told = _Told(on_found, on_ladders, with_ladders=with_ladders)
    asked = tuple(targets)
    with stopping.heeding(should_stop):
        for target in asked:
            others = tuple(other for other in asked if other != target)
            laboratory = Laboratory(problem, target, options, selection, recorded, budget, others)
            with suppress(OutOfBudget):
                told.tell_ladders(laboratory)
                told.note_assumptions(laboratory)
                _explain_target(laboratory, told)
            told.solves += laboratory.solves
            told.complete &= not laboratory.ledger.ran_out
    return told.explanation(asked)


class _Told:
    """What was found so far, each told as soon as it is there."""

    def __init__(self, on_found: Progress | None, on_ladders: LadderProgress | None, *, with_ladders: bool) -> None:
        self._on_found = on_found
        self._on_ladders = on_ladders
        self._with_ladders = with_ladders or on_ladders is not None
        self._failures: list[ModeFailure] = []
        self._findings: list[Finding] = []
        self._divergences: list[Divergence] = []
        self._ladders: list[Ladder] = []
        self._assumptions: dict[str, None] = {}
        self.solves = 0
        self.complete = True

    def explains(self, finding: Finding) -> bool:
        """Whether a divergence at the same target has the project and the class already."""
        return any(
            finding.cause.cause_class in {cause.cause_class for cause in (entry.cause, *entry.further_causes) if cause}
            for entry in self._divergences
            if (entry.project, entry.target) == (finding.project, finding.target)
        )

    def tell(self, found: Divergence | ModeFailure | Finding) -> None:
        if isinstance(found, Divergence):
            self._divergences.append(found)
        elif isinstance(found, ModeFailure):
            self._failures.append(found)
        else:
            self._findings.append(found)
        if self._on_found is not None:
            self._on_found(found)

    def tell_ladders(self, laboratory: Laboratory) -> None:
        if self._with_ladders:
            here = tuple(ladders(laboratory))
            self._ladders += here
            if self._on_ladders is not None:
                self._on_ladders(laboratory.target, here)

    def explanation(self, targets: tuple[Environment, ...]) -> Explanation:
        return Explanation(
            targets,
            tuple(self._failures),
            tuple(self._findings),
            tuple(self._divergences),
            self.solves,
            self.complete,
            tuple(self._ladders),
            tuple(self._assumptions),
        )

    def note_assumptions(self, laboratory: Laboratory) -> None:
        pins = (*laboratory.single.assumed, *laboratory.universal.assumed)
        self._assumptions |= dict.fromkeys(map(assumption, pins))


def _explain_target(laboratory: Laboratory, told: _Told) -> None:
    single, universal = laboratory.single, laboratory.universal
    if not single.solved or not universal.solved:
        for failure in failures(laboratory):
            told.tell(failure)
    else:
        selection = laboratory.selection
        comparison: Comparison = compare(single, universal, laboratory.target, selection.extras, selection.groups)
        found: list[Divergence] = []
        for root in roots(laboratory, comparison):
            found.append(root_divergence(laboratory, root.row, found))
            told.tell(found[-1])
            for row, experiment in root.consequences:
                found.append(
                    divergence_of(laboratory.target, row, consequence_of=root.row.project, follows_by=experiment)
                )
                told.tell(found[-1])
    for finding in findings(laboratory):
        if not told.explains(finding):
            told.tell(finding)
