"""`MemoryIndex`: an index made of plain Python data, for tests and examples. It logs what it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.index.formats.core_metadata import InvalidMetadata, parse_core_metadata
from resolver_core.index.formats.filenames import parse_filename
from resolver_core.index.formats.lenient import UnreadableText, lenient_specifiers
from resolver_core.index.records import (
    Distribution,
    DistributionKind,
    IndexLocation,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    MetadataSource,
    PageAnswer,
    PageProblem,
    PageProblemKind,
    ProjectPage,
    Provenance,
    SkippedFile,
)

DEFAULT_URL = "https://index.test/simple"


@dataclass(frozen=True, slots=True)
class MemoryFile:
    """One file of a project: its name says version and tags, the rest is what the page and METADATA would say.

    `problem` is answered in place of metadata; `metadata_name` differs from the project only on purpose.
    """

    filename: str
    requires: Sequence[str] = ()  #: Requires-Dist, as written
    requires_python: str | None = None  #: of the page and of the metadata
    page_requires_python: str | None = None  #: of the page, where it says something else; "" for nothing
    extras: Sequence[str] = ()  #: Provides-Extra
    uploaded_at: datetime | None = None
    yanked_reason: str | None = None
    problem: MetadataProblemKind | None = None
    status_code: int | None = None  #: with `problem` STATUS
    metadata_name: str | None = None
    witness: str = ""  #: with `problem` NEEDS_BUILD: where the sdist says the rest, as its publisher built it


@dataclass
class MemoryIndex:
    """Answers from `projects` (project name to files), kept per index URL; everything else is not found.

    `questions` lists what was asked, in order: `("page", index URL, project)` and `("metadata", index URL, file)`.
    Prefetches are not questions.
    """

    projects: Mapping[str, Sequence[MemoryFile]] = field(default_factory=dict)
    url: str = DEFAULT_URL
    others: Mapping[str, Mapping[str, Sequence[MemoryFile]]] = field(default_factory=dict)
    page_problems: Mapping[str, PageProblemKind] = field(default_factory=dict)
    questions: list[tuple[str, str, str]] = field(default_factory=list)
    _by_name: dict[int, Mapping[str, Sequence[MemoryFile]]] = field(default_factory=dict, init=False, repr=False)

    @property
    def location(self) -> IndexLocation:
        """The index itself, as the default one."""
        return IndexLocation(self.url, default=True)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The files of a project on the index at `location.url`."""
        self.questions.append(("page", location.url, project))
        if (kind := self.page_problems.get(project)) is not None:
            return PageProblem(project, location.url, kind, f"{location.url}/{project}/")
        files = self._files(location.url, project)
        if files is None:
            return PageProblem(project, location.url, PageProblemKind.NOT_FOUND, f"{location.url}/{project}/", 404)
        return _page(files, project, location.url)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """What the file says about itself."""
        self.questions.append(("metadata", distribution.index_url, distribution.filename))
        files = self._files(distribution.index_url, distribution.project) or ()
        file = next((file for file in files if file.filename == distribution.filename), None)
        if file is None:
            return MetadataProblem(distribution, MetadataProblemKind.STATUS, distribution.url, 404)
        if file.problem is not None:
            problem = MetadataProblem(distribution, file.problem, distribution.url, file.status_code)
            return replace(problem, assumed=_as_built(distribution, file)) if file.witness else problem
        return _read(distribution, file)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Nothing to warm."""

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Nothing to warm."""

    def _files(self, url: str, project: NormalizedName) -> Sequence[MemoryFile] | None:
        projects = self.projects if url == self.url else self.others.get(url, {})
        if id(projects) not in self._by_name:
            self._by_name[id(projects)] = {canonicalize_name(name): files for name, files in projects.items()}
        return self._by_name[id(projects)].get(project)


def _page(files: Iterable[MemoryFile], project: NormalizedName, index_url: str) -> ProjectPage:
    offered: list[Distribution] = []
    skipped: list[SkippedFile] = []
    for file in files:
        try:
            offered.append(distribution(file, project, index_url))
        except UnreadableText as error:
            repaired = distribution(replace(file, page_requires_python=""), project, index_url)
            skipped.append(SkippedFile(file.filename, f"unreadable requires-python {error}", repaired))
    return ProjectPage(project, index_url, tuple(offered), tuple(skipped))


def distribution(file: MemoryFile, project: NormalizedName, index_url: str = DEFAULT_URL) -> Distribution:
    """The row that the page of an index would have. Raises `UnusableFilename` and `UnreadableText`."""
    parsed = parse_filename(file.filename, project)
    said = file.requires_python if file.page_requires_python is None else file.page_requires_python
    return Distribution(
        project=project,
        version=parsed.version,
        filename=file.filename,
        url=f"{index_url}/files/{file.filename}",
        kind=DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST,
        index_url=index_url,
        tags=parsed.tags,
        build_tag=parsed.build_tag,
        requires_python=lenient_specifiers(said)[0] if said else None,
        uploaded_at=file.uploaded_at,
        yanked_reason=file.yanked_reason,
        hashes={"sha256": sha256(f"{index_url} {file.filename}".encode()).hexdigest()},
        has_metadata_file=parsed.is_wheel,
    )


def _read(distribution: Distribution, file: MemoryFile) -> MetadataAnswer:
    text = _header_block(distribution, file)
    try:
        metadata = parse_core_metadata(text.encode())
    except InvalidMetadata as error:
        return MetadataProblem(distribution, MetadataProblemKind.INVALID, distribution.url, None, error.reason, text)
    if metadata.name != distribution.project:
        return MetadataProblem(distribution, MetadataProblemKind.NAME_MISMATCH, distribution.url)
    source = MetadataSource.SEPARATE_FILE if distribution.is_wheel else MetadataSource.SDIST
    return MetadataRead(metadata, Provenance(distribution, source))


def _as_built(distribution: Distribution, file: MemoryFile) -> MetadataRead:
    metadata = parse_core_metadata(_header_block(distribution, file).encode())
    return MetadataRead(metadata, Provenance(distribution, MetadataSource.SDIST_AS_BUILT, witness=file.witness))


def _header_block(distribution: Distribution, file: MemoryFile) -> str:
    lines = [
        "Metadata-Version: 2.3",
        f"Name: {file.metadata_name or distribution.project}",
        f"Version: {distribution.version}",
    ]
    if file.requires_python is not None:
        lines.append(f"Requires-Python: {file.requires_python}")
    lines += [f"Provides-Extra: {extra}" for extra in file.extras]
    lines += [f"Requires-Dist: {requirement}" for requirement in file.requires]
    return "\n".join(lines)
