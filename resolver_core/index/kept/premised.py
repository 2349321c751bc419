"""An index with premises laid over it: files and pages that somebody states cannot be had."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.index.base import Index, used_operator_credentials
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
from resolver_core.inputs.report.premises import StatedFailure

_OF_STATUS = {
    401: PageProblemKind.UNAUTHORIZED,
    403: PageProblemKind.FORBIDDEN,
    404: PageProblemKind.NOT_FOUND,
    None: PageProblemKind.NETWORK,
}


class PremisedIndex:
    """Passes questions on, but answers those on the stated files and pages with the stated failure.

    A file is known by its name, whatever host the statement names: who reports seldom tells the host of their index.
    """

    def __init__(self, inner: Index, premises: Iterable[StatedFailure]) -> None:
        self._inner = inner
        stated = tuple(premises)
        self._files = {one.filename: one for one in stated if one.filename}
        self._pages = {canonicalize_name(one.project): one for one in stated if one.project}

    @property
    def used_operator_credentials(self) -> bool:
        """Whether the index behind it has used the operator's credentials."""
        return used_operator_credentials(self._inner)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The page of a project; the stated failure, where one is stated of it on this index."""
        stated = self._pages.get(project)
        if stated is None or not (stated.is_placeholder or stated.url.startswith(f"{location.url}/")):
            return self._inner.page(location, project)
        kind = _OF_STATUS.get(stated.status, PageProblemKind.STATUS)
        return PageProblem(project, location.url, kind, stated.url, stated.status)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The metadata of a file; the stated failure, where one is stated of it."""
        stated = self._files.get(distribution.filename)
        if stated is None:
            return self._inner.metadata(distribution)
        kind = MetadataProblemKind.NETWORK if stated.status is None else MetadataProblemKind.STATUS
        return MetadataProblem(distribution, kind, distribution.url, stated.status)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Passed on."""
        self._inner.prefetch_pages(location, projects)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Passed on, but for the stated files."""
        self._inner.prefetch_metadata(one for one in distributions if one.filename not in self._files)
