"""An index that says one thing differently: the counterfactual of causes that lie in the index's data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.explain.lab.changes import Alteration, AlterationKind
from resolver_core.index.base import Index, used_operator_credentials
from resolver_core.index.formats.core_metadata import InvalidMetadata, readable_core_metadata
from resolver_core.index.records import (
    CoreMetadata,
    Distribution,
    IndexLocation,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    MetadataSource,
    PageAnswer,
    ProjectPage,
    Provenance,
)

_ANY = frozenset({Tag("py3", "none", "any")})
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class AlteredIndex:
    """Passes questions on and changes the answers on the altered projects; all other answers stay what they are."""

    def __init__(self, inner: Index, alterations: Iterable[Alteration]) -> None:
        self._inner = inner
        self._alterations: dict[NormalizedName, list[Alteration]] = {}
        for alteration in alterations:
            self._alterations.setdefault(alteration.project, []).append(alteration)
        self._pages: dict[tuple[IndexLocation, NormalizedName], PageAnswer] = {}

    @property
    def used_operator_credentials(self) -> bool:
        """Whether the index behind it has used the operator's credentials."""
        return used_operator_credentials(self._inner)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The page of a project, altered where it is to be."""
        key = (location, project)
        if key not in self._pages:
            answer = self._inner.page(location, project)
            for alteration in self._alterations.get(project, ()):
                if isinstance(answer, ProjectPage):
                    answer = self._altered(answer, alteration)
            self._pages[key] = answer
        return self._pages[key]

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The metadata of a file, altered where they are to be."""
        asked = distribution
        for alteration in self._alterations.get(distribution.project, ()):
            if alteration.kind is AlterationKind.METADATA_OF_SIBLING:
                filename, _, other = alteration.detail.partition("=")
                asked = self._named(other, asked) if asked.filename == filename else asked
            elif alteration.kind is AlterationKind.METADATA_OF_FILE:
                other_file = self._named(alteration.detail, asked)
                asked = other_file if other_file.version == asked.version else asked
        answer = self._inner.metadata(asked)
        for alteration in self._alterations.get(distribution.project, ()):
            if alteration.kind is AlterationKind.EXTRAS_AS_SPELLED and isinstance(answer, MetadataRead):
                answer = replace(answer, metadata=_as_spelled(answer.metadata, alteration.detail))
            elif alteration.kind is AlterationKind.REPAIRED and isinstance(answer, MetadataProblem):
                answer = _repaired(answer)
        return answer

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Passed on."""
        self._inner.prefetch_pages(location, projects)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Passed on."""
        self._inner.prefetch_metadata(distributions)

    def _altered(self, page: ProjectPage, alteration: Alteration) -> ProjectPage:
        match alteration.kind:
            case AlterationKind.YANKS_IGNORED:
                return _each(page, lambda file: replace(file, yanked_reason=None))
            case AlterationKind.YANKED_REMOVED:
                return _only(page, lambda file: not file.is_yanked)
            case AlterationKind.UPPER_BOUNDS_OBEYED:
                python = Version(alteration.detail)
                return _only(page, lambda file: file.requires_python is None or python in file.requires_python)
            case AlterationKind.LOCALS_REMOVED:
                return _only(page, lambda file: file.version.local is None)
            case AlterationKind.REPAIRED:
                repaired = tuple(file.repaired for file in page.skipped if file.repaired is not None)
                return replace(page, distributions=page.distributions + repaired)
            case AlterationKind.DATES_FILLED:
                return _each(page, lambda file: replace(file, uploaded_at=file.uploaded_at or _LONG_AGO))
            case AlterationKind.FILE_FITS:
                return _each(page, lambda file: _fitting(file, alteration.detail))
            case _:
                return page

    def _named(self, filename: str, instead_of: Distribution) -> Distribution:
        """The file of a name that the same index lists of the project; where there is none, the one asked for."""
        for answer in self._pages.values():
            if isinstance(answer, ProjectPage) and answer.project == instead_of.project:
                for file in answer.distributions:
                    if file.filename == filename and file.index_url == instead_of.index_url:
                        return file
        return instead_of


def _each(page: ProjectPage, change: Callable[[Distribution], Distribution]) -> ProjectPage:
    return replace(page, distributions=tuple(map(change, page.distributions)))


def _fitting(file: Distribution, filename: str) -> Distribution:
    return replace(file, tags=_ANY) if file.filename == filename else file


def _only(page: ProjectPage, keep: Callable[[Distribution], bool]) -> ProjectPage:
    return replace(page, distributions=tuple(filter(keep, page.distributions)))


def _repaired(problem: MetadataProblem) -> MetadataAnswer:
    if problem.kind is not MetadataProblemKind.INVALID or not problem.text:
        return problem
    try:
        metadata = readable_core_metadata(problem.text.encode())
    except InvalidMetadata:
        return problem
    return MetadataRead(metadata, Provenance(problem.distribution, MetadataSource.SEPARATE_FILE))


def _as_spelled(metadata: CoreMetadata, asked: str) -> CoreMetadata:
    """Without the requirements of an extra that the file spells otherwise than it is asked for."""
    name = canonicalize_name(asked)
    if asked in spelled_extras(metadata) or name not in map(canonicalize_name, spelled_extras(metadata)):
        return metadata
    kept = tuple(requirement for requirement in metadata.requires_dist if not _is_of_extra(requirement, name))
    return replace(metadata, requires_dist=kept)


def spelled_extras(metadata: CoreMetadata) -> set[str]:
    """The extras of a file as its metadata spell them (packaging normalises them in requirements)."""
    return {found[1] or found[2] for found in _SPELLED.finditer(metadata.text)}


_SPELLED = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]|^Provides-Extra:[ \t]*(\S+)""", re.MULTILINE | re.IGNORECASE)


def _is_of_extra(requirement: Requirement, name: NormalizedName) -> bool:
    marker = "" if requirement.marker is None else str(requirement.marker)
    return any(canonicalize_name(found[1] or found[2]) == name for found in _SPELLED.finditer(marker))
