"""An index that lets somebody look after each answer, before whoever asked gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from packaging.utils import NormalizedName

from resolver_core.index.base import Index, used_operator_credentials
from resolver_core.index.records import Distribution, IndexLocation, MetadataAnswer, PageAnswer


class WatchedIndex:
    """Passes every question on and calls `look` after each answer, on the thread that asked.

    What `look` raises is raised in place of the answer.
    """

    def __init__(self, inner: Index, look: Callable[[], None]) -> None:
        self._inner = inner
        self._look = look

    @property
    def used_operator_credentials(self) -> bool:
        """Whether anything of it may have been read with the operator's credentials."""
        return used_operator_credentials(self._inner)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The project's page on one index."""
        answer = self._inner.page(location, project)
        self._look()
        return answer

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The file's metadata."""
        answer = self._inner.metadata(distribution)
        self._look()
        return answer

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Begin to read pages; nobody looks."""
        self._inner.prefetch_pages(location, projects)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Begin to read metadata; nobody looks."""
        self._inner.prefetch_metadata(distributions)
