"""`explain()`: divergences, failures and findings of one pasted text, each with a proven cause and tried fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from packaging.utils import NormalizedName

from resolver_core.compare import Comparison, Difference, Row, compare
from resolver_core.environment import Environment
from resolver_core.explain.axis_search import SCOPE, Found, Sides, search
from resolver_core.explain.classes import class_of
from resolver_core.explain.consequences import roots
from resolver_core.explain.edits import with_supplied_metadata
from resolver_core.explain.facts import evidence_of, requirement_lines
from resolver_core.explain.findings import old_picks
from resolver_core.explain.fixes import Candidate, supplied_entry, tried, try_fixes
from resolver_core.explain.laboratory import Laboratory, OutOfBudget, Result
from resolver_core.explain.model import (
    Axis,
    Cause,
    CauseClass,
    Divergence,
    Evidence,
    Explanation,
    Finding,
    Fix,
    ModeFailure,
    Proof,
    Side,
)
from resolver_core.explain.sentences import cause_sentence, difference_sentence, unreachable_sentence
from resolver_core.index.base import Index
from resolver_core.index.recording import RecordingIndex
from resolver_core.index.records import Distribution
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Selection
from resolver_core.resolution import FailureKind, Pin, Resolution

Progress = Callable[[Divergence | ModeFailure | Finding], None]

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
    on_found: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Explanation:
    """Explain why both modes differ at each target, as far as it can be proven within the budget.

    `on_found` hears each result as soon as it is there. Raises what `resolve` raises.
    """
    recorded = RecordingIndex(index)
    told = _Told(on_found)
    solves, complete = 0, True
    asked = tuple(targets)
    for target in asked:
        laboratory = Laboratory(problem, target, options, selection, recorded, budget, should_stop)
        try:
            _explain_target(laboratory, told)
        except OutOfBudget:
            complete = False
        solves += laboratory.solves
    return Explanation(asked, tuple(told.failures), tuple(told.findings), tuple(told.divergences), solves, complete)


class _Told:
    def __init__(self, on_found: Progress | None) -> None:
        self._on_found = on_found
        self.failures: list[ModeFailure] = []
        self.findings: list[Finding] = []
        self.divergences: list[Divergence] = []

    def tell(self, found: Divergence | ModeFailure | Finding) -> None:
        if isinstance(found, Divergence):
            self.divergences.append(found)
        elif isinstance(found, ModeFailure):
            self.failures.append(found)
        else:
            self.findings.append(found)
        if self._on_found is not None:
            self._on_found(found)


def _explain_target(laboratory: Laboratory, told: _Told) -> None:
    single, universal = laboratory.single, laboratory.universal
    if not single.solved or not universal.solved:
        for mode, resolution, other in (("single", single, universal), ("universal", universal, single)):
            if not resolution.solved:
                told.tell(_failure(laboratory, mode, resolution, other))
        return
    selection = laboratory.selection
    comparison: Comparison = compare(single, universal, laboratory.target, selection.extras, selection.groups)
    proven: list[tuple[Axis, ...]] = []
    for root in roots(laboratory, comparison):
        divergence = _root_divergence(laboratory, root.row, proven)
        told.tell(divergence)
        for row in root.consequences:
            told.tell(_divergence(laboratory.target, row, consequence_of=root.row.project))
    for finding in old_picks(laboratory):
        told.tell(finding)


def _root_divergence(laboratory: Laboratory, row: Row, proven: list[tuple[Axis, ...]]) -> Divergence:
    found = search(laboratory, _sides(laboratory, row), (*proven, *_likely(row)))
    if found.axes and found.axes not in proven:
        proven.insert(0, found.axes)
    cause = _cause(laboratory, row, found)
    fixes = try_fixes(laboratory, cause.cause_class, row) if found.axes else ()
    return _divergence(laboratory.target, row, cause=cause, fixes=fixes)


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
        outcome=lambda resolution: laboratory.result(resolution, row.project),
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


def _cause(laboratory: Laboratory, row: Row, found: Found) -> Cause:
    target = laboratory.target
    evidence = evidence_of(row, target, laboratory.single, laboratory.universal)
    if not found.axes:
        tried_words = f"{len(found.experiments)} experiments did not prove a cause."
        summary = f"{difference_sentence(row, target)} {tried_words}"
        return Cause(CauseClass.NOT_PROVEN, (), found.proof, summary, evidence, found.experiments)
    cause_class = class_of(found.axes, row, target, laboratory.problem, laboratory.universal)
    summary = cause_sentence(cause_class, row, target, found.axes)
    return Cause(cause_class, found.axes, found.proof, summary, evidence, found.experiments)


def _divergence(
    target: Environment,
    row: Row,
    *,
    consequence_of: NormalizedName | None = None,
    cause: Cause | None = None,
    fixes: tuple[Fix, ...] = (),
) -> Divergence:
    return Divergence(
        project=row.project,
        target=target,
        difference=row.difference,
        single=None if row.single is None else _side(row.single, row.single.install_file),
        universal=None if row.universal is None else _side(row.universal, row.universal_install_file),
        root=consequence_of is None,
        consequence_of=consequence_of,
        cause=cause,
        fixes=fixes,
    )


def _side(pin: Pin, install_file: Distribution | None) -> Side:
    read = None if pin.provenance is None else pin.provenance.filename
    return Side(str(pin.version), pin.key.source, read, None if install_file is None else install_file.filename)


# -- a mode that cannot solve -------------------------------------------------------------------------


def _failure(laboratory: Laboratory, mode: str, resolution: Resolution, other: Resolution) -> ModeFailure:
    failure, conflict = resolution.failure, resolution.conflict
    found = Found((), Proof.NOT_PROVEN, ())
    if other.solved:
        found = search(laboratory, _solvable(mode), ((Axis.METADATA_RULE,), (Axis.FILE_RULE,), SCOPE))
    cause, fixes = _failure_cause(laboratory, mode, resolution, found)
    return ModeFailure(
        mode=mode,
        target=laboratory.target,
        kind="unsatisfiable" if failure is None else failure.kind.value,
        filename="" if failure is None else failure.filename,
        status_code=None if failure is None else failure.status_code,
        projects=failure.projects if failure is not None else () if conflict is None else conflict.projects,
        cause=cause,
        fixes=fixes,
    )


def _solvable(failing: str) -> Sides:
    """The outcome is whether there is an answer at all."""

    def outcome(resolution: Resolution) -> Result:
        undecided = resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED
        return Result("solved" if resolution.solved else resolution.outcome.value, None, undecided)

    single_fails = failing == "single"
    return Sides(
        outcome=outcome,
        is_single=lambda result: (result.text != "solved") is single_fails,
        is_universal=lambda result: (result.text == "solved") is single_fails,
        single_text="no answer" if single_fails else "solved",
        universal_text="solved" if single_fails else "no answer",
    )


def _failure_cause(
    laboratory: Laboratory, mode: str, resolution: Resolution, found: Found
) -> tuple[Cause, tuple[Fix, ...]]:
    failure = resolution.failure
    if failure is None:
        summary = " ".join(() if resolution.conflict is None else resolution.conflict.summary)
        cause_class = (
            _CLASS_OF_FAILING.get(found.axes[0], CauseClass.NOT_PROVEN) if found.axes else CauseClass.NOT_PROVEN
        )
        return Cause(cause_class, found.axes, found.proof, summary, (), found.experiments), ()
    unreachable = failure.kind is FailureKind.FETCH and bool(failure.filename) and found.axes == (Axis.METADATA_RULE,)
    if not unreachable:
        cause_class = CauseClass.DYNAMIC_METADATA if failure.kind is FailureKind.BUILD else CauseClass.NOT_PROVEN
        return Cause(cause_class, found.axes, found.proof, failure.message, (), found.experiments), ()
    pin = laboratory.pins(laboratory.single).get(NormalizedName(failure.projects[0])) if failure.projects else None
    own = None if pin is None or pin.provenance is None else pin.provenance.filename
    evidence = [Evidence("unreachable-file", f"HTTP status {failure.status_code}", failure.filename)]
    if own is not None:
        evidence.append(Evidence("metadata-file", f"what {laboratory.target.label} would use", own))
    summary = unreachable_sentence(failure, own, laboratory.target)
    cause = Cause(
        CauseClass.REPRESENTATIVE_UNREACHABLE, found.axes, found.proof, summary, tuple(evidence), found.experiments
    )
    return cause, _supplied_fix(laboratory, pin)


_CLASS_OF_FAILING = {
    Axis.METADATA_RULE: CauseClass.WHEEL_METADATA_DIFFERS,
    Axis.FILE_RULE: CauseClass.NO_COMPATIBLE_FILE,
    Axis.ROOTS: CauseClass.EXTRAS_GROUPS_CONFLICTS,
    Axis.PYTHON: CauseClass.PYTHON_RANGE,
    Axis.INDEX_ROUTING: CauseClass.INDEX_ROUTING,
    Axis.ENVIRONMENTS: CauseClass.PLATFORM_RANGE,
    Axis.MARKER_READING: CauseClass.MARKER_FORKS,
    Axis.REQUIREMENT_ORDER: CauseClass.BACKTRACKING,
    Axis.PREFERENCES: CauseClass.PREFERENCES,
}


def _supplied_fix(laboratory: Laboratory, pin: Pin | None) -> tuple[Fix, ...]:
    text = None if pin is None else with_supplied_metadata(laboratory.problem.text, supplied_entry(pin))
    if pin is None or text is None:
        return ()
    try:
        fix = tried(
            laboratory, Candidate(f"state the metadata of {pin.project} {pin.version} yourself", text), pin.project
        )
    except OutOfBudget:
        return ()
    return () if fix is None else (fix,)
