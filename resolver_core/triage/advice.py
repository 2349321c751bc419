"""The pieces of advice that a cause usually gets in uv's tracker, each tried on the reporter's project and index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from resolver_core.answer.resolution import Outcome
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.lab.scope_edits import limited_to_platform
from resolver_core.index.base import Index
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.report.sides import SideMode
from resolver_core.triage.answers import Ours, answered
from resolver_core.triage.question import Asked


class AdviceKind(StrEnum):
    """What is said."""

    LIMIT_ENVIRONMENTS = "limit-environments"  #: lock for the reporter's platform alone
    MEND_INDEX = "mend-index"  #: let the index give every file that it lists


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice that was tried. `failed_on` is what still cannot be had where it does not help."""

    kind: AdviceKind
    outcome: Outcome
    failed_on: str = ""

    @property
    def helps(self) -> bool:
        """Whether there is an answer with it."""
        return self.outcome is Outcome.SOLVED


def tried_advice(cause_class: CauseClass, main: Asked, index: Index, without_premises: Index) -> Iterator[Advice]:
    """What is usually said where a file for another platform cannot be had: lock for one's own, or mend the index.

    `without_premises` is the index as it would be if it gave what it lists. Raises what `resolve` raises.
    """
    if cause_class is not CauseClass.REPRESENTATIVE_UNREACHABLE:
        return
    lock = replace(main, mode=SideMode.UNIVERSAL)
    limited = limited_to_platform(lock.problem, lock.target)
    if limited is not None:
        yield _tried(AdviceKind.LIMIT_ENVIRONMENTS, answered(replace(lock, problem=parse_problem(limited)), index))
    yield _tried(AdviceKind.MEND_INDEX, answered(lock, without_premises))


def _tried(kind: AdviceKind, ours: Ours) -> Advice:
    return Advice(kind, ours.outcome, ours.failed_on)
