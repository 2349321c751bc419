"""resolvelib alone on a synthetic problem, with a choice of what it looks at next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from resolvelib import AbstractProvider, BaseReporter, ResolutionImpossible, Resolver

from benchmarks.synthetic import Need, Synthetic

Preference = Callable[["PlainProvider", str, int], Any]


class Candidate(NamedTuple):
    """One version of a project."""

    project: str
    version: int


@dataclass
class Outcome:
    """Whether there is a solution, and what finding out took. `reads` counts distinct versions looked into."""

    solved: bool
    rounds: int
    rejected: int
    reads: int


@dataclass
class PlainProvider(AbstractProvider[Need, Candidate, str]):
    """Newest version first; `preference` orders the projects."""

    problem: Synthetic
    preference: Preference
    order: dict[str, int] = field(default_factory=dict)
    read: set[Candidate] = field(default_factory=set)

    def identify(self, requirement_or_candidate: Need | Candidate) -> str:
        return requirement_or_candidate.project

    def get_preference(
        self,
        identifier: str,
        resolutions: Mapping[str, Candidate],
        candidates: Mapping[str, Iterator[Candidate]],
        information: Mapping[str, Iterator[Any]],
        backtrack_causes: Sequence[Any],
    ) -> Any:
        self.order.setdefault(identifier, len(self.order))
        return self.preference(self, identifier, sum(1 for _ in candidates[identifier]))

    def find_matches(
        self,
        identifier: str,
        requirements: Mapping[str, Iterator[Need]],
        incompatibilities: Mapping[str, Iterator[Candidate]],
    ) -> list[Candidate]:
        needs = list(requirements[identifier])
        low = max((need.low for need in needs), default=0)  # a backjump may ask without requirements
        high = min((need.high for need in needs), default=len(self.problem.releases[identifier]))
        excluded = set(incompatibilities[identifier])
        found = (Candidate(identifier, version) for version in range(high - 1, low - 1, -1))
        return [candidate for candidate in found if candidate not in excluded]

    def is_satisfied_by(self, requirement: Need, candidate: Candidate) -> bool:
        return requirement.low <= candidate.version < requirement.high

    def get_dependencies(self, candidate: Candidate) -> Iterable[Need]:
        self.read.add(candidate)
        return self.problem.releases[candidate.project][candidate.version]


class CountingReporter(BaseReporter[Need, Candidate, str]):
    """Counts rounds and rejections."""

    def __init__(self) -> None:
        self.rounds = self.rejected = 0

    def starting_round(self, index: int) -> None:
        self.rounds += 1

    def rejecting_candidate(self, criterion: Any, candidate: Candidate) -> None:
        self.rejected += 1


def fewest_candidates(provider: PlainProvider, project: str, candidates: int) -> Any:
    """The project with the fewest versions left."""
    return candidates


def discovery_order(provider: PlainProvider, project: str, candidates: int) -> Any:
    """uv's starting point: single versions first, then the order in which projects came up."""
    return candidates > 1, provider.order[project]


def run(problem: Synthetic, preference: Preference) -> Outcome:
    """Resolves a problem, however long it takes."""
    provider, reporter = PlainProvider(problem, preference), CountingReporter()
    try:
        Resolver(provider, reporter).resolve(problem.roots, max_rounds=10_000_000)
        solved = True
    except ResolutionImpossible:
        solved = False
    return Outcome(solved, reporter.rounds, reporter.rejected, len(provider.read))
