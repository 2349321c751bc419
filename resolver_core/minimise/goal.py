"""What a smaller project must still show: something that surprises, for the same proven cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Outcome, Resolution
from resolver_core.explain.causes.cause import Diverging
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.consequences import roots_of
from resolver_core.explain.divergences import causes_of
from resolver_core.explain.explanation import Cause, Proof
from resolver_core.explain.failures import cause_of_failure
from resolver_core.explain.findings import findings
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.laboratory import Laboratory


class Goal(Protocol):
    """Something that is shown by a project. Both questions may raise OutOfBudget, and what `resolve` raises."""

    @property
    def cause_class(self) -> CauseClass:
        """The class of the cause that has to stay proven."""
        ...

    @property
    def project(self) -> NormalizedName | None:
        """The project in question; None where it is the answer as a whole."""
        ...

    def is_there(self, laboratory: Laboratory) -> bool:
        """Whether it is to be seen in the two answers: two solves."""
        ...

    def proof(self, laboratory: Laboratory) -> Cause | None:
        """The cause, where it is proven and of the same class: as many solves as an explanation takes without fixes."""
        ...


@dataclass(frozen=True, slots=True)
class RootDivergence:
    """A project differs between the modes, and not because another one does."""

    project: NormalizedName
    cause_class: CauseClass

    def is_there(self, laboratory: Laboratory) -> bool:
        """Whether both modes solve and the project differs; where one does not, the other is not asked."""
        if not (laboratory.single.solved and laboratory.universal.solved):
            return False
        return self.project in laboratory.differing(laboratory.single, laboratory.universal)

    def proof(self, laboratory: Laboratory) -> Cause | None:
        """The first cause of the project as a root."""
        row = next((root.row for root in roots_of(laboratory) if root.row.project == self.project), None)
        return None if row is None else _proven(causes_of(Diverging(laboratory, row))[0], self.cause_class)


@dataclass(frozen=True, slots=True)
class ModeWithoutAnswer:
    """A mode has no answer; `other_solves`: the other one has one. `project` is the first that is in the way."""

    project: NormalizedName | None
    mode: Start
    outcome: Outcome
    other_solves: bool
    cause_class: CauseClass

    def is_there(self, laboratory: Laboratory) -> bool:
        """Whether the modes come out as they did, and the same project is in the way."""
        here = laboratory.single if self.mode is Start.SINGLE else laboratory.universal
        if here.outcome is not self.outcome:
            return False
        if self.project is not None and self.project not in projects_in_the_way(here):
            return False
        there = laboratory.universal if self.mode is Start.SINGLE else laboratory.single
        return there.solved is self.other_solves

    def proof(self, laboratory: Laboratory) -> Cause | None:
        """The first cause of the failure."""
        cause = cause_of_failure(laboratory, self.mode)
        return None if cause is None else _proven(cause, self.cause_class)


@dataclass(frozen=True, slots=True)
class SurprisingPick:
    """A pick that surprises, whether or not the modes differ."""

    project: NormalizedName
    cause_class: CauseClass

    def is_there(self, laboratory: Laboratory) -> bool:
        """Whether the install has the project."""
        return laboratory.single.solved and self.project in laboratory.pins(laboratory.single)

    def proof(self, laboratory: Laboratory) -> Cause | None:
        """The finding's cause."""
        found = (finding.cause for finding in findings(laboratory) if finding.project == self.project)
        return next((cause for each in found if (cause := _proven(each, self.cause_class))), None)


def projects_in_the_way(resolution: Resolution) -> list[NormalizedName]:
    """The projects that an answer names which is none."""
    if resolution.conflict is not None:
        return list(map(canonicalize_name, resolution.conflict.projects))
    return [] if resolution.failure is None else list(map(canonicalize_name, resolution.failure.projects))


def _proven(cause: Cause, cause_class: CauseClass) -> Cause | None:
    return cause if cause.proof is Proof.PROVEN and cause.cause_class is cause_class else None
