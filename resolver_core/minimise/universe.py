"""A part of an index: some of its files, and of what they say not everything. Nothing else is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from packaging.utils import NormalizedName

from resolver_core.index.base import Index, used_operator_credentials
from resolver_core.index.kept.recording import page_key
from resolver_core.index.kept.snapshot import IndexSnapshot, PageKey
from resolver_core.index.records import (
    CoreMetadata,
    Distribution,
    IndexLocation,
    MetadataAnswer,
    MetadataRead,
    PageAnswer,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)


@dataclass(frozen=True, slots=True)
class FileOnPage:
    """A file by its name, on the page of an index that lists it."""

    page: PageKey
    filename: str

    @property
    def project(self) -> NormalizedName:
        """Whose file it is."""
        return self.page[2]


class FactKind(StrEnum):
    """What a file says that it could leave unsaid."""

    REQUIREMENT = "requirement"  #: `detail` is its number in the metadata
    REQUIRES_PYTHON = "requires-python"  #: of the page and of the metadata
    YANKED = "yanked"
    UPLOAD_TIME = "upload-time"


@dataclass(frozen=True, slots=True)
class Fact:
    """One of these."""

    kind: FactKind
    file: FileOnPage
    detail: int = 0


@dataclass(frozen=True)
class Universe:
    """The files that are there, and the facts of them that are not."""

    files: frozenset[FileOnPage]
    unsaid: frozenset[Fact] = frozenset()

    def without_files(self, gone: Collection[FileOnPage]) -> Universe:
        """The same with less files; a page without any is not there."""
        files = self.files.difference(gone)
        return Universe(files, frozenset(fact for fact in self.unsaid if fact.file in files))

    def without_facts(self, gone: Iterable[Fact]) -> Universe:
        """The same files, saying less."""
        return replace(self, unsaid=self.unsaid.union(gone))

    @cached_property
    def unsaid_of(self) -> Mapping[FileOnPage, tuple[Fact, ...]]:
        """What each file leaves unsaid; files that say everything are not in it."""
        found: dict[FileOnPage, list[Fact]] = {}
        for fact in self.unsaid:
            found.setdefault(fact.file, []).append(fact)
        return {file: tuple(facts) for file, facts in found.items()}

    @property
    def pages(self) -> frozenset[PageKey]:
        """The pages that list something."""
        return frozenset(file.page for file in self.files)

    @property
    def projects(self) -> frozenset[NormalizedName]:
        """The projects that have a file."""
        return frozenset(file.project for file in self.files)


def universe_of(snapshot: IndexSnapshot, cutoff: datetime | None = None) -> Universe:
    """Everything that a run has read; with a cut-off only what it shows."""
    return Universe(
        frozenset(
            FileOnPage(key, file.filename)
            for key, page in snapshot.pages.items()
            if isinstance(page, ProjectPage)
            for file in page.distributions
            if cutoff is None or (file.uploaded_at is not None and file.uploaded_at < cutoff)
        )
    )


@dataclass
class PartialIndex:
    """Answers of an index as far as a universe has them; pages that it lacks are not found."""

    inner: Index
    universe: Universe
    _pages: dict[PageKey, PageAnswer] = field(default_factory=dict, init=False, repr=False)

    @property
    def used_operator_credentials(self) -> bool:
        """Whether the index behind it has used the operator's credentials."""
        return used_operator_credentials(self.inner)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The page with the files that are there."""
        key = page_key(location, project)
        if key not in self._pages:
            self._pages[key] = self._page(key, location, project)
        return self._pages[key]

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """What is left of a file's metadata."""
        answer = self.inner.metadata(distribution)
        gone = [
            fact
            for page in self._pages
            if page[2] == distribution.project and page[0] == distribution.index_url
            for fact in self.universe.unsaid_of.get(FileOnPage(page, distribution.filename), ())
        ]
        return replace(answer, metadata=_less(answer.metadata, gone)) if isinstance(answer, MetadataRead) else answer

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Passed on for what is there."""
        self.inner.prefetch_pages(location, [one for one in projects if page_key(location, one) in self.universe.pages])

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Passed on."""
        self.inner.prefetch_metadata(distributions)

    def _page(self, key: PageKey, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        absent = PageProblem(project, location.url, PageProblemKind.NOT_FOUND, f"{location.url}/{project}/", 404)
        answer = self.inner.page(location, project) if key in self.universe.pages else absent
        if not isinstance(answer, ProjectPage):
            return answer
        listed = (file for file in answer.distributions if FileOnPage(key, file.filename) in self.universe.files)
        return replace(answer, distributions=tuple(self._file(key, file) for file in listed), skipped=())

    def _file(self, key: PageKey, file: Distribution) -> Distribution:
        for fact in self.universe.unsaid_of.get(FileOnPage(key, file.filename), ()):
            match fact.kind:
                case FactKind.REQUIRES_PYTHON:
                    file = replace(file, requires_python=None)
                case FactKind.YANKED:
                    file = replace(file, yanked_reason=None)
                case FactKind.UPLOAD_TIME:
                    file = replace(file, uploaded_at=None)
        return file


def _less(metadata: CoreMetadata, gone: Collection[Fact]) -> CoreMetadata:
    lines = {fact.detail for fact in gone if fact.kind is FactKind.REQUIREMENT}
    loses_python = any(fact.kind is FactKind.REQUIRES_PYTHON for fact in gone)
    if not lines and not loses_python:
        return metadata
    requirements = tuple(one for number, one in enumerate(metadata.requires_dist) if number not in lines)
    return replace(
        metadata,
        requires_dist=requirements,
        requires_python=None if loses_python else metadata.requires_python,
        text=_header_block(metadata, lines, loses_python),
    )


_UNFOLDED = re.compile(r"\n(?![ \t])")


def _header_block(metadata: CoreMetadata, lines: Collection[int], loses_python: bool) -> str:
    """The headers without those that are gone; "" where they cannot be told apart."""
    headers = _UNFOLDED.split(metadata.text)
    requirements = [header for header in headers if header.lower().startswith("requires-dist:")]
    if len(requirements) != len(metadata.requires_dist):
        return ""
    gone = {id(requirements[number]) for number in lines}
    if loses_python:
        gone |= {id(header) for header in headers if header.lower().startswith("requires-python:")}
    return "\n".join(header for header in headers if id(header) not in gone)
