"""A mode that has no answer: why, proven by the change that gives it one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import FailureKind, Resolution
from resolver_core.explain.explanation import Cause, CauseClass, Fix, ModeFailure, Proof
from resolver_core.explain.failure_hypotheses import FailureHypothesis
from resolver_core.explain.fixes import Candidate, stated, tried
from resolver_core.explain.hidden_versions import of_hidden_versions
from resolver_core.explain.lab.axis_search import SCOPE, Found, Sides, search
from resolver_core.explain.lab.changes import Axis, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget, Result
from resolver_core.explain.loosening import of_loosening
from resolver_core.explain.missing_data import of_missing_data

MOST_CAUSES = 3
"""Proven causes that are looked for; more say less."""
MOST_FIXES = 3


def failures(laboratory: Laboratory) -> Iterator[ModeFailure]:
    """Every mode that cannot solve, with its cause. Raises OutOfBudget."""
    single, universal = laboratory.single, laboratory.universal
    if not single.solved:
        yield _failure(laboratory, Start.SINGLE, single, universal)
    if not universal.solved:
        yield _failure(laboratory, Start.UNIVERSAL, universal, single)


def _failure(laboratory: Laboratory, mode: Start, resolution: Resolution, other: Resolution) -> ModeFailure:
    failure, conflict = resolution.failure, resolution.conflict
    proven = list(_proven(laboratory, mode, resolution, other)) if not _is_undecided(resolution) else []
    causes = [cause for cause, _ in proven] or [
        _unproven(resolution, _is_undecided(resolution) or _is_undecided(other))
    ]
    return ModeFailure(
        mode=mode.value,
        target=laboratory.target,
        kind="unsatisfiable" if failure is None else failure.kind.value,
        filename="" if failure is None else failure.filename,
        status_code=None if failure is None else failure.status_code,
        projects=failure.projects if failure is not None else () if conflict is None else conflict.projects,
        cause=causes[0],
        further_causes=tuple(causes[1:]),
        fixes=_fixes(laboratory, resolution, [edit for _, edits in proven for edit in edits]),
    )


def _is_undecided(resolution: Resolution) -> bool:
    return resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED


def _said(resolution: Resolution) -> str:
    """What the mode itself says."""
    if resolution.failure is not None:
        return resolution.failure.message.rstrip(".") + "."
    return " ".join(() if resolution.conflict is None else resolution.conflict.summary)


def _unproven(resolution: Resolution, undecided: bool) -> Cause:
    return Cause(CauseClass.NOT_PROVEN, (), Proof.UNDECIDED if undecided else Proof.NOT_PROVEN, _said(resolution))


Proven = tuple[Cause, tuple[Candidate, ...]]
"""A cause, and the edits that would do what its experiment did."""


def _proven(laboratory: Laboratory, mode: Start, resolution: Resolution, other: Resolution) -> Iterator[Proven]:
    """Causes that are proven, the most telling first: facts, then axes, then what only narrows the question."""
    found: set[CauseClass] = set()

    def tested(hypotheses: Iterator[FailureHypothesis]) -> Iterator[Proven]:
        for hypothesis in hypotheses:
            if hypothesis.cause_class in found:
                continue
            cause = _tested(laboratory, mode, resolution, hypothesis)
            if cause is not None:
                found.add(cause.cause_class)
                yield cause, hypothesis.edits

    try:
        about_data = of_missing_data(laboratory, mode, resolution)
        facts = list(islice(tested(chain(about_data, of_hidden_versions(laboratory, resolution))), MOST_CAUSES))
        yield from facts
        by_axis = _by_axis(laboratory, mode, resolution) if other.solved and not facts else None
        loosened = tested(of_loosening(laboratory, mode, resolution))
        others = list(islice(loosened, max(0, MOST_CAUSES - len(found))))
        if by_axis is not None:
            same = [entry for entry in others if entry[0].cause_class is by_axis.cause_class]
            yield _joined(by_axis, same[0]) if same else (by_axis, ())
            others = [entry for entry in others if entry not in same]
        yield from others
    except OutOfBudget:
        return


def _joined(by_axis: Cause, proven: Proven) -> Proven:
    """One class proven twice: the axes say which rule, the other experiment names the fact."""
    cause, edits = proven
    experiments = (*by_axis.experiments, *cause.experiments)
    return replace(by_axis, summary=cause.summary, evidence=cause.evidence, experiments=experiments), edits


def _tested(laboratory: Laboratory, mode: Start, resolution: Resolution, hypothesis: FailureHypothesis) -> Cause | None:
    experiment = measured(
        laboratory,
        mode,
        hypothesis.change,
        hypothesis.words,
        about=None,
        supports=lambda result: result.text == "solved",
        expected="solved",
    )
    if not experiment.supports:
        return None
    summary = f"{_said(resolution)} {hypothesis.summary}"
    return Cause(hypothesis.cause_class, (), Proof.PROVEN, summary, hypothesis.evidence, (experiment,))


# -- by axes ------------------------------------------------------------------------------------------


def _by_axis(laboratory: Laboratory, mode: Start, resolution: Resolution) -> Cause | None:
    found = search(laboratory, _answers(mode), ((Axis.METADATA_RULE,), (Axis.FILE_RULE,), SCOPE))
    if not found.axes:
        return None
    cause_class = _class_of(found, resolution)
    words = " and ".join(axis.value.replace("_", " ") for axis in found.axes)
    other = Start.UNIVERSAL if mode is Start.SINGLE else Start.SINGLE
    summary = f"{_said(resolution)} With the {other.words} {words} the {mode.words} solve has an answer."
    return Cause(cause_class, found.axes, found.proof, summary, (), found.experiments)


def _answers(failing: Start) -> Sides:
    """The outcome is whether there is an answer at all."""
    single_fails = failing is Start.SINGLE

    def solved(wanted: bool) -> Callable[[Result], bool]:
        return lambda result: (result.text == "solved") is wanted

    return Sides(
        about=None,
        is_single=solved(not single_fails),
        is_universal=solved(single_fails),
        single_text="no answer" if single_fails else "solved",
        universal_text="solved" if single_fails else "no answer",
    )


def _class_of(found: Found, resolution: Resolution) -> CauseClass:
    if resolution.failure is not None and resolution.failure.kind is FailureKind.BUILD:
        return CauseClass.DYNAMIC_METADATA
    return next((_CLASS_OF_AXIS[axis] for axis in _CLASS_OF_AXIS if axis in found.axes), CauseClass.NOT_PROVEN)


_CLASS_OF_AXIS = {
    Axis.PREFERENCES: CauseClass.PREFERENCES,
    Axis.METADATA_RULE: CauseClass.WHEEL_METADATA_DIFFERS,
    Axis.ROOTS: CauseClass.EXTRAS_GROUPS_CONFLICTS,
    Axis.INDEX_ROUTING: CauseClass.INDEX_ROUTING,
    Axis.FILE_RULE: CauseClass.NO_COMPATIBLE_FILE,
    Axis.PYTHON: CauseClass.PYTHON_RANGE,
    Axis.ENVIRONMENTS: CauseClass.PLATFORM_RANGE,
    Axis.MARKER_READING: CauseClass.MARKER_FORKS,
    Axis.REQUIREMENT_ORDER: CauseClass.BACKTRACKING,
}
"""The most telling axis decides."""


# -- fixes --------------------------------------------------------------------------------------------


def _fixes(laboratory: Laboratory, resolution: Resolution, edits: list[Candidate]) -> tuple[Fix, ...]:
    """The edits of the proven causes, and the metadata of a file that cannot be had, stated by hand."""
    project = _first_project(resolution)
    own = laboratory.pins(laboratory.single).get(project) if laboratory.single.solved else None
    is_of_file = resolution.failure is not None and bool(resolution.failure.filename)
    by_hand = [own.metadata] if own is not None and own.metadata is not None and is_of_file else []
    found: list[Fix] = []
    for candidate in dict.fromkeys([*(stated(by_hand, laboratory.problem.text) if by_hand else ()), *edits]):
        if candidate.text == laboratory.problem.text:
            continue
        try:
            fix = tried(laboratory, candidate, project)
        except OutOfBudget:
            break
        if fix is not None:
            found.append(fix)
        if len(found) >= MOST_FIXES:
            break
    return tuple(sorted(found, key=lambda fix: not fix.agrees))


def _first_project(resolution: Resolution) -> NormalizedName:
    failure, conflict = resolution.failure, resolution.conflict
    projects = failure.projects if failure is not None else () if conflict is None else conflict.projects
    return canonicalize_name(projects[0]) if projects else canonicalize_name("")
