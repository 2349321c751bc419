"""`minimise()`: a question made smaller for as long as it shows the same for the same proven cause."""

from __future__ import annotations

from collections.abc import Callable

from packaging.utils import NormalizedName

from resolver_core import stopping
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.problem import Problem
from resolver_core.minimise import likely
from resolver_core.minimise.case import Case
from resolver_core.minimise.choosing import chosen_goal
from resolver_core.minimise.goal import Goal
from resolver_core.minimise.judging import Judge
from resolver_core.minimise.searching import ProgressSink, Search
from resolver_core.minimise.smallest import Smallest
from resolver_core.minimise.standard_text import standard_text
from resolver_core.policy import Options, Selection
from resolver_core.targets.environment import Environment

DEFAULT_SOLVES = 5_000
"""Solves that one search may spend."""

DEFAULT_SECONDS = 120.0
"""How long one search may take."""

CHOOSING_SOLVES = 120
"""Solves that may be spent on what there is to be shown, where nobody says it."""


def minimise(
    problem: Problem,
    target: Environment,
    options: Options,
    index: Index,
    selection: Selection,
    *,
    root: NormalizedName | None = None,
    goal: Goal | None = None,
    solves: int = DEFAULT_SOLVES,
    seconds: float | None = DEFAULT_SECONDS,
    on_progress: ProgressSink = lambda _: None,
    should_stop: Callable[[], bool] | None = None,
) -> Smallest:
    """Make a question smaller for as long as it shows the same: `goal`, that of the project `root`, or the first.

    `on_progress` hears every smaller case, on the same thread. When `should_stop` says so, or a budget is spent, what
    is proven by then is returned; where that is nothing yet, Cancelled or BudgetExceeded is raised. Raises
    NothingToShow where no cause is proven, and what `resolve` raises.
    """
    recorded = index if isinstance(index, RecordingIndex) else RecordingIndex(index)
    whole = Case(standard_text(problem), selection, options)
    laboratory = Laboratory(problem, target, options, selection, recorded, CHOOSING_SOLVES)
    with stopping.heeding(should_stop, seconds):
        chosen = chosen_goal(laboratory, root) if goal is None else goal
        judge = Judge(problem, target, recorded, chosen, solves, laboratory.solves)
        first = likely.only_above(whole, chosen, laboratory)
        search = Search.begun(judge, on_progress, dict.fromkeys((first, whole)))
        ending = search.run()
    return search.result(whole, ending)
