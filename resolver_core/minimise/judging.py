"""Whether a smaller case still shows it. The only place that solves; every question is asked once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded, ProblemSyntaxError
from resolver_core.explain.explaining import DEFAULT_BUDGET
from resolver_core.explain.explanation import Cause
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import IndexSnapshot, RecordingIndex
from resolver_core.inputs.parse import parse_problem, parse_project
from resolver_core.inputs.problem import Problem
from resolver_core.inputs.project_files import PYPROJECT
from resolver_core.minimise.case import Case
from resolver_core.minimise.goal import Goal
from resolver_core.minimise.universe import PartialIndex
from resolver_core.targets.environment import Environment

CHECK_SECONDS = 20.0
"""How long a single check or proof may take, or some times as long as the first proof.

A smaller project can be harder, and then it is no better one.
"""

TIMES_AS_LONG = 3


Found = TypeVar("Found")


class NoSolveLeft(Exception):
    """The budget in solves is spent."""


@dataclass
class Judge:
    """Asks about cases. `asked_about` is the problem as it was read, with the files beside it."""

    asked_about: Problem
    target: Environment
    index: Index
    goal: Goal
    budget: int  #: solves
    solves: int = 0
    limit_seconds: float | None = None  #: of a single check or proof; None: those of the work around it alone
    too_slow: int = 0  #: checks and proofs that were given up; their cases count as showing nothing
    _checked: dict[Case, bool] = field(default_factory=dict, init=False)
    _proven: dict[Case, Cause | None] = field(default_factory=dict, init=False)

    def is_there(self, case: Case) -> bool:
        """The cheap check: two solves. Raises NoSolveLeft, Cancelled and BudgetExceeded."""
        if case not in self._checked:
            self._checked[case] = bool(self._asked(case, self.goal.is_there))
        return self._checked[case]

    def proof(self, case: Case) -> Cause | None:
        """The same cause, proven. Raises NoSolveLeft, Cancelled and BudgetExceeded."""
        if case not in self._proven:
            self._proven[case] = self._asked(case, self.goal.proof) if self.is_there(case) else None
        return self._proven[case]

    def first_proof(self, case: Case) -> Cause | None:
        """The proof from which the search begins; it says how long a check may take from then on."""
        begun = monotonic()
        found = self.proof(case)
        self.limit_seconds = max(CHECK_SECONDS, TIMES_AS_LONG * (monotonic() - begun))
        return found

    def readings(self, case: Case) -> tuple[IndexSnapshot, IndexSnapshot]:
        """What the two answers of a case read, and what its proof reads with them."""
        laboratory = self.laboratory(case)
        assert isinstance(laboratory.index, RecordingIndex), "laboratories record"
        try:
            self.goal.is_there(laboratory)
            answers = laboratory.index.snapshot()
            self.goal.proof(laboratory)
            return answers, laboratory.index.snapshot()
        finally:
            self.solves += laboratory.solves

    def laboratory(self, case: Case) -> Laboratory:
        """Where a case is solved. Raises ProblemSyntaxError where its text is no problem."""
        problem = self._problem(case.text)
        index = self.index if case.universe is None else PartialIndex(self.index, case.universe)
        selection = case.selected(problem)
        return Laboratory(problem, self.target, case.options, selection, RecordingIndex(index), DEFAULT_BUDGET)

    def _problem(self, text: str) -> Problem:
        """A text as the pyproject.toml that is asked about, with the other files beside it."""
        files = self.asked_about.files
        if files is None or len(files.texts) == 1:
            return parse_problem(text, filename=PYPROJECT)
        return parse_project(files.as_pyproject().with_text(text))

    def _asked(self, case: Case, question: Callable[[Laboratory], Found | None]) -> Found | None:
        if self.solves >= self.budget:
            raise NoSolveLeft
        try:
            laboratory = self.laboratory(case)
        except ProblemSyntaxError:
            return None
        try:
            with stopping.heeding(limit_seconds=self.limit_seconds):
                return question(laboratory)
        except OutOfBudget:
            return None
        except BudgetExceeded:
            stopping.check()
            self.too_slow += 1
            return None
        finally:
            self.solves += laboratory.solves
