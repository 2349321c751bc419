"""Root divergences: the axes that make them, the facts those meet, and fixes that were tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Difference, Row
from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes import register
from resolver_core.explain.causes.cause import Diverging, Hypothesis
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.testing import tested
from resolver_core.explain.evidence import evidence_of, requirement_lines
from resolver_core.explain.explanation import Cause, Divergence, Experiment, Fix, Proof, Side
from resolver_core.explain.lab.axis_search import SCOPE, Sides, search
from resolver_core.explain.lab.changes import Axis, AxisChange, Change
from resolver_core.explain.lab.experiments import each_once, measured
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import ABSENT, Candidate, Result, version_of
from resolver_core.explain.pick_facts import PickFacts, pick_facts
from resolver_core.explain.tried_fixes import edits_for, fixes_of_divergence
from resolver_core.explain.wording import differences as words
from resolver_core.explain.wording.causes import several_differences
from resolver_core.explain.wording.experiments import after_edit
from resolver_core.explain.wording.paragraphs import Paragraph, extended
from resolver_core.explain.wording.picks import picked
from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment

MOST_COUNTERFACTUALS = 5
"""Edits by which the own fact of a class is tried."""


def root_divergence(laboratory: Laboratory, row: Row, before: Sequence[Divergence] = ()) -> Divergence:
    """Why a project differs; `before` are those that were found at the same target."""
    diverging = Diverging(laboratory, row)
    causes = causes_of(diverging)
    first = causes[0]
    facts = picked(_facts(laboratory, row), laboratory.target, " ".join((first.summary, *first.details)))
    told = first.telling(extended(Paragraph(first.summary, first.details), facts))
    fixes: tuple[Fix, ...] = ()
    if _is_proven(first):
        edits = edits_for(diverging, register.edits(first.cause_class, diverging))
        fixes = fixes_of_divergence(laboratory, edits, row, before)
    return divergence_of(laboratory.target, row, causes=(told, *causes[1:]), fixes=fixes)


def causes_of(diverging: Diverging) -> tuple[Cause, ...]:
    """Why a project differs, what says most first; at least one, which may be unproven. Raises OutOfBudget."""
    by_axes = _by_axes(diverging)
    return _ranked(replace(diverging, by_axes=by_axes.cause_class), by_axes)


def _facts(laboratory: Laboratory, row: Row) -> tuple[PickFacts, ...]:
    """What is worth knowing of both picks, the install's first; of one version in both modes only once."""
    single, universal = row.single, row.universal
    facts = [] if single is None else [pick_facts(laboratory, single, single.install_file)]
    if universal is not None and (single is None or single.version != universal.version):
        facts.append(pick_facts(laboratory, universal, row.universal_install_file))
    return tuple(facts)


def _is_proven(cause: Cause) -> bool:
    return cause.proof is Proof.PROVEN


def _by_axes(diverging: Diverging) -> Cause:
    """The cause that the search for axes gives: the first that claims what was found and whose own fact holds."""
    laboratory, row, said = diverging.laboratory, diverging.row, words.difference(diverging.row, diverging.target)
    evidence = evidence_of(row, diverging.target, laboratory.single, laboratory.universal)
    tried: list[Experiment] = []
    proof = Proof.NOT_PROVEN
    for found in search(laboratory, _sides(row), _likely(row)):
        if len(found.changes) > 1:
            told = words.because(said, several_differences.reason(found.changes))
            several = CauseClass.SEVERAL_DIFFERENCES
            return Cause(several, found.axes, found.proof, "", evidence, found.experiments).telling(told)
        tried += found.experiments
        for cause in register.claiming(frozenset(found.axes), diverging) if found.changes else ():
            fact = _own_fact(diverging, cause.counterfactuals(diverging, found.changes[0].projects or (row.project,)))
            tried += fact.experiments
            is_enough = found.is_sufficient or cause.is_of_the_lock_alone
            if fact.holds or (is_enough and not fact.is_refuted):
                told = words.because(said, cause.reason(diverging))
                kept = (*found.experiments, *fact.experiments[-2:]) if fact.holds else found.experiments
                return Cause(cause.name, found.axes, found.proof, "", evidence, kept).telling(told)
        proof = Proof.NOT_PROVEN if found.changes else found.proof
    each = each_once(tried)
    return Cause(CauseClass.NOT_PROVEN, (), proof, "", evidence, each).telling(words.unproven(said, len(each)))


@dataclass(frozen=True, slots=True)
class _Fact:
    """Whether an edit of a class's own fact makes both modes agree: the last two experiments are those of that edit.

    It is refuted where it was tried and they still differ.
    """

    holds: bool
    experiments: tuple[Experiment, ...] = ()

    @property
    def is_refuted(self) -> bool:
        """Whether an edit was tried, and decided otherwise."""
        pairs = zip(self.experiments[::2], self.experiments[1::2], strict=False)
        return not self.holds and any(not (one.undecided or other.undecided) for one, other in pairs)


