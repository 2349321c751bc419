"""resolvelib alone, in pip's order and with pip's file rules: what `pip install` would choose on one target.

A third opinion beside uv's two modes. Measured on pip 26.3, whose order differs from that of uv-resolution
section 11 (pip 23): it knows no depth, prefers upper bounds, and promotes what conflicts often.
pip reads no `[tool.uv]`; what it would not see is named in the warnings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from resolvelib import AbstractProvider, BaseReporter, ResolutionImpossible, ResolutionTooDeep
from resolvelib.resolvers import Criterion
from resolvelib.resolvers import Resolution as Search
from resolvelib.structs import RequirementInformation

from resolver_core import stopping
from resolver_core.answer.resolution import PageRecord, Resolution
from resolver_core.answer.trace import (
    ConflictFound,
    Decided,
    MetadataReadEvent,
    PageRead,
    SolveEnded,
    SolveStarted,
    TraceSink,
    VersionRefused,
    ignore,
)
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.errors import BudgetExceeded
from resolver_core.index.base import Index
from resolver_core.inputs.problem import Problem
from resolver_core.pip.answer import PipWork, failed, impossible, solved
from resolver_core.pip.candidates import PYTHON_IDENTIFIER, Ask, PipCandidate, PipCandidates
from resolver_core.pip.files import PipFiles
from resolver_core.policy import Options, Policy, Selection
from resolver_core.solver.request import read_request
from resolver_core.solver.unavailable import SolveFailed
from resolver_core.targets.environment import Environment

LABEL = "as-pip"
MAX_ROUNDS = 200_000
"""After so many rounds pip gives up."""

_OFTEN = 5  #: clashes after which pip decides a project before others

Information = RequirementInformation[Ask, PipCandidate]


def resolve_as_pip(
    problem: Problem,
    target: Environment,
    options: Options,
    selection: Selection,
    index: Index,
    *,
    on_event: TraceSink = ignore,
    should_stop: Callable[[], bool] | None = None,
    max_rounds: int = MAX_ROUNDS,
    limit_seconds: float | None = None,
) -> Resolution:
    """Solve a problem for one target as pip would, in a clean environment.

    An unsatisfiable problem and an index that cannot be read are answers. Raises Cancelled when
    `should_stop` says so and BudgetExceeded after `max_rounds` or `limit_seconds`.
    """
    with stopping.heeding(should_stop, limit_seconds):
        return _Solve(problem, target, options, selection, index, on_event, max_rounds).run()


@dataclass
class _Solve:
    problem: Problem
    target: Environment
    options: Options
    selection: Selection
    index: Index
    on_event: TraceSink
    max_rounds: int
    started: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        known_to_pip = replace(
            self.problem,
            sources={},
            overrides=(),
            scoped_overrides=(),
            excludes=frozenset(),
            scoped_excludes=(),
            dependency_metadata=(),
        )
        single = Policy.single_platform(known_to_pip, self.target, self.options, self.selection)
        self.policy = replace(single, label=LABEL, python=SpecifierSet(f"=={self.target.python_version}"))
        self.request = read_request(known_to_pip, self.policy)
        self.files = PipFiles(self.index, self.policy, self.target, self._tell_page)
        self.candidates = PipCandidates(self.index, self.target)
        self.reporter = _Reporter(self.on_event)
        self.work = PipWork(self.problem, self.policy, self.request, self.target, self.files, self.candidates)

    def run(self) -> Resolution:
        self.on_event(SolveStarted("0", LABEL))
        resolution = self._answer()
        elapsed = monotonic() - self.started
        self.on_event(SolveEnded("0", resolution.outcome.value, elapsed))
        counted = replace(
            resolution.stats,
            decisions=self.reporter.decisions,
            conflicts=self.reporter.conflicts,
            elapsed_seconds=elapsed,
        )
        return replace(resolution, stats=counted)

    def _answer(self) -> Resolution:
        try:
            roots = self._roots()
            provider = _Provider(self.files, self.candidates, self._constraints(), self._user_order(roots))
            asked = sorted(roots, key=lambda ask: bool(ask.extras))  # extras last: their ranges are known by then
            # Not `Resolver`: its last step recurses without end on a cycle that went out of use.
            state = Search(provider, self.reporter).resolve(asked, max_rounds=self.max_rounds)
            return solved(self.work, roots, state.mapping)
        except ResolutionImpossible as error:
            return impossible(self.work, [(cause.requirement, cause.parent) for cause in error.causes])
        except ResolutionTooDeep as error:
            raise BudgetExceeded("rounds", self.max_rounds) from error
        except SolveFailed as error:
            return failed(self.work, error.failure)

    def _roots(self) -> list[Ask]:
        return [
            ask
            for item in self.request.roots
            if item.marker.evaluate(self.target.markers, ())
            for ask in self.candidates.root_asks(item)
        ]

    @staticmethod
    def _user_order(roots: list[Ask]) -> dict[str, int]:
        order: dict[str, int] = {}
        for place, ask in enumerate(roots):
            order.setdefault(ask.identifier, place)
        return order

    def _constraints(self) -> dict[NormalizedName, SpecifierSet]:
        found: dict[NormalizedName, SpecifierSet] = {}
        for name, items in self.request.constraints.items():
            for item in items:
                if item.marker.evaluate(self.target.markers, ()):
                    found[name] = found.get(name, SpecifierSet()) & item.specifier
        return found

    def _tell_page(self, record: PageRecord, versions: int) -> None:
        self.on_event(PageRead("0", record.project, record.index_url, versions, record.from_cache))


class _Provider(AbstractProvider[Ask, PipCandidate, str]):
    """pip's preferences and its candidates."""

    def __init__(
        self,
        files: PipFiles,
        candidates: PipCandidates,
        constraints: dict[NormalizedName, SpecifierSet],
        user_order: dict[str, int],
    ) -> None:
        self._files = files
        self._candidates = candidates
        self._constraints = constraints
        self._user_order = user_order
        self._clashes: dict[str, int] = {}
        self._satisfied: dict[tuple[int, PipCandidate], bool] = {}

    def identify(self, requirement_or_candidate: Ask | PipCandidate) -> str:
        return requirement_or_candidate.identifier

    # -- what is decided next --------------------------------------------------------------------------

    def narrow_requirement_selection(
        self,
        identifiers: Iterable[str],
        resolutions: Mapping[str, PipCandidate],
        candidates: Mapping[str, Iterator[PipCandidate]],
        information: Mapping[str, Iterator[Information]],
        backtrack_causes: Sequence[Information],
    ) -> Iterable[str]:
        """The Python first, then what caused the last step back, then what clashed often, then all."""
        names = list(identifiers)
        causes = {name for cause in backtrack_causes for name in self._named_by(cause, resolutions)}
        if PYTHON_IDENTIFIER in names:
            return [PYTHON_IDENTIFIER]
        by_cause = [name for name in names if name in causes]
        return by_cause or [name for name in names if self._clashes_often(name)] or names

    def _named_by(self, cause: Information, resolutions: Mapping[str, PipCandidate]) -> list[str]:
        """The two ends of a cause; each one that has no version is counted, once for each mention."""
        parent = [] if cause.parent is None else [cause.parent.identifier]
        named = [cause.requirement.identifier, *parent]
        for name in named:
            if name not in resolutions:
                self._clashes[name] = self._clashes.get(name, 0) + 1
        return named

    def _clashes_often(self, identifier: str) -> bool:
        return self._clashes.get(identifier, 0) >= _OFTEN

    def get_preference(
        self,
        identifier: str,
        resolutions: Mapping[str, PipCandidate],
        candidates: Mapping[str, Iterator[PipCandidate]],
        information: Mapping[str, Iterator[Information]],
        backtrack_causes: Sequence[Information],
    ) -> tuple[Any, ...]:
        """Smaller comes first: often in conflict, direct, pinned, bounded above, the user's order, bounded, name."""
        asks = [entry.requirement for entry in information[identifier]]
        clauses = [clause for ask in asks if ask.exactly is None for clause in ask.specifier]
        return (
            not self._clashes_often(identifier),
            not any(ask.exactly is not None for ask in asks),
            not any(clause.operator[:2] == "==" and "*" not in clause.version for clause in clauses),
            not any(clause.operator in ("<", "<=", "~=") or _is_prefix(clause) for clause in clauses),
            self._user_order.get(identifier, math.inf),
            not clauses,
            identifier,
        )

    # -- which candidates there are ----------------------------------------------------------------------

    def find_matches(
        self,
        identifier: str,
        requirements: Mapping[str, Iterator[Ask]],
        incompatibilities: Mapping[str, Iterator[PipCandidate]],
    ) -> Callable[[], Iterator[PipCandidate]] | Sequence[PipCandidate]:
        asks = list(requirements[identifier])
        refused = set(incompatibilities[identifier])
        if not asks:
            return ()
        project, extras = asks[0].project, asks[0].extras
        base = list(requirements.get(project, ())) if extras else []
        direct = {ask.exactly for ask in asks if ask.exactly is not None}
        direct |= {ask.exactly.with_extras(extras) for ask in base if ask.exactly is not None}
        if project == PYTHON_IDENTIFIER:
            direct = {self._candidates.python()}
        if direct:
            return [c for c in direct if c not in refused and self._is_allowed(c) and all(map(_satisfied_by(c), asks))]
        specifier = self._constraints.get(project, SpecifierSet())
        for ask in (*asks, *base):
            specifier = specifier & ask.specifier

        def found() -> Iterator[PipCandidate]:
            files = self._files.candidates(project, specifier)
            return (c for c in self._candidates.of_files(files, extras) if c not in refused)

        return found

    def _is_allowed(self, candidate: PipCandidate) -> bool:
        constraint = self._constraints.get(candidate.project)
        return constraint is None or constraint.contains(candidate.version, prereleases=True)

    def is_satisfied_by(self, requirement: Ask, candidate: PipCandidate) -> bool:
        key = id(requirement), candidate  # every requirement lives as long as the search
        known = self._satisfied.get(key)
        if known is None:
            known = self._satisfied[key] = requirement.is_satisfied_by(candidate)
        return known

    def get_dependencies(self, candidate: PipCandidate) -> Iterable[Ask]:
        asks = self._candidates.asks_of(candidate)
        for ask in asks:
            if ask.exactly is None and ask.project != PYTHON_IDENTIFIER:
                self._files.prefetch(ask.project)
        return asks


