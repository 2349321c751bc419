"""A mode that has no answer: why, proven by the change that gives it one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from resolver_core.answer.failure import Obstacle
from resolver_core.answer.resolution import FailureKind, Resolution
from resolver_core.explain.causes import register
from resolver_core.explain.causes.cause import Failing, Hypothesis
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.testing import tested
from resolver_core.explain.explanation import Cause, Experiment, Fix, ModeFailure, Proof
from resolver_core.explain.lab.axis_search import Sides, search
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.experiments import each_once
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import SOLVED, Candidate, Result
from resolver_core.explain.tried_fixes import fixes_of_failure
from resolver_core.explain.wording import differences as words
from resolver_core.explain.wording.causes import several_differences
from resolver_core.explain.wording.experiments import NO_ANSWER, with_changes
from resolver_core.explain.wording.names import command
from resolver_core.explain.wording.outcomes import trouble_before
from resolver_core.explain.wording.paragraphs import Paragraph, paragraph

MOST_CAUSES = 3
"""Proven causes that are looked for; more say less."""
MOST_SUSPECTS = 2
"""Projects of a clash for which alone an axis is tried."""


def failures(laboratory: Laboratory) -> Iterator[ModeFailure]:
    """Every mode that cannot solve, with its cause; what was tried for the first is not told again of the second.

    Raises OutOfBudget.
    """
    single, universal = laboratory.single, laboratory.universal
    told: tuple[Fix, ...] = ()
    if not single.solved:
        first = _failure(Failing(laboratory, Start.SINGLE, single), universal)
        told = first.fixes
        yield first
    if not universal.solved:
        second = _failure(Failing(laboratory, Start.UNIVERSAL, universal), single)
        yield replace(second, fixes=tuple(fix for fix in second.fixes if not _is_told(fix, told)))


def cause_of_failure(laboratory: Laboratory, mode: Start) -> Cause | None:
    """Why a mode has no answer, what says most, as `failures` puts it first; None where it has one or none is proven.

    Raises OutOfBudget.
    """
    single, universal = laboratory.single, laboratory.universal
    here, there = (single, universal) if mode is Start.SINGLE else (universal, single)
    if here.solved:
        return None
    return next((cause for cause, _ in _all_proven(Failing(laboratory, mode, here), there, _Tried())), None)


def _is_told(fix: Fix, before: Iterable[Fix]) -> bool:
    """Whether the same was offered before, or named as tried; an offer says more than that it was tried."""
    same = (one for one in before if (one.text, one.command, one.target) == (fix.text, fix.command, fix.target))
    return any(one.is_offered or not fix.is_offered for one in same)


def _failure(failing: Failing, other: Resolution) -> ModeFailure:
    failure, conflict = failing.resolution.failure, failing.resolution.conflict
    tried = _Tried(is_undecided=any(map(_is_undecided, (failing.resolution, other))))
    proven = _all_proven(failing, other, tried)
    causes = [cause for cause, _ in proven] or [_unproven(failing, tried)]
    return ModeFailure(
        mode=failing.mode.value,
        target=failing.target,
        kind="unsatisfiable" if failure is None else failure.kind.value,
        filename="" if failure is None else failure.filename,
        status_code=None if failure is None else failure.status_code,
        projects=failure.projects if failure is not None else () if conflict is None else conflict.projects,
        cause=causes[0],
        further_causes=tuple(causes[1:]),
        fixes=fixes_of_failure(failing, [edit for _, edits in proven for edit in edits]),
    )


def _is_undecided(resolution: Resolution) -> bool:
    return resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED


def _is_unreachable(resolution: Resolution) -> bool:
    """An index did not answer. That is the whole cause: who would not have asked it proves nothing."""
    return resolution.failure is not None and resolution.failure.obstacle is Obstacle.PAGE


def _unproven(failing: Failing, tried: _Tried) -> Cause:
    proof = Proof.UNDECIDED if tried.is_undecided else Proof.NOT_PROVEN
    said, each = trouble_before(failing.resolution), each_once(tried.experiments)
    told = words.unproven(said, len(each)) if each else paragraph(said)
    return Cause(CauseClass.NOT_PROVEN, (), proof, "", (), each).telling(told)


Proven = tuple[Cause, tuple[Candidate, ...]]
"""A cause, and the edits that would do what its experiment did."""


@dataclass(slots=True)
class _Tried:
    """What the search for causes has come to so far."""

    proven: set[CauseClass] = field(default_factory=set)
    experiments: list[Experiment] = field(default_factory=list)  #: that prove nothing
    is_undecided: bool = False  #: the recorded data do not decide one of them

    def add(self, cause: Cause) -> bool:
        """Note what was tried for a cause; whether it is proven."""
        if cause.proof is Proof.PROVEN:
            self.proven.add(cause.cause_class)
            return True
        self.experiments += cause.experiments
        self.is_undecided |= cause.proof is Proof.UNDECIDED
        return False


def _all_proven(failing: Failing, other: Resolution, tried: _Tried) -> list[Proven]:
    """All that are proven, what says most first; none where data are missing: then the question is undecided."""
    if _is_undecided(failing.resolution) or _is_unreachable(failing.resolution):
        tried.is_undecided = True
        return []
    return _in_order(list(_proven(failing, other, tried)))


def _proven(failing: Failing, other: Resolution, tried: _Tried) -> Iterator[Proven]:
    """Causes that are proven, the most telling first: facts, then axes, then what only narrows the question."""
    try:
        hypotheses = list(register.of_failure(failing))
        facts = list(islice(_tested(failing, _usual(hypotheses), tried), MOST_CAUSES))
        yield from facts
        questions = list(register.of_looser_question(failing))
        looser = _tested(failing, _usual(questions), tried)
        others = list(islice(looser, max(0, MOST_CAUSES - len(tried.proven))))
        by_axes = None
        if failing.is_clash and other.solved and not facts:
            by_axes = _by_axes(failing, [cause.cause_class for cause, _ in others], tried)
        if by_axes is not None:
            same = [entry for entry in others if entry[0].cause_class is by_axes.cause_class]
            yield _joined(by_axes, same[0]) if same else (by_axes, ())
            others = [entry for entry in others if entry not in same]
        yield from others
        if not tried.proven and by_axes is None:
            yield from _tested(failing, (one for one in (*hypotheses, *questions) if one.is_last), tried)
    except OutOfBudget:
        return


def _in_order(proven: list[Proven]) -> list[Proven]:
    order = register.in_order([cause.cause_class for cause, _ in proven])
    return sorted(proven, key=lambda entry: order.index(entry[0].cause_class))


def _usual(hypotheses: Iterable[Hypothesis]) -> Iterator[Hypothesis]:
    return (hypothesis for hypothesis in hypotheses if not hypothesis.is_last)


def _tested(failing: Failing, hypotheses: Iterable[Hypothesis], tried: _Tried) -> Iterator[Proven]:
    """Those that are proven, one of a class."""
    for hypothesis in hypotheses:
        if hypothesis.cause_class not in tried.proven:
            cause = tested(failing.laboratory, hypothesis)
            if tried.add(cause):
                told = words.because(trouble_before(failing.resolution), hypothesis.summary)
                yield cause.telling(told), hypothesis.edits


def _joined(by_axes: Cause, proven: Proven) -> Proven:
    """One class proven twice: the axes say which rule, the other experiment names the fact."""
    cause, edits = proven
    experiments = (*by_axes.experiments, *cause.experiments)
    told = Paragraph(cause.summary, cause.details)
    return replace(by_axes, evidence=cause.evidence, experiments=experiments).telling(told), edits


def _by_axes(failing: Failing, shown: Sequence[CauseClass], tried: _Tried) -> Cause | None:
    """The cause that the search for axes gives; of those that claim them one whose own fact is `shown` comes first."""
    found = next(found for found in search(failing.laboratory, _sides(failing)) if found.is_sufficient)
    if not found.changes:
        tried.add(Cause(CauseClass.NOT_PROVEN, (), found.proof, "", (), found.experiments))
        return None
    said = trouble_before(failing.resolution)
    if len(found.changes) > 1:
        cause_class = CauseClass.SEVERAL_DIFFERENCES
        told = words.because(said, several_differences.reason(found.changes))
    else:
        claiming = [cause.name for cause in register.claiming(frozenset(found.axes), failing)]
        cause_class = next((name for name in claiming if name in shown), (*claiming, CauseClass.NOT_PROVEN)[-1])
        other = Start.UNIVERSAL if failing.mode is Start.SINGLE else Start.SINGLE
        told = words.answered(said, with_changes(other, found.changes), command(failing.mode))
    return Cause(cause_class, found.axes, found.proof, "", (), found.experiments).telling(told)


def _sides(failing: Failing) -> Sides:
    """The outcome is whether there is an answer at all."""
    single_fails = failing.mode is Start.SINGLE

    def solved(wanted: bool) -> Callable[[Result], bool]:
        return lambda result: (result.text == SOLVED) is wanted

    return Sides(
        about=None,
        is_single=solved(not single_fails),
        is_universal=solved(single_fails),
        single_text=NO_ANSWER if single_fails else SOLVED,
        universal_text=SOLVED if single_fails else NO_ANSWER,
        suspects=failing.projects[:MOST_SUSPECTS],
    )
