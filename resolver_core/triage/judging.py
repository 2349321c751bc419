"""From what was seen and what was found to a verdict. No solving, no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packaging.version import InvalidVersion, Version

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side
from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.triage.answers import Ours
from resolver_core.triage.causes import FoundCause
from resolver_core.triage.held_against import Held, failed_commands, held_against
from resolver_core.triage.known_threads import Fingerprint, KnownThread, known_thread
from resolver_core.triage.needed_facts import INDEX, NOTHING_MISSING, PROJECT, Needed, Settled
from resolver_core.triage.open_causes import NOTHING_REPLACED, OpenCause, Replaced, decided_and_open
from resolver_core.triage.other_trouble import Trouble, other_trouble
from resolver_core.triage.owners import owner_of
from resolver_core.triage.parts import parts_of
from resolver_core.triage.read_causes import read_causes
from resolver_core.triage.standing import Standing, standing_of
from resolver_core.triage.verdict import Verdict

_NUMBER = re.compile(r"^(?:number:|#)\s{0,3}(\d{1,7})\s*$", re.MULTILINE)


def judge(
    text: str,
    report: Report,
    answers: Sequence[tuple[Side | None, Ours]],
    causes: Sequence[FoundCause],
    settled: Settled = NOTHING_MISSING,
    replaced: Replaced = NOTHING_REPLACED,
    *,
    is_whole: bool = True,
) -> Verdict:
    """The verdict on a report whose commands were answered, with the causes that were found.

    One that rests on an index which was replaced is no cause of the verdict: what it says stays open.
    """
    held = held_against(report, answers)
    ordered, still_open = _decided_and_open(report, causes, replaced)
    every = (*ordered, *(one.cause for one in still_open))
    trouble = _trouble_alone(report, every, held)
    missing = _too_little(report, answers, held) or _not_on_this_index(held, ordered, replaced)
    needed = () if trouble is not None else (*missing, *settled.needed)
    standing = _standing(held, ordered, needed, trouble, text)
    cause = ordered[0] if ordered and trouble is None else None
    fingerprint = _fingerprint(cause)
    thread, changed = _thread(fingerprint, report, text)
    return Verdict(
        standing=standing,
        held=held,
        causes=ordered if trouble is None else (),
        open_causes=still_open if trouble is None else (),
        owner=None if cause is None else owner_of(cause.cause_class, is_fixed_since=changed),
        fingerprint=fingerprint,
        thread=thread,
        is_changed_since=changed,
        needed=needed,
        assumed=settled.assumed,
        trouble=trouble,
        premises=report.premises,
        replaced_indexes=replaced.indexes,
        unread=tuple(sorted({project for _, ours in answers for project in ours.unread})),
        as_of="" if report.as_of is None else report.as_of.value,
        uv_version=report.uv_version,
        parts=parts_of(report, held, every) if trouble is None else (),
        is_whole=is_whole,
    )


def _decided_and_open(
    report: Report, causes: Sequence[FoundCause], replaced: Replaced
) -> tuple[tuple[FoundCause, ...], tuple[OpenCause, ...]]:
    """The causes that are told, where none was found those that the words show; and those that stay open."""
    decided, still_open = decided_and_open(_by_report(causes, report), replaced, report.premises)
    return decided or tuple(read_causes(report)), still_open


def _by_report(causes: Sequence[FoundCause], report: Report) -> tuple[FoundCause, ...]:
    """The causes, each once, those first that are shown and speak of what the report's errors and outputs name."""
    seen = {one.project for one in report.observations}
    errors = " ".join(one.text for one in report.errors).lower()

    def weight(cause: FoundCause) -> tuple[bool, bool, bool, bool]:
        named = any(project in seen or project in errors for project in cause.projects)
        is_beside = cause.is_finding and not named
        return cause.cause_class is CauseClass.NOT_PROVEN, not cause.is_seen, is_beside, not named

    each: dict[tuple[object, ...], FoundCause] = {}
    for cause in causes:
        each.setdefault((cause.cause_class, cause.projects, cause.filename), cause)
    return tuple(sorted(each.values(), key=weight))