def _is_prefix(clause: Any) -> bool:
    return clause.operator == "==" and "*" in clause.version


def _satisfied_by(candidate: PipCandidate) -> Callable[[Ask], bool]:
    return lambda ask: ask.is_satisfied_by(candidate)


class _Reporter(BaseReporter[Ask, PipCandidate, str]):
    """Counts, tells the trace, and looks at the limits in every round."""

    def __init__(self, on_event: TraceSink) -> None:
        self._on_event = on_event
        self._known: set[str] = set()
        self.decisions = self.conflicts = 0

    def starting_round(self, index: int) -> None:
        stopping.check()

    def pinning(self, candidate: PipCandidate) -> None:
        if candidate.file is None or candidate.read is None:
            return
        self.decisions += 1
        if candidate.url not in self._known:
            self._known.add(candidate.url)
            source = candidate.read.provenance
            version, how = str(candidate.version), source.source.value
            self._on_event(
                MetadataReadEvent("0", candidate.project, version, candidate.file.filename, how, source.from_cache)
            )
        self._on_event(Decided("0", candidate.identifier, str(candidate.version), "", self.decisions))

    def rejecting_candidate(self, criterion: Criterion[Ask, PipCandidate], candidate: PipCandidate) -> None:
        texts = tuple(dict.fromkeys(entry.requirement.text for entry in criterion.information))
        rejection = Rejection(RejectionReason.UNSATISFYING, requirements=texts)
        self._on_event(VersionRefused("0", candidate.identifier, str(candidate.version), rejection))

    def resolving_conflicts(self, causes: Iterable[Information]) -> None:
        self.conflicts += 1
        names = tuple(sorted({cause.requirement.identifier for cause in causes}))
        self._on_event(ConflictFound("0", names))
