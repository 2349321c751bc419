"""The parts of a report with several bugs: what comes out here, what does not, and what is not about versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.triage.causes import FoundCause
from resolver_core.triage.held_against import Held, HeldEnd, HeldVersion
from resolver_core.triage.other_trouble import Trouble, troubles
from resolver_core.triage.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a report tells. `trouble` is what a part is about that is not about versions."""

    standing: Standing
    commands: tuple[str, ...] = ()
    trouble: Trouble | None = None


def parts_of(report: Report, held: Held, causes: Iterable[FoundCause]) -> tuple[Part, ...]:
    """The parts of a report; none where it is of one piece."""
    is_fall = any(one.cause_class is CauseClass.BACKTRACKING for one in causes)
    beside = (one for one in _beside(report) if not (is_fall and one.kind is TroubleKind.BUILD))
    parts = [*_by_standing(held), *(Part(Standing.NOT_ABOUT_RESOLUTION, trouble=one) for one in beside)]
    return tuple(parts) if len(parts) > 1 else ()


def _by_standing(held: Held) -> Iterator[Part]:
    claims: dict[str, list[bool]] = {}
    told: tuple[HeldEnd | HeldVersion, ...] = (*held.ends, *held.versions)
    for one in told:
        claims.setdefault(one.command, []).append(one.holds)
    found: dict[Standing, list[str]] = {}
    for command, holding in claims.items():
        found.setdefault(standing_of(holding), []).append(command)
    return (Part(standing, tuple(commands)) for standing, commands in found.items())


def _beside(report: Report) -> Iterator[Trouble]:
    """Trouble of each kind once, and runs that left something out."""
    found = {one.kind: one for one in reversed(tuple(troubles(report)))}
    yield from sorted(found.values(), key=lambda one: one.line)
    if TroubleKind.INSTALLATION not in found:
        yield from _unfinished_runs(report)


def _unfinished_runs(report: Report) -> Iterator[Trouble]:
    """A command that was typed again at once and then installed what it had left out: no lock does that."""
    for first, second in pairwise(report.runs):
        if first.text != second.text or any(first.line < one.line < second.line for one in report.projects):
            continue
        runs = [
            {one.project for one in report.observations if one.is_certain and start < one.line < end}
            for start, end in ((first.line, second.line), (second.line, _end_of(second.line, report)))
        ]
        if all(runs) and not runs[0] & runs[1]:
            yield Trouble(TroubleKind.INSTALLATION, second.line, second.text)
            return


def _end_of(line: int, report: Report) -> int:
    return min((one.line for one in report.runs if one.line > line), default=10**9)
