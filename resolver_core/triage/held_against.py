"""What a reporter saw, held against our answer: version by version, file by file, and how each command ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from resolver_core.answer.resolution import Outcome
from resolver_core.inputs.report.command_lines import commands_of
from resolver_core.inputs.report.observed import LOCK, is_listing
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side, SideMode
from resolver_core.inputs.report.troubles import says_no_answer
from resolver_core.triage.answers import Ours

_COMPILING = frozenset((("uv", "pip", "compile"), ("uv", "export"), ("pip-compile",)))
"""Commands that print all versions of a project, one below the other."""


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """One project of one command: what the reporter saw and what we have, () for nothing."""

    command: str
    project: str
    observed: tuple[str, ...]
    ours: tuple[str, ...]
    is_of_all: bool = False  #: what the command printed is for every environment, not for one out of several

    @property
    def holds(self) -> bool:
        """Whether everything that was seen is in our answer, and of a list for every environment, all of ours seen."""
        seen, given = set(self.observed), set(self.ours)
        return seen == given if self.is_of_all else seen <= given


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file that the reporter's command read or downloaded, and the one that we have."""

    project: str
    observed: str
    ours: str
    holds: bool  #: it is among the files of our version


@dataclass(frozen=True, slots=True)
class HeldEnd:
    """How a command ended for the reporter, and for us."""

    command: str
    failed: bool
    ours_failed: bool
    line: int

    @property
    def holds(self) -> bool:
        """Whether both ended alike."""
        return self.failed is self.ours_failed


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that could be held against our answers."""

    versions: tuple[HeldVersion, ...] = ()
    files: tuple[HeldFile, ...] = ()
    ends: tuple[HeldEnd, ...] = ()

    @property
    def all(self) -> tuple[bool, ...]:
        """Each claim, whether it holds. A file counts through its version."""
        return (*(one.holds for one in self.versions), *(one.holds for one in self.ends))


def held_against(report: Report, answers: Sequence[tuple[Side | None, Ours]]) -> Held:
    """The claims of a report against our answers to its commands; those to which there is no answer are left out."""
    decided = [(side, ours) for side, ours in answers if not _is_unknown(ours, report)]
    return Held(tuple(_versions(report, decided)), tuple(_files(report, decided)), tuple(_ends(report, decided)))


def _is_unknown(ours: Ours, report: Report) -> bool:
    """Whether we have no answer for want of data that the report does not speak of."""
    stated = {one.filename or one.project for one in report.premises}
    return ours.is_undecided and ours.failed_on not in stated


def _answer_to(
    command: str, report: Report, answers: Sequence[tuple[Side | None, Ours]]
) -> tuple[Side | None, Ours] | None:
    """The answer that tells of what a command printed: its own, of a listing that of the command before it."""
    own = next((one for one in answers if one[0] is not None and one[0].command == command), None)
    if own is not None:
        return own
    if any(side.command == command for side in report.sides):
        return _same_question(command, report, answers)
    if command == LOCK:
        return next((one for one in answers if one[1].mode is SideMode.UNIVERSAL), None)
    line = next((one.line for one in report.observations if one.command == command), 0)
    before = [one for one in answers if one[0] is None or one[0].line <= line]
    return before[-1] if before else None


def _same_question(
    command: str, report: Report, answers: Sequence[tuple[Side | None, Ours]]
) -> tuple[Side | None, Ours] | None:
    asked = next(side for side in report.sides if side.command == command)
    return next(
        (
            (side, ours)
            for side, ours in answers
            if side is not None and (side.text, side.mode, side.values) == (asked.text, asked.mode, asked.values)
        ),
        None,
    )


def _versions(report: Report, answers: Sequence[tuple[Side | None, Ours]]) -> Iterator[HeldVersion]:
    for command, found in report.observed_versions.items():
        answer = _answer_to(command, report, answers)
        if answer is None or answer[1].outcome is not Outcome.SOLVED:
            continue
        typed = commands_of(command, 0)
        lists = command == LOCK or any(map(is_listing, typed))
        is_of_all = any(one.tool in _COMPILING for one in typed)
        for project, observed in found.items():
            ours = answer[1].versions.get(project, ())
            if ours or not lists:  # an environment and a whole lock hold others beside
                yield HeldVersion(command, project, observed, ours, is_of_all)


def _files(report: Report, answers: Sequence[tuple[Side | None, Ours]]) -> Iterator[HeldFile]:
    for project, file in report.observed_files.items():
        having: list[Ours] = [ours for _, ours in answers if project in ours.versions]
        if having:
            first = next((ours for ours in having if file in ours.files.get(project, ())), having[0])
            files: Mapping[str, frozenset[str]] = first.files
            yield HeldFile(project, file, first.read.get(project, ""), file in files.get(project, ()))


def failed_commands(report: Report) -> Mapping[str, int]:
    """The commands that ended without an answer for the reporter, with the lines that say so."""
    failing = [
        one
        for one in report.errors
        if says_no_answer(one.text) or any(premise.is_named_in(one.text) for premise in report.premises)
    ]
    told: dict[str, int] = {}
    for error in failing:
        before = [one for one in report.commands if one.line < error.number]
        if before:
            told.setdefault(before[-1].text, error.number)
    return told


def _ends(report: Report, answers: Sequence[tuple[Side | None, Ours]]) -> Iterator[HeldEnd]:
    told = failed_commands(report)
    for command, line in told.items():
        answer = _answer_to(command, report, answers)
        if answer is not None:
            yield HeldEnd(command, True, answer[1].outcome is not Outcome.SOLVED, line)
    certain = {one.command: one.line for one in report.observations if one.is_certain and one.version}
    for command, line in certain.items():
        answer = _answer_to(command, report, answers)
        if command not in told and answer is not None and answer[1].outcome is not Outcome.SOLVED:
            yield HeldEnd(command, False, True, line)
