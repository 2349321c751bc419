"""What a cause is: the one protocol behind every row of docs/causes.md, and the values it deals in.

A result (a project that differs, a mode without an answer, a pick that surprises) is put to the causes in the
order of the register. A cause answers with hypotheses: what may be the reason, the experiments that would prove
it, and what would be said then. It judges nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.comparison import Row
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.trials import SOLVED, Candidate, Result, Trial
from resolver_core.explain.wording import experiments as words
from resolver_core.inputs.problem import Problem
from resolver_core.targets.environment import Environment


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A possible cause: it is proven where every one of its trials comes out as expected.

    `summary` is said once it is proven; `edits` are what a user could write to the same effect. The last fields are of
    findings alone.
    """

    cause_class: CauseClass
    trials: tuple[Trial, ...]
    summary: str
    evidence: tuple[Evidence, ...] = ()
    edits: tuple[Candidate, ...] = ()
    is_finer: bool = True  #: may say more than the axes of a divergence, and become the first cause
    is_last: bool = False  #: asked about where nothing else is proven
    about: NormalizedName | None = None  #: the project that surprises
    mode: str = ""  #: where it does; "": in both modes where both pick the same
    further: tuple[Trial, ...] = ()  #: put beside the proof where they come out as expected
    is_fact: bool = False  #: surprises whatever the trials say: told as not proven rather than not at all
    is_conclusive: bool = True  #: False: the trials alone prove nothing
    needs_fix: bool = False  #: not told where no solve is left to try its edits


@dataclass(frozen=True, slots=True)
class Diverging:
    """A project that differs between the two answers at the target; `by_axes` is the class of the proven axes."""

    laboratory: Laboratory
    row: Row
    by_axes: CauseClass = CauseClass.NOT_PROVEN

    @property
    def project(self) -> NormalizedName:
        """The project in question."""
        return self.row.project

    @property
    def problem(self) -> Problem:
        """What was pasted."""
        return self.laboratory.problem

    @property
    def target(self) -> Environment:
        """Where it differs."""
        return self.laboratory.target

    @property
    def pins(self) -> tuple[Pin, ...]:
        """Those that are there, the lock's first."""
        return tuple(pin for pin in (self.row.universal, self.row.single) if pin is not None)

    def agreement(self, change: Change, title: str) -> tuple[Trial, ...]:
        """Both modes with the same thing changed: they have to agree on the project then."""

        def agrees(_: Result) -> bool:
            try:
                single, universal = self.laboratory.both(change)
            except ProblemSyntaxError:
                return False
            return self.laboratory.agree(single, universal, self.project)

        return tuple(
            Trial(start, change, title, self.project, agrees, words.THE_SAME)
            for start in (Start.SINGLE, Start.UNIVERSAL)
        )


@dataclass(frozen=True, slots=True)
class Failing:
    """A mode that has no answer."""

    laboratory: Laboratory
    mode: Start
    resolution: Resolution

    @property
    def problem(self) -> Problem:
        """What was pasted."""
        return self.laboratory.problem

    @property
    def target(self) -> Environment:
        """The target of the laboratory."""
        return self.laboratory.target

    @property
    def projects(self) -> tuple[NormalizedName, ...]:
        """The projects that the failure speaks of."""
        failure, conflict = self.resolution.failure, self.resolution.conflict
        names = failure.projects if failure is not None else () if conflict is None else conflict.projects
        return tuple(dict.fromkeys(map(canonicalize_name, names)))

    @property
    def is_clash(self) -> bool:
        """Whether requirements exclude each other; else data could not be had."""
        return self.resolution.failure is None

    def answer(self, change: Change, title: str) -> tuple[Trial, ...]:
        """The mode with something changed: it has to have an answer then."""
        return (Trial(self.mode, change, title, None, lambda result: result.text == SOLVED, SOLVED),)


@dataclass(frozen=True, slots=True)
class Surprising:
    """The picks of the single-platform answer; it may surprise though both modes agree."""

    laboratory: Laboratory

    @property
    def problem(self) -> Problem:
        """What was pasted."""
        return self.laboratory.problem

    @property
    def target(self) -> Environment:
        """Where they are picked."""
        return self.laboratory.target

    @property
    def pins(self) -> dict[NormalizedName, Pin]:
        """What is picked."""
        return self.laboratory.pins(self.laboratory.single)

    def otherwise(
        self, project: NormalizedName, change: Change, title: str, start: Start = Start.SINGLE
    ) -> tuple[Trial, ...]:
        """A solve without the rule: the project has to come out as another version then."""
        before = self.laboratory.result(self.laboratory.single, project).text
        expected = words.anything_but(before)
        return (Trial(start, change, title, project, lambda result: result.text != before, expected),)


class Phase(IntEnum):
    """When a cause is asked about a kind of result; within a phase the order of the register holds."""

    FIRST = 0  #: a setting of the user's own: one word undoes it
    USUAL = 1
    LAST = 2  #: nothing that a user could write: its publisher would have to act
    LOOSER = 3  #: no reason in itself, an easier question; asked about a failure once facts and axes are through


class KnownCause:
    """One row of docs/causes.md. What a method yields may be asked lazily; all may raise OutOfBudget.

    A cause says in `claims` which axes are its own, and in the methods after it what would show it in a divergence,
    in a failure, in a pick, in the answer as a whole, and which edits may help where it is the cause of a divergence.
    What stays as it is here claims and suggests nothing.
    """

    name: ClassVar[CauseClass]
    phase_in_failures: ClassVar[Phase] = Phase.USUAL
    yields_to: ClassVar[frozenset[CauseClass]] = frozenset()
    """Classes that say more of a failure where they are proven as well."""
    phase_in_picks: ClassVar[Phase] = Phase.USUAL
    is_of_the_lock_alone: ClassVar[bool] = False
    """Its axis is the fact itself and has a place in the lock only: that it is necessary there is the whole proof."""

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """Whether a proven set of axes is this cause, by what the axes touched."""
        return False

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> Iterable[Candidate]:
        """Edits of the text that change this cause's own fact about some projects and nothing else.

        Where there are any, claimed axes are this cause only if one of them makes both modes agree on the project.
        """
        return ()

    def reason(self, diverging: Diverging) -> str:
        """Why claimed axes make the difference: goes on after the sentence that says what differs."""
        return ""

    def in_divergence(self, diverging: Diverging) -> Iterable[Hypothesis]:
        """The fact under the axes, where both modes agree once it is changed."""
        return ()

    def in_failure(self, failing: Failing) -> Iterable[Hypothesis]:
        """The fact without which there is an answer."""
        return ()

    def in_pick(self, surprising: Surprising, pin: Pin) -> Iterable[Hypothesis]:
        """A rule by which one pin was picked."""
        return ()

    def in_answer(self, surprising: Surprising) -> Iterable[Hypothesis]:
        """What surprises about the answer as a whole."""
        return ()

    def edits(self, diverging: Diverging) -> Iterable[Candidate]:
        """Edits that may help where this is the cause of a divergence, those that change least first."""
        return ()
