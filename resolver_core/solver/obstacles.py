"""Everything that stands in the way of an answer, beyond the first thing that ended the search.

The search is repeated on the assumptions that `--assume` makes, and past each project that stops it even so, only to
come to what else would stop it. Nothing of these answers is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core import stopping
from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.errors import BudgetExceeded
from resolver_core.index.base import Index
from resolver_core.index.records import (
    Distribution,
    IndexLocation,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    PageAnswer,
    PageProblem,
    PageProblemKind,
)
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Policy

MOST_SEARCHES = 40
"""How often the search is begun anew to come further."""

LONGEST_SECONDS = 20.0
"""How long all of them may take; what was found until then is told."""

_ASSUMED_AWAY = frozenset((Obstacle.BUILD, Obstacle.SOURCE, Obstacle.REFUSED))

Search = Callable[[Problem, Policy, Index], tuple[Failure | None, list[Failure]]]
"""Solves; what ended it, if anything, and what was assumed away before that."""


def further_obstacles(first: Failure, problem: Problem, policy: Policy, index: Index, search: Search) -> list[Failure]:
    """What else would stop the solve once `first` is out of the way, in the order in which the search comes to it.

    Raises Cancelled.
    """
    collecting = _Collecting(problem, policy, WithoutHosts(index), search, {_key(first): first})
    try:
        with stopping.heeding(limit_seconds=LONGEST_SECONDS):
            collecting.go_on_after(first)
    except (BudgetExceeded, RecursionError):
        pass  # what was found is told nonetheless
    return list(collecting.found.values())[1:]


@dataclass
class WithoutHosts:
    """An index as it is, but for hosts that gave no answer once: they are not waited for again."""

    index: Index
    silent: set[str] = field(default_factory=set)

    def is_silent(self, url: str) -> bool:
        """Whether the host of a URL gave no answer."""
        return urlsplit(url).netloc in self.silent

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The index's page; nothing from a silent host."""
        if self.is_silent(location.url):
            return PageProblem(project, location.url, PageProblemKind.NETWORK)
        return self.index.page(location, project)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The index's metadata; nothing from a silent host."""
        if self.is_silent(distribution.url):
            return MetadataProblem(distribution, MetadataProblemKind.NETWORK, distribution.url)
        return self.index.metadata(distribution)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Begin to read pages, but not from a silent host."""
        if not self.is_silent(location.url):
            self.index.prefetch_pages(location, projects)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Begin to read metadata, but not from a silent host."""
        self.index.prefetch_metadata(file for file in distributions if not self.is_silent(file.url))


@dataclass
class _Collecting:
    problem: Problem
    policy: Policy
    index: WithoutHosts
    search: Search
    found: dict[object, Failure]
    passed: set[NormalizedName] = field(default_factory=set)

    def go_on_after(self, failure: Failure | None) -> None:
        """Search past a failure, and past the next one, as far as it goes."""
        may_be_assumed = failure is not None and failure.obstacle in _ASSUMED_AWAY
        for _ in range(MOST_SEARCHES):
            if failure is None or failure.kind is FailureKind.NOT_RECORDED:
                return
            if not self._passes(failure) and not may_be_assumed:
                return
            self.passed |= set() if may_be_assumed else set(map(canonicalize_name, failure.projects))
            may_be_assumed = False
            failure, assumed = self.search(*self._question(), self.index)
            for each in [] if self.policy.assume else assumed:
                self.found.setdefault(_key(each), each)
            if failure is not None and not self._is_of_silent_host(failure):
                self.found.setdefault(_key(failure), failure)

    def _passes(self, failure: Failure) -> bool:
        """Whether leaving its projects out leads any further. A host without an answer is not asked again."""
        if failure.kind is FailureKind.FETCH and failure.status_code is None:
            self.index.silent.update(urlsplit(url).netloc for url in (*failure.sources, failure.url) if url)
        return not self.passed.issuperset(map(canonicalize_name, failure.projects))

    def _is_of_silent_host(self, failure: Failure) -> bool:
        return failure.kind is FailureKind.FETCH and any(map(self.index.is_silent, (*failure.sources, failure.url)))

    def _question(self) -> tuple[Problem, Policy]:
        lists = self.policy.lists
        if lists is not None:
            lists = replace(lists, excludes=lists.excludes | self.passed)
        problem = replace(self.problem, excludes=self.problem.excludes | self.passed)
        return problem, replace(self.policy, assume=True, refusals=(), lists=lists)


def _key(failure: Failure) -> object:
    return failure.obstacle, failure.projects, failure.url, failure.filename, failure.detail
