"""The search: the smallest project, and then the smallest index, that still show the same for the same cause.

    question ─ as one pyproject.toml ─▶ a guess, else the whole ─▶ proof ─ none ─▶ NothingToShow
                                                                     │
                                          ┌──────────────────────────┘
                                          ▼
                                     P R O V E N  ◀────────────────────────┐
                                          │                                │
                       a round: every level, coarse to fine;               │ proven
                       `needed` parts by the cheap check (two solves)      │
                                          │                                │
                                          ▼                                │
                                      CANDIDATE ── the full proof ─────────┘
                                          │               │
                          the same as PROVEN              │ not proven: the next rounds begin at PROVEN again,
                                          │               │ and prove each step
                                          ▼               ▼
                                       MINIMAL        (a round)

The text goes first, on the whole index. Then the index is cut down to what the proof of that text has read, and both
get smaller together. Whatever ends the work early (cancelled, out of solves or of time), PROVEN is the result.

A candidate is tried whole: nothing depends on how it came about, so that a level may leave behind what a later round
takes. What is left is 1-minimal: no part can go alone. Every part was asked about in the last round, with the proof
where the check had let too much go before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded, Cancelled
from resolver_core.explain.explanation import Cause
from resolver_core.minimise import likely
from resolver_core.minimise.case import Case
from resolver_core.minimise.choosing import NothingToShow
from resolver_core.minimise.delta import needed
from resolver_core.minimise.index_levels import RecordedFiles, levels_of_index
from resolver_core.minimise.judging import Judge, NoSolveLeft
from resolver_core.minimise.levels import Level, levels_of_question
from resolver_core.minimise.smallest import Ending, Progress, Small, Smallest, Stage, size_of

ProgressSink = Callable[[Progress], None]
Levels = Callable[[Case], Iterable[Level]]


@dataclass
class Search:
    """The state of the drawing: `proven` with its `cause`, and where it is."""

    judge: Judge
    on_progress: ProgressSink
    proven: Case
    cause: Cause
    stage: Stage = Stage.TEXT
    recorded: RecordedFiles | None = None
    found: dict[Stage, Small] = field(default_factory=dict)

    @classmethod
    def begun(cls, judge: Judge, on_progress: ProgressSink, cases: Iterable[Case]) -> Search:
        """A search from the first of some cases that is proven. Raises NothingToShow where none is."""
        try:
            for case in cases:
                if judge.is_there(case):
                    on_progress(Progress(Stage.TEXT, size_of(case), case.text, judge.solves, is_proven=False))
                    if (cause := judge.first_proof(case)) is not None:
                        return cls(judge, on_progress, case, cause)
        except NoSolveLeft:
            raise BudgetExceeded("solves", judge.budget) from None
        raise NothingToShow(judge.goal.project)

    def run(self) -> Ending:
        """Both stages, as far as they go."""
        try:
            self._shrink(levels_of_question)
            if self._close():
                self._shrink(self._levels_of_both)
        except Cancelled:
            return Ending.CANCELLED
        except NoSolveLeft:
            return Ending.SOLVES
        except BudgetExceeded:
            return Ending.SECONDS
        return Ending.MINIMAL

    def result(self, before: Case, ending: Ending) -> Smallest:
        """What is proven."""
        if self.stage not in self.found:
            self._keep(is_minimal=False)
        return Smallest(
            goal=self.judge.goal,
            target=self.judge.target,
            before=size_of(before),
            text=self.found[Stage.TEXT],
            closed=self.found.get(Stage.INDEX),
            recorded=self.recorded,
            solves=self.judge.solves,
            too_slow=self.judge.too_slow,
            ending=ending,
        )

    def _shrink(self, levels: Levels) -> None:
        """Rounds until nothing more can go."""
        holds = self.judge.is_there
        while (candidate := self._round(levels, holds)) != self.proven:
            if not self._prove(candidate):
                holds = self._is_proven
        self._keep(is_minimal=True)

    def _round(self, levels: Levels, holds: Callable[[Case], bool]) -> Case:
        """The case after every level has let go what it can."""
        case = self.proven
        for level in levels(case):
            case = self._less(level, case, holds)
        return case

    def _less(self, level: Level, case: Case, holds: Callable[[Case], bool]) -> Case:
        """The case with those parts of a level alone that it needs."""
        parts = level.parts(case)

        def left(kept: tuple[Any, ...]) -> Case:
            return level.without(case, frozenset(parts).difference(kept))

        kept = needed(parts, lambda kept: self._tried(left(kept), holds))
        return case if len(kept) == len(parts) else left(kept)

    def _tried(self, case: Case, holds: Callable[[Case], bool]) -> bool:
        found = holds(case)
        if found:
            self._tell(case, is_proven=False)
        return found

    def _is_proven(self, case: Case) -> bool:
        return self.judge.proof(case) is not None

    def _prove(self, case: Case) -> bool:
        """Whether the proof holds of a case; then it is the one that counts."""
        cause = self.judge.proof(case)
        if cause is None:
            return False
        self.proven, self.cause = case, cause
        self._tell(case, is_proven=True)
        return True

    def _close(self) -> bool:
        """Go on with what was read for the proof, as an index of its own; False where that does not suffice."""
        looked_into, read = self.judge.readings(self.proven)
        recorded = RecordedFiles.of(read, self.judge.index)
        for case in likely.closed(self.proven, read):
            for smaller in (likely.only_looked_into(case, recorded, looked_into), case):
                if self.judge.proof(smaller) is not None:
                    self.stage, self.recorded = Stage.INDEX, recorded
                    return self._prove(smaller)
        return False

    def _levels_of_both(self, case: Case) -> Iterable[Level]:
        assert self.recorded is not None, "the index is closed"
        yield from levels_of_index(self.recorded)
        yield from levels_of_question(case)

    def _keep(self, *, is_minimal: bool) -> None:
        laboratory = self.judge.laboratory(self.proven)
        with stopping.heeding_only(lambda: False):  # what was proven is told, however late it is
            self.found[self.stage] = Small(
                self.proven,
                laboratory.problem,
                laboratory.single,
                laboratory.universal,
                self.cause,
                is_minimal and not self.judge.too_slow,
            )

    def _tell(self, case: Case, *, is_proven: bool) -> None:
        left = size_of(case, self.recorded)
        self.on_progress(Progress(self.stage, left, case.text, self.judge.solves, is_proven))
