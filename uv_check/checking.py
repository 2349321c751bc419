"""`check`: uv's answer to our question on the recorded data, compared with ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from packaging.utils import canonicalize_name

from resolver_core import (
    Decided,
    Event,
    FailureKind,
    IndexSnapshot,
    Outcome,
    Problem,
    ProblemSyntaxError,
    Resolution,
    SnapshotIndex,
    parse_lock,
    resolution_of_lock,
    resolve,
)
from uv_check.comparing.compiled import compare_compiled
from uv_check.comparing.decisions import Parting, first_parting
from uv_check.comparing.difference import Difference, Field
from uv_check.comparing.locks import compare_locks
from uv_check.errors import NotAsked, Obstacle
from uv_check.question import Mode, Question
from uv_check.reading.compiled import read_compiled
from uv_check.reading.log import Decision, Log, read_log
from uv_check.reading.refusal import Refusal, refusal_of
from uv_check.reading.versions import Versions, grouped, versions_of
from uv_check.running.asking import UvAnswer, ask_uv
from uv_check.running.isolation import DEFAULT_LIMITS, Limits
from uv_check.running.releases import Uv
from uv_check.serving.recorded import Absent, AbsentKind
from uv_check.verdict import Check, ModeCheck, Verdict

_NOT_CHECKED = {FailureKind.UNSUPPORTED: Obstacle.SOURCE, FailureKind.NOT_RECORDED: Obstacle.DATA}
_REFUSALS = {
    FailureKind.FETCH: Refusal.FETCH,
    FailureKind.BUILD: Refusal.BUILD,
    FailureKind.INVALID: Refusal.INPUT,
    FailureKind.REFUSED: Refusal.INPUT,
}


def check(
    question: Question,
    ours: Mapping[Mode, Resolution],
    snapshot: IndexSnapshot,
    uv: Uv,
    limits: Limits = DEFAULT_LIMITS,
) -> Check:
    """Check our answers, mode by mode. `snapshot` is what they were read from; uv gets nothing else.

    Whatever goes wrong is a verdict: nothing is raised for it.
    """
    return Check(tuple(check_mode(question, mode, answer, snapshot, uv, limits) for mode, answer in ours.items()))


def check_mode(
    question: Question,
    mode: Mode,
    ours: Resolution,
    snapshot: IndexSnapshot,
    uv: Uv,
    limits: Limits = DEFAULT_LIMITS,
) -> ModeCheck:
    """The check of one mode."""
    try:
        _refuse_unanswered(ours)
        answer = ask_uv(question, mode, uv, snapshot, limits)
        differences = _differences(question, mode, ours, answer)
    except NotAsked as error:
        return ModeCheck(mode, Verdict.NOT_ASKED, str(uv.version), obstacle=error.obstacle, detail=error.detail)
    log = read_log(answer.log)
    needed = _needed(answer, log)
    found = ModeCheck(
        mode=mode,
        verdict=Verdict.AGREES,
        uv_version=str(uv.version),
        packages=sum(not pin.is_root for pin in ours.pins),
        passed_over=len(answer.absent) - len(needed),
        detail="" if answer.succeeded else log.message,
        isolated=answer.isolated,
        document=answer.document,
        versions=_versions(question.problem, mode, answer),
    )
    if needed and (differences or any(absent.kind is AbsentKind.METADATA for absent in needed)):
        return replace(found, verdict=Verdict.ABSENT, differences=differences, absent=needed)
    if not differences:
        return found
    parting = _parting(question, mode, snapshot, log)
    return replace(found, verdict=Verdict.DIFFERS, differences=differences, parting=parting)


def _refuse_unanswered(ours: Resolution) -> None:
    """Raise `NotAsked` where there is no answer of ours that could be compared."""
    if ours.failure is None or ours.failure.kind not in _NOT_CHECKED:
        return
    projects = ", ".join(ours.failure.projects)
    raise NotAsked(_NOT_CHECKED[ours.failure.kind], projects or ours.failure.detail)


def _differences(question: Question, mode: Mode, ours: Resolution, answer: UvAnswer) -> tuple[Difference, ...]:
    refusal = None if answer.succeeded else refusal_of(answer.log)
    if refusal is Refusal.INTERPRETER:
        raise NotAsked(Obstacle.INTERPRETER, read_log(answer.log).message)
    expected = _expected(ours)
    if refusal != expected:
        return (Difference(Field.OUTCOME, "", _outcome(expected), _outcome(refusal)),)
    if refusal is not None:
        return ()
    if mode is Mode.COMPILE:
        return tuple(compare_compiled(ours, read_compiled(answer.document), question.target))
    return tuple(compare_locks(ours, _locked(question.problem, answer), question.problem))


def _expected(ours: Resolution) -> Refusal | None:
    """The failure that uv would have where it agrees with ours."""
    if ours.outcome is Outcome.UNSATISFIABLE:
        return Refusal.UNSATISFIABLE
    return None if ours.failure is None else _REFUSALS[ours.failure.kind]


def _outcome(refusal: Refusal | None) -> str:
    return Outcome.SOLVED.value if refusal is None else refusal.value


def _locked(problem: Problem, answer: UvAnswer) -> Resolution:
    named = problem if answer.root_name is None else _as_project(problem, answer.root_name)
    try:
        return resolution_of_lock(parse_lock(answer.document), named)
    except ProblemSyntaxError as error:
        raise NotAsked(Obstacle.OUTPUT, str(error)) from error


def _versions(problem: Problem, mode: Mode, answer: UvAnswer) -> Versions | None:
    if not answer.succeeded:
        return None
    if mode is Mode.LOCK:
        return versions_of(_locked(problem, answer))
    return grouped(
        (line.name, str(line.version)) for line in read_compiled(answer.document) if line.version is not None
    )


def _as_project(problem: Problem, name: str) -> Problem:
    return replace(problem, name=canonicalize_name(name))


def _needed(answer: UvAnswer, log: Log) -> tuple[Absent, ...]:
    """What was not recorded and mattered: the page of a project that uv looked into, metadata of a version it chose.

    uv asks ahead for pages and metadata; that a recording lacks what nobody needed changes nothing.
    """
    return tuple(
        absent
        for absent in answer.absent
        if (
            absent.project in log.searched
            if absent.kind is AbsentKind.PAGE
            else Decision(absent.project, absent.version) in log.looked_into
        )
    )


def _parting(question: Question, mode: Mode, snapshot: IndexSnapshot, log: Log) -> Parting | None:
    """The first differing decision: our search is repeated on the same data, for nobody has kept its steps."""
    ours: list[Decision] = []

    def note(event: Event) -> None:
        if isinstance(event, Decided) and event.version:
            ours.append(Decision(event.project.partition("[")[0].partition(":")[0], event.version))

    resolve(question.problem, question.policy(mode), SnapshotIndex(snapshot), on_event=note)
    local = {problem.name for problem in question.problems()}
    return first_parting([each for each in ours if each.project not in local], log.decisions)