def _own_fact(diverging: Diverging, edits: Iterable[Candidate]) -> _Fact:
    """Both modes with one edit of the fact after the other, until they agree on the project or no solve is left."""
    tried: list[Experiment] = []
    with suppress(OutOfBudget):
        for edit in islice(edits, MOST_COUNTERFACTUALS):
            trials = diverging.agreement(Change(text=edit.text), after_edit(edit.title))
            here = [measured(diverging.laboratory, trial) for trial in trials]
            tried += here
            if all(experiment.supports for experiment in here):
                return _Fact(True, tuple(tried))
    return _Fact(False, tuple(tried))


def _ranked(diverging: Diverging, by_axes: Cause) -> tuple[Cause, ...]:
    """The cause that says most, then the others that are proven too, then what the recorded data do not decide."""
    said = words.difference(diverging.row, diverging.target)
    proven = [by_axes] if _is_proven(by_axes) else []
    by_lock = bool(proven) and by_axes.cause_class is CauseClass.PREFERENCES
    finer: list[Cause] = []
    undecided: dict[CauseClass, Cause] = {}
    with suppress(OutOfBudget):
        for hypothesis in _last_at_the_end(register.of_divergence(diverging)):
            known = {cause.cause_class for cause in (*proven, *finer)}
            if hypothesis.cause_class in known or (hypothesis.is_last and known):
                continue
            if by_lock and _makes_stale(hypothesis):
                continue
            cause = tested(diverging.laboratory, hypothesis)
            if _is_proven(cause):
                is_first = hypothesis.is_finer and register.says_more(cause.cause_class, by_axes.cause_class)
                told = words.because(said, hypothesis.summary)
                (finer if is_first else proven).append(cause.telling(told))
            elif cause.proof is Proof.UNDECIDED:
                told = words.undecided(said, hypothesis.trials[0].words)
                undecided.setdefault(cause.cause_class, cause.telling(told))
    told_classes = {cause.cause_class for cause in (*finer, *proven)}
    doubtful = [cause for cause_class, cause in undecided.items() if cause_class not in told_classes]
    return (*finer, *proven, *doubtful) if finer or proven else (by_axes, *doubtful)


def _makes_stale(hypothesis: Hypothesis) -> bool:
    """Whether a lock would be made anew for its trials: where the lock is the cause, that proves nothing else."""
    changes = (trial.change for trial in hypothesis.trials)
    return any(one.text is not None or one.requirements or one.constraints or one.settings for one in changes)


def _last_at_the_end(hypotheses: Iterable[Hypothesis]) -> Iterator[Hypothesis]:
    """In their order, but for those that are asked about last."""
    last: list[Hypothesis] = []
    for hypothesis in hypotheses:
        if hypothesis.is_last:
            last.append(hypothesis)
        else:
            yield hypothesis
    yield from last


def _likely(row: Row) -> tuple[AxisChange, ...]:
    """Where to look first, by what differs. A lock comes before all: whatever makes it stale undoes it, too."""
    lock = AxisChange((Axis.PREFERENCES,))
    if row.difference is Difference.METADATA:
        return (lock, AxisChange((Axis.METADATA_RULE,)))
    if row.universal is not None and row.universal_install_file is None and row.universal.distributions:
        return (lock, AxisChange((Axis.FILE_RULE,)))
    if row.difference is Difference.SOURCE:
        return (lock, AxisChange((Axis.ROOTS,)), AxisChange((Axis.INDEX_ROUTING,)), AxisChange(SCOPE))
    return (lock,)


def _sides(row: Row) -> Sides:
    def matches(pin: Pin | None) -> Callable[[Result], bool]:
        def agrees(result: Result) -> bool:
            if pin is None:
                return result.text == ABSENT
            return result.pin is not None and _same(result.pin, pin, row.difference)

        return agrees

    return Sides(
        about=row.project,
        is_single=matches(row.single),
        is_universal=matches(row.universal),
        single_text=version_of(row.single),
        universal_text=version_of(row.universal),
        suspects=(row.project,),
    )


def _same(pin: Pin, expected: Pin, difference: Difference) -> bool:
    if pin.version != expected.version:
        return False
    if difference is Difference.SOURCE:
        return pin.key.source == expected.key.source
    if difference is Difference.METADATA:
        return requirement_lines(pin) == requirement_lines(expected)
    return True


def divergence_of(
    target: Environment,
    row: Row,
    *,
    consequence_of: NormalizedName | None = None,
    follows_by: Experiment | None = None,
    causes: tuple[Cause, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Divergence:
    """A row as an explanation has it; a consequence has no cause of its own."""
    return Divergence(
        project=row.project,
        target=target,
        difference=row.difference,
        single=None if row.single is None else _side(row.single, row.single.install_file),
        universal=None if row.universal is None else _side(row.universal, row.universal_install_file),
        root=consequence_of is None,
        consequence_of=consequence_of,
        follows_by=follows_by,
        cause=next(iter(causes), None),
        further_causes=causes[1:],
        fixes=fixes,
    )


def _side(pin: Pin, install_file: Distribution | None) -> Side:
    read = None if pin.provenance is None else pin.provenance.filename
    return Side(str(pin.version), pin.key.source, read, None if install_file is None else install_file.filename)
