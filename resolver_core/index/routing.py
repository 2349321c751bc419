"""Which index answers for a project: order, strategies, statuses (uv-resolution sections 2.1 to 2.3)."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.index.base import Index
from resolver_core.index.records import IndexLocation, PageProblem, PageProblemKind, ProjectPage
from resolver_core.inputs.problem import IndexStrategy

_REFUSALS = (PageProblemKind.UNAUTHORIZED, PageProblemKind.FORBIDDEN)
_IGNORED_WHEN_UNSAFE = frozenset({401, 403, 407, 511})


@dataclass(frozen=True, slots=True)
class PageSearch:
    """What the indexes answered for a project.

    `pages` are in index order. `problems` are what was met on the way: with no page, they say why.
    A `fatal` problem ends the whole solve.
    """

    pages: tuple[tuple[IndexLocation, ProjectPage], ...] = ()
    problems: tuple[PageProblem, ...] = ()
    fatal: PageProblem | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """The indexes of a policy, in uv's order of search."""

    implicit: tuple[IndexLocation, ...]
    find_links: tuple[IndexLocation, ...]
    named: dict[str, IndexLocation]
    strategy: IndexStrategy
    no_index: bool = False

    @classmethod
    def of(
        cls, indexes: tuple[IndexLocation, ...], default_index: str, strategy: IndexStrategy, *, no_index: bool = False
    ) -> Routing:
        """Order the configured indexes: those given first, the default one last, explicit ones never unasked.

        With `no_index` only `find-links` is left; a pin to an index finds nothing (measured).
        """
        default = next(
            (index for index in indexes if index.default), IndexLocation(default_index.rstrip("/"), default=True)
        )
        links = tuple(index for index in indexes if _is_find_links(index))
        ordered = [i for i in indexes if not (i.default or i.explicit or _is_find_links(i))]
        if not default.explicit:
            ordered.append(default)
        unique = {index.url: index for index in reversed(ordered)}
        implicit = tuple(index for index in dict.fromkeys(ordered) if unique[index.url] is index)
        named = {index.name: index for index in reversed(indexes) if index.name is not None}
        return cls(() if no_index else implicit, links, named, strategy, no_index)

    def locations(self, pinned: IndexLocation | None) -> tuple[IndexLocation, ...]:
        """The indexes to ask for a project that may be pinned to one."""
        if pinned is None or self.no_index:
            return self.implicit
        return (pinned,)

    def search(self, index: Index, project: NormalizedName, pinned: IndexLocation | None) -> PageSearch:
        """Ask the indexes in order, as far as the strategy says."""
        pages: list[tuple[IndexLocation, ProjectPage]] = []
        problems: list[PageProblem] = []
        for location in self.locations(pinned):
            answer = index.page(location, project)
            if isinstance(answer, ProjectPage) and location.flat and not (answer.distributions or answer.skipped):
                continue  # a flat page lists files of many projects; that it lists none of this one ends nothing
            if isinstance(answer, ProjectPage):
                pages.append((location, answer))
                if self.strategy is IndexStrategy.FIRST_INDEX:
                    break
                continue
            problems.append(answer)
            if self._ends_search(answer, location):
                return PageSearch(tuple(pages), tuple(problems), None if answer.kind in _REFUSALS else answer)
        return PageSearch(tuple(pages), tuple(problems))

    def _ends_search(self, problem: PageProblem, location: IndexLocation) -> bool:
        if problem.kind is PageProblemKind.NOT_FOUND or problem.status_code in location.ignore_error_codes:
            return False
        unsafe = self.strategy is not IndexStrategy.FIRST_INDEX
        return not (unsafe and problem.status_code in _IGNORED_WHEN_UNSAFE)


def _is_find_links(index: IndexLocation) -> bool:
    """A flat page without a name comes from `find-links`; `format = "flat"` indexes are searched like others."""
    return index.flat and index.name is None
