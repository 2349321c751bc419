"""What a verdict needs of an explanation: its causes in the order in which they are told, each with its first fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from resolver_core.errors import BudgetExceeded
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explaining import explain
from resolver_core.explain.explanation import Cause, Divergence, Finding, ModeFailure, Proof
from resolver_core.index.base import Index
from resolver_core.policy import Selection
from resolver_core.triage.question import Asked

Result = ModeFailure | Divergence | Finding
"""What an explanation consists of."""


@dataclass(frozen=True, slots=True)
class FoundCause:
    """Why something is as it is. `projects` are whom it is about, the decisive one first."""

    cause_class: CauseClass
    proof: Proof
    summary: str
    projects: tuple[str, ...] = ()
    filename: str = ""  #: the decisive file, "" for none
    version: str = ""  #: of the project, where the lock has one
    fix_title: str = ""  #: the first edit or command that helps; "" for none
    fix_lines: tuple[str, ...] = ()
    fix_verdict: str = ""
    in_vain: tuple[tuple[str, str], ...] = ()  #: what was tried and does not help: title, and what came of it
    is_finding: bool = False  #: it surprises, and makes no difference between the modes
    is_seen: bool = True  #: somebody who looks at versions sees it: of two files with one version nobody does
    files: tuple[str, ...] = ()  #: all that speak of it
    experiments: tuple[str, ...] = ()  #: what was changed and what came out, of those that support it

    @property
    def is_proven(self) -> bool:
        """Whether it was shown by solving again."""
        return self.proof is Proof.PROVEN


def causes_of(results: Iterable[Result]) -> tuple[FoundCause, ...]:
    """The causes of what was found: modes without an answer, what differs, what surprises; those proven first."""
    told = list(results)
    found = [cause for kind in (ModeFailure, Divergence, Finding) for cause in _told(told, kind)]
    return tuple(sorted(found, key=lambda cause: cause.cause_class is CauseClass.NOT_PROVEN))


def _told(results: Sequence[Result], kind: type[ModeFailure | Divergence | Finding]) -> Iterator[FoundCause]:
    divergences = [one for one in results if isinstance(one, Divergence)]
    for one in results:
        if not isinstance(one, kind):
            continue
        if isinstance(one, ModeFailure):
            yield from _each(one, (one.cause, *one.further_causes), one.projects)
        elif isinstance(one, Finding):
            yield from _each(one, (one.cause,), (one.project,))
        elif one.cause is not None:
            is_seen = any(map(_changes_versions, (one, *_following(one, divergences))))
            yield from _each(one, (one.cause, *one.further_causes), (one.project,), is_seen=is_seen)


def _changes_versions(one: Divergence) -> bool:
    single, universal = one.single, one.universal
    return single is None or universal is None or single.version != universal.version


def _following(root: Divergence, others: Iterable[Divergence]) -> Iterator[Divergence]:
    return (one for one in others if one.consequence_of == root.project)


def _each(
    told: ModeFailure | Divergence | Finding,
    causes: tuple[Cause, ...],
    projects: tuple[str, ...],
    *,
    is_seen: bool = True,
) -> Iterator[FoundCause]:
    fix = next((one for one in told.fixes if one.is_offered and one.agrees), None)
    fix = fix or next((one for one in told.fixes if one.is_offered), None)
    in_vain = tuple((one.title, one.verdict) for one in told.fixes if not (one.is_offered or one.agrees))
    for number, cause in enumerate(causes):
        yield FoundCause(
            cause.cause_class,
            cause.proof,
            cause.summary,
            projects,
            next((one.filename for one in cause.evidence if one.filename), ""),
            told.universal.version if isinstance(told, Divergence) and told.universal is not None else "",
            fix.title if fix is not None and number == 0 else "",
            fix_lines(fix.command, fix.patch) if fix is not None and number == 0 else (),
            fix.verdict if fix is not None and number == 0 else "",
            in_vain if number == 0 else (),
            isinstance(told, Finding),
            is_seen,
            tuple(dict.fromkeys(one.filename for one in cause.evidence if one.filename)),
            tuple(f"{one.title}: {one.outcome}" for one in cause.experiments if one.supports),
        )


def fix_lines(command: str, patch: str) -> tuple[str, ...]:
    """What a fix is, in lines: the command, or the changed lines of a unified diff."""
    if command:
        return (command,)
    changed = (line for line in patch.splitlines() if line[:1] in ("+", "-") and line[:3] not in ("+++", "---"))
    return tuple(dropwhile(lambda line: not line[1:].strip(), changed))


def found_causes(main: Asked, index: Index, budget: int) -> tuple[tuple[FoundCause, ...], bool]:
    """Why the modes differ for the project of a report, and whether everything was looked for before the time ended.

    Where nothing that can be seen is found of the extras that the command asks for, the project is looked at without
    them, too: what they do to the lock shows there.
    """
    found: list[FoundCause] = []
    is_whole = True
    for selection in dict.fromkeys((main.selection, Selection())):
        results: list[Result] = []
        try:
            is_whole &= explain(
                main.problem, (main.target,), main.options, index, selection, budget=budget, on_found=results.append
            ).complete
        except BudgetExceeded:
            return (*found, *causes_of(results)), False
        found += causes_of(results)
        if any(cause.is_seen and cause.cause_class is not CauseClass.NOT_PROVEN for cause in found):
            break
    return tuple(found), is_whole
