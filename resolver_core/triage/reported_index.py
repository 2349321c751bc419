"""The index as a report speaks of it: of its day, and with another one for those that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from packaging.utils import NormalizedName

from resolver_core.index.base import Index, used_operator_credentials
from resolver_core.index.records import (
    Distribution,
    IndexLocation,
    MetadataAnswer,
    PageAnswer,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)

_UNREACHABLE = frozenset((PageProblemKind.NETWORK, PageProblemKind.REFUSED))


class ReportedIndex:
    """Passes questions on; leaves out files that were uploaded later than `as_of`, and asks the default index where
    another one cannot be reached.

    A file without an upload time stays: nobody knows that it is younger. `replaced` are the indexes that could not be
    reached, `stood_in` has by project in the place of which of them the default index was asked. `mirrors` has by
    address where an index is asked in its place: that one is as good as itself.
    """

    def __init__(
        self,
        inner: Index,
        default_index: str,
        as_of: datetime | None = None,
        mirrors: Mapping[str, str] | None = None,
    ) -> None:
        self._inner = inner
        self._default = IndexLocation(default_index, default=True)
        self._as_of = as_of
        self._mirrors = mirrors or {}
        self.replaced: set[str] = set()
        self.stood_in: dict[str, set[str]] = {}

    @property
    def used_operator_credentials(self) -> bool:
        """Whether the index behind it has used the operator's credentials."""
        return used_operator_credentials(self._inner)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The page of a project, as it was on the day."""
        answer = self._known(self._mirrored(location), project)
        if isinstance(answer, ProjectPage) and self._as_of is not None:
            kept = tuple(one for one in answer.distributions if not one.is_known_since(self._as_of))
            return answer if len(kept) == len(answer.distributions) else replace(answer, distributions=kept)
        return answer

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """Passed on."""
        return self._inner.metadata(distribution)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Passed on, but for an index that cannot be reached."""
        asked = self._mirrored(location)
        if asked.url not in self.replaced:
            self._inner.prefetch_pages(asked, projects)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Passed on."""
        self._inner.prefetch_metadata(distributions)

    def _mirrored(self, location: IndexLocation) -> IndexLocation:
        elsewhere = self._mirrors.get(location.url)
        return location if elsewhere is None else replace(location, url=elsewhere)

    def _known(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        if location.url in self.replaced:
            return self._of_default(location, project)
        answer = self._inner.page(location, project)
        is_other = location.url != self._default.url
        if is_other and isinstance(answer, PageProblem) and answer.kind in _UNREACHABLE:
            self.replaced.add(location.url)
            return self._of_default(location, project)
        return answer

    def _of_default(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        self.stood_in.setdefault(project, set()).add(location.url)
        return self._inner.page(self._default, project)