def _trouble_alone(report: Report, causes: Sequence[FoundCause], held: Held) -> Trouble | None:
    """What a report is about, where it is not about versions: a build that only an ancient release needs is."""
    found = other_trouble(report)
    if found is None or any(one.failed for one in held.ends):
        return None
    is_fall = any(one.cause_class is CauseClass.BACKTRACKING for one in causes)
    return None if found.kind is TroubleKind.BUILD and is_fall else found


def _too_little(report: Report, answers: Sequence[tuple[Side | None, Ours]], held: Held) -> tuple[Needed, ...]:
    """What is missing for any answer at all."""
    if not report.text and not any(side.text for side in report.sides):
        return (Needed(PROJECT),)
    failed = failed_commands(report)
    if failed and not held.all and not any(side.text for side in report.sides if side.command in failed):
        return (Needed(PROJECT),)  # what failed reads a file that is not shown
    unknown = [ours for _, ours in answers if ours.is_undecided]
    if unknown and len(unknown) == len(answers) and not held.all:
        return (Needed(INDEX, about=unknown[0].failed_on),)
    return ()


def _not_on_this_index(held: Held, decided: Sequence[FoundCause], replaced: Replaced) -> tuple[Needed, ...]:
    """What is asked for where nothing comes out here, and the default index stood in for the reporter's own."""
    if not replaced.indexes or any(held.all) or (decided and not held.all):
        return ()
    return (Needed(INDEX, about=held.versions[0].project if held.versions else replaced.indexes[0]),)


def _standing(
    held: Held, causes: Sequence[FoundCause], needed: Sequence[Needed], trouble: Trouble | None, text: str
) -> Standing:
    if trouble is not None:
        return Standing.NOT_ABOUT_RESOLUTION
    if needed:
        return Standing.NEEDS_INFORMATION
    if held.all:
        return standing_of(held.all)
    return _without_outputs(causes, text)


def _without_outputs(causes: Sequence[FoundCause], text: str) -> Standing:
    """A report that shows no output is reproduced where something is found of a project that it names."""
    shown = [cause for cause in causes if cause.cause_class is not CauseClass.NOT_PROVEN]
    if not shown:
        return Standing.NOT_REPRODUCED
    is_named = any(_names(text, project) for cause in shown for project in cause.projects)
    return Standing.REPRODUCED if is_named and not shown[0].is_finding else Standing.PARTLY


def _names(text: str, project: str) -> bool:
    spelling = re.escape(project).replace(r"\-", "[-_.]")
    return re.search(rf"(?<![\w-]){spelling}(?![\w-])", text, re.IGNORECASE) is not None


def _fingerprint(cause: FoundCause | None) -> Fingerprint | None:
    if cause is None or cause.cause_class is CauseClass.NOT_PROVEN:
        return None
    return Fingerprint(cause.cause_class, cause.projects[0] if cause.projects else "", cause.filename)


def _thread(fingerprint: Fingerprint | None, report: Report, text: str) -> tuple[KnownThread | None, bool]:
    """The thread that answered it before, and whether a uv later than the report's no longer does it."""
    thread = None if fingerprint is None else known_thread(fingerprint, own_number=_own_number(text))
    return thread, thread is not None and _is_older(report.uv_version, thread)


def _own_number(text: str) -> int:
    """The number of the report's own thread, where it states one at its top."""
    found = _NUMBER.search(text[:2_000])
    return int(found[1]) if found else 0


def _is_older(uv_version: str, thread: KnownThread) -> bool:
    try:
        return bool(uv_version and thread.fixed_in) and Version(uv_version) < Version(thread.fixed_in)
    except InvalidVersion:
        return False
