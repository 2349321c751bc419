"""Root divergences: the axes that make them, the facts those meet, and fixes that were tried."""

from __future__ import annotations

from collections.abc import Callable

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Difference, Row
from resolver_core.answer.resolution import Pin
from resolver_core.explain.classes import class_of
from resolver_core.explain.explanation import Cause, CauseClass, Divergence, Fix, Proof, Side
from resolver_core.explain.facts import evidence_of, requirement_lines
from resolver_core.explain.fixes import try_fixes
from resolver_core.explain.hypotheses import Hypothesis, of_divergence
from resolver_core.explain.lab.axis_search import SCOPE, Found, Sides, search
from resolver_core.explain.lab.changes import Axis
from resolver_core.explain.lab.experiments import agreement
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget, Result
from resolver_core.explain.wording.causes import cause_sentence, difference_sentence
from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment


def root_divergence(laboratory: Laboratory, row: Row, proven: list[tuple[Axis, ...]]) -> Divergence:
    """Why a project differs. `proven` are the axes of earlier roots: tried first, and added to."""
    found = search(laboratory, _sides(laboratory, row), (*proven, *_likely(row)))
    if found.axes and found.axes not in proven:
        proven.insert(0, found.axes)
    causes = _ranked(laboratory, row, _axis_cause(laboratory, row, found))
    first = causes[0]
    fixes = try_fixes(laboratory, first.cause_class, row) if _is_proven(first) else ()
    return divergence_of(laboratory.target, row, causes=causes, fixes=fixes)


def _is_proven(cause: Cause) -> bool:
    return cause.proof is Proof.PROVEN


def _ranked(laboratory: Laboratory, row: Row, by_axis: Cause) -> tuple[Cause, ...]:
    """The cause that says most, then the others that are proven too."""
    said = difference_sentence(row, laboratory.target)
    finer: list[Cause] = []
    others: list[Cause] = []
    undecided: dict[CauseClass, Cause] = {}
    try:
        for hypothesis in of_divergence(laboratory, row, by_axis.cause_class):
            if any(cause.cause_class is hypothesis.cause_class for cause in (*finer, *others, by_axis)):
                continue
            cause = _tested(laboratory, row.project, hypothesis, said)
            if cause.proof is Proof.PROVEN:
                (finer if hypothesis.is_finer else others).append(cause)
            elif cause.proof is Proof.UNDECIDED:
                undecided.setdefault(cause.cause_class, cause)
    except OutOfBudget:
        pass
    proven = (*finer, *others) if not _is_proven(by_axis) and (finer or others) else (*finer, by_axis, *others)
    told = {cause.cause_class for cause in proven}
    return (*proven, *(cause for cause_class, cause in undecided.items() if cause_class not in told))


def _tested(laboratory: Laboratory, project: NormalizedName, hypothesis: Hypothesis, said: str) -> Cause:
    """What the two experiments say of a hypothesis; what they do not prove is not said."""
    experiments, agrees = agreement(laboratory, hypothesis.change, hypothesis.words, project)
    proof, summary = Proof.PROVEN, f"{said} {hypothesis.summary}"
    if not agrees:
        undecided = any(experiment.undecided for experiment in experiments)
        proof = Proof.UNDECIDED if undecided else Proof.NOT_PROVEN
        summary = f"{said} Tried {hypothesis.words}: the recorded index lacks data to decide it."
    return Cause(hypothesis.cause_class, (), proof, summary, hypothesis.evidence, experiments)


def _likely(row: Row) -> tuple[tuple[Axis, ...], ...]:
    """Where to look first, by what differs."""
    if row.difference is Difference.METADATA:
        return ((Axis.METADATA_RULE,),)
    if row.universal is not None and row.universal_install_file is None and row.universal.distributions:
        return ((Axis.FILE_RULE,),)
    if row.difference is Difference.SOURCE:
        return ((Axis.ROOTS,), (Axis.INDEX_ROUTING,), SCOPE)
    return ()


def _sides(laboratory: Laboratory, row: Row) -> Sides:
    def matches(pin: Pin | None) -> Callable[[Result], bool]:
        def agrees(result: Result) -> bool:
            if pin is None:
                return result.text == "absent"
            return result.pin is not None and _same(result.pin, pin, row.difference)

        return agrees

    return Sides(
        about=row.project,
        is_single=matches(row.single),
        is_universal=matches(row.universal),
        single_text=_text(row.single),
        universal_text=_text(row.universal),
    )


def _same(pin: Pin, expected: Pin, difference: Difference) -> bool:
    if pin.version != expected.version:
        return False
    if difference is Difference.SOURCE:
        return pin.key.source == expected.key.source
    if difference is Difference.METADATA:
        return requirement_lines(pin) == requirement_lines(expected)
    return True


def _text(pin: Pin | None) -> str:
    return "absent" if pin is None else str(pin.version)


def _axis_cause(laboratory: Laboratory, row: Row, found: Found) -> Cause:
    target = laboratory.target
    evidence = evidence_of(row, target, laboratory.single, laboratory.universal)
    if not found.axes:
        tried_words = f"{len(found.experiments)} experiments did not prove a cause."
        summary = f"{difference_sentence(row, target)} {tried_words}"
        return Cause(CauseClass.NOT_PROVEN, (), found.proof, summary, evidence, found.experiments)
    cause_class = class_of(found.axes, row, target, laboratory.problem, laboratory.universal)
    summary = cause_sentence(cause_class, row, target, found.axes)
    return Cause(cause_class, found.axes, found.proof, summary, evidence, found.experiments)


def divergence_of(
    target: Environment,
    row: Row,
    *,
    consequence_of: NormalizedName | None = None,
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
        cause=next(iter(causes), None),
        further_causes=causes[1:],
        fixes=fixes,
    )


def _side(pin: Pin, install_file: Distribution | None) -> Side:
    read = None if pin.provenance is None else pin.provenance.filename
    return Side(str(pin.version), pin.key.source, read, None if install_file is None else install_file.filename)
