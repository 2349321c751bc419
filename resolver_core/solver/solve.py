"""`resolve()`: the worklist of forks. A single-platform solve is the case in which nothing ever splits.

Source: uv-resolution sections 5.4 (main loop) and 6.2 (order of forks). What happens inside of one fork is in
`fork_search`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from sys import getrecursionlimit
from time import monotonic

from resolver_core import stopping
from resolver_core.answer.failure import Failure
from resolver_core.answer.replayed import Verdict
from resolver_core.answer.resolution import Resolution, SolveStats
from resolver_core.answer.trace import TraceSink, ignore
from resolver_core.answer.version_fates import Considered
from resolver_core.candidates.python_range import PythonRange
from resolver_core.errors import BudgetExceeded
from resolver_core.existing_lock.using import existing_lock
from resolver_core.index.base import Index, used_operator_credentials
from resolver_core.inputs.problem import Problem, ResolutionMode
from resolver_core.policy import Policy
from resolver_core.solver import derivation, merging
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.choosing import Chooser
from resolver_core.solver.failures import refusal
from resolver_core.solver.finding_fates import FateFinder
from resolver_core.solver.first_scopes import first_scopes, required_markers
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.fork_search import ForkSearch, new_kernel
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.forking import marker_lower, narrowed_python
from resolver_core.solver.kernel import NoSolution
from resolver_core.solver.obstacles import further_obstacles
from resolver_core.solver.packages import Packages
from resolver_core.solver.preferences import Preferences
from resolver_core.solver.replay import replay_all
from resolver_core.solver.request import read_request
from resolver_core.solver.search_context import SearchContext
from resolver_core.solver.solved_fork import SolvedFork, read_fork
from resolver_core.solver.telling import WHOLE, Trace
from resolver_core.solver.unavailable import SolveFailed
from resolver_core.solver.version_metadata import KnownMetadata

ConsideredSink = Callable[[Considered], None]


def resolve(
    problem: Problem,
    policy: Policy,
    index: Index,
    *,
    on_event: TraceSink = ignore,
    on_considered: ConsideredSink | None = None,
    should_stop: Callable[[], bool] | None = None,
    limit_seconds: float | None = None,
    check: bool = True,
    all_obstacles: bool = True,
) -> Resolution:
    """Solve a problem under a policy, as uv would.

    With `check`, resolvelib derives each fork's answer again; its verdict is in `stats.replay`.
    `on_considered` hears, at the end of each part, what became of every version of every project in it.
    With `all_obstacles`, a failure has `others`: the search goes on from it, only to list what else is in the way.
    An unsatisfiable problem and an index that cannot be read are answers. Raises Cancelled when
    `should_stop` says so and BudgetExceeded after `limit_seconds`; both are asked at every step, in long loops and
    while an index is waited for (`stopping`).
    """
    with stopping.heeding(should_stop, limit_seconds):
        try:
            resolution = _Solve(problem, policy, index, Trace(on_event), on_considered).run(check)
        except RecursionError:
            # Only markers that ask hundreds of different things about texts nest that deep.
            raise BudgetExceeded("questions of markers within each other", getrecursionlimit()) from None
        if resolution.failure is None or not all_obstacles:
            return resolution
        further = further_obstacles(resolution.failure, problem, policy, index, _searched)
        return replace(resolution, failure=replace(resolution.failure, others=(*resolution.failure.others, *further)))


def _searched(problem: Problem, policy: Policy, index: Index) -> tuple[Failure | None, list[Failure]]:
    """What ends a solve of which nothing else is wanted, and what was assumed away before."""
    solve = _Solve(problem, policy, index, Trace(ignore), None)
    return solve.run(check=False).failure, solve.assumed_away


class _Solve:
    def __init__(
        self,
        problem: Problem,
        policy: Policy,
        index: Index,
        trace: Trace,
        on_considered: ConsideredSink | None,
    ) -> None:
        self._started = monotonic()
        self._problem = problem
        self._existing = existing_lock(problem, policy, index)
        policy = policy if self._existing is None else self._existing.begins(policy)
        self._policy = policy
        self._index = index
        self._on_considered = on_considered
        self._python = PythonRange.of(policy.python)
        self._preferences = Preferences(policy.lock)
        request, packages = read_request(problem, policy), Packages()
        catalogue = Catalogue(index, request, policy, self._python, packages)
        metadata = KnownMetadata(index, request)
        chooser = Chooser(catalogue, metadata, required_markers(problem, policy), self._preferences)
        self._context = SearchContext(request, policy, packages, catalogue, metadata, chooser, trace)
        self._fates = FateFinder(catalogue, packages, chooser)
        self._solved: list[SolvedFork] = []

    @property
    def assumed_away(self) -> list[Failure]:
        """What would have ended the solve where nothing is assumed."""
        return self._context.metadata.assumed_away

    def run(self, check: bool) -> Resolution:
        """Solve fork after fork, then merge."""
        context = self._context
        context.trace.started(self._policy.label)
        if self._policy.refusals:
            first, *others = map(refusal, self._policy.refusals)
            return self._ended(merging.unsolved(context, failure=replace(first, others=tuple(others))), None)
        if self._existing is not None and self._existing.is_answer_to(self._policy):
            return self._ended(self._existing.answer(self._problem, self._policy), None)
        state = self._state(WHOLE, Scope())
        verdict: Verdict | None = None
        try:
            waiting = self._first_states()
            while waiting:
                state = waiting.pop()
                children = ForkSearch(state, context).run()
                if children is None:
                    self._close(state)
                else:
                    waiting += children
            if check:
                verdict = replay_all(self._solved)
                context.trace.replayed(verdict)
            resolution = merging.merge(self._solved, context, self._python)
        except NoSolution as impossible:
            conflict = derivation.explain(impossible.incompatibility, state, context.packages, context.catalogue)
            self._tell_considered(state, solved=False)
            resolution = merging.unsolved(context, conflict=conflict)
        except SolveFailed as failed:
            self._tell_considered(state, failed.failure, solved=False)
            resolution = merging.unsolved(context, failure=failed.failure)
        return self._ended(resolution, verdict)

    def _ended(self, resolution: Resolution, verdict: Verdict | None) -> Resolution:
        context, elapsed = self._context, monotonic() - self._started
        stats = SolveStats(
            decisions=context.decisions,
            conflicts=context.conflicts,
            forks=len(self._solved),
            pages_read=len(context.catalogue.pages),
            metadata_read=context.metadata.count,
            bytes_read=context.metadata.bytes_read,
            elapsed_seconds=elapsed,
            replay=verdict,
            used_operator_credentials=used_operator_credentials(self._index),
        )
        context.trace.ended(resolution.outcome.value, elapsed)
        return replace(
            resolution,
            stats=stats,
            warnings=(*resolution.warnings, *context.cautions, *context.catalogue.cautions),
            lock_verdict=None if self._existing is None else self._existing.verdict,
        )

    # -- the worklist -------------------------------------------------------------------------------

    def _first_states(self) -> list[ForkState]:
        """One state per initial scope, pushed so that the listed order is kept among equals."""
        scopes = first_scopes(self._problem, self._policy)
        states = [self._state(str(number), scope) for number, scope in enumerate(scopes)]
        if len(states) > 1:
            for state in states:
                state.python = narrowed_python(state.python, state.scope)
            states.reverse()
            lowest = self._policy.lowest_python_first
            states.sort(key=lambda state: marker_lower(state.scope.marker), reverse=lowest)
        for state in states:
            self._context.trace.fork_opened(state.id, state.scope.marker, None, None)
        return states

    def _state(self, name: str, scope: Scope) -> ForkState:
        kernel = new_kernel(self._context.packages)
        return ForkState(name, scope, self._python, kernel, kernel.root)

    def _close(self, state: ForkState) -> None:
        solved = read_fork(state, self._context.packages)
        self._solved.append(solved)
        self._context.trace.fork_closed(solved)
        self._tell_considered(state)
        if self._policy.resolution is not ResolutionMode.LOWEST_DIRECT:
            self._preferences.remember(solved)

    def _tell_considered(self, state: ForkState, failure: Failure | None = None, *, solved: bool = True) -> None:
        if self._on_considered is not None:
            for considered in self._fates.of(state, failure, solved=solved):
                self._on_considered(considered)
