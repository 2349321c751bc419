"""What can go from an index: projects, versions, files, and what a file says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.index.base import Index
from resolver_core.index.kept.snapshot import IndexSnapshot, PageKey
from resolver_core.index.records import Distribution, MetadataRead, ProjectPage
from resolver_core.minimise.case import Case
from resolver_core.minimise.levels import Level
from resolver_core.minimise.universe import Fact, FactKind, FileOnPage, Universe


@dataclass(frozen=True)
class RecordedFiles:
    """The files on the pages that a run has read, and the index that tells of each what it says."""

    files: Mapping[FileOnPage, Distribution]
    requires: Mapping[FileOnPage, tuple[NormalizedName, ...]]  #: by the numbers of lines; of files that were read
    index: Index

    @classmethod
    def of(cls, snapshot: IndexSnapshot, index: Index) -> RecordedFiles:
        """Those of a snapshot of an index."""
        pages = ((key, page) for key, page in snapshot.pages.items() if isinstance(page, ProjectPage))
        files = {FileOnPage(key, file.filename): file for key, page in pages for file in page.distributions}
        requires = {}
        for name, file in files.items():
            read = snapshot.metadata.get((file.url, file.project))
            if isinstance(read, MetadataRead):
                requires[name] = tuple(canonicalize_name(line.name) for line in read.metadata.requires_dist)
        return cls(files, requires, index)

    def lines_about(self, universe: Universe, projects: Collection[NormalizedName]) -> Iterator[Fact]:
        """The lines of files that were read which require one of some projects."""
        for file in universe.files:
            for number, name in enumerate(self.requires.get(file, ())):
                if name in projects:
                    yield Fact(FactKind.REQUIREMENT, file, number)

    def facts_of(self, file: FileOnPage) -> Iterator[Fact]:
        """What a file says that it could leave unsaid. Its metadata are read where nobody has asked for them before:
        in a smaller index somebody may.
        """
        listed = self.files[file]
        read = self.index.metadata(listed)
        metadata = read.metadata if isinstance(read, MetadataRead) else None
        if listed.uploaded_at is not None:
            yield Fact(FactKind.UPLOAD_TIME, file)
        if listed.is_yanked:
            yield Fact(FactKind.YANKED, file)
        if listed.requires_python is not None or (metadata is not None and metadata.requires_python is not None):
            yield Fact(FactKind.REQUIRES_PYTHON, file)
        lines = 0 if metadata is None else len(metadata.requires_dist)
        yield from (Fact(FactKind.REQUIREMENT, file, number) for number in range(lines))


def levels_of_index(recorded: RecordedFiles) -> tuple[Level, ...]:
    """From whole projects down to single lines of metadata."""
    return Projects(recorded), Pages(), Versions(recorded), Files(), Facts(recorded)


def _universe(case: Case) -> Universe:
    assert case.universe is not None, "an index gets smaller only where its part is known"
    return case.universe


def _without_files(case: Case, gone: Collection[FileOnPage]) -> Case:
    return replace(case, universe=_universe(case).without_files(gone))


@dataclass(frozen=True)
class Projects:
    """Projects with every line that requires them: who needs one for nothing else can be without."""

    recorded: RecordedFiles

    def parts(self, case: Case) -> tuple[NormalizedName, ...]:
        """By name."""
        return tuple(sorted(_universe(case).projects))

    def without(self, case: Case, gone: Collection[NormalizedName]) -> Case:
        """The case in which nobody has heard of some projects."""
        universe = _universe(case)
        less = universe.without_files([file for file in universe.files if file.project in gone])
        return replace(case, universe=less.without_facts(self.recorded.lines_about(less, gone)))


@dataclass(frozen=True)
class Pages:
    """The pages of projects, on each index."""

    def parts(self, case: Case) -> tuple[PageKey, ...]:
        """By index and project."""
        return tuple(sorted(_universe(case).pages))

    def without(self, case: Case, gone: Collection[PageKey]) -> Case:
        """The case in which the index lacks some projects."""
        return _without_files(case, [file for file in _universe(case).files if file.page in gone])


@dataclass(frozen=True)
class Versions:
    """The versions on each page."""

    recorded: RecordedFiles

    def parts(self, case: Case) -> tuple[tuple[PageKey, Version], ...]:
        """Old ones first."""
        return tuple(sorted({self._version(file) for file in _universe(case).files}))

    def without(self, case: Case, gone: Collection[tuple[PageKey, Version]]) -> Case:
        """The case in which some versions were never published."""
        return _without_files(case, [file for file in _universe(case).files if self._version(file) in gone])

    def _version(self, file: FileOnPage) -> tuple[PageKey, Version]:
        return file.page, self.recorded.files[file].version


@dataclass(frozen=True)
class Files:
    """The files of each version."""

    def parts(self, case: Case) -> tuple[FileOnPage, ...]:
        """By name."""
        return tuple(sorted(_universe(case).files, key=lambda file: (file.page, file.filename)))

    def without(self, case: Case, gone: Collection[FileOnPage]) -> Case:
        """The case in which some files were never uploaded."""
        return _without_files(case, gone)


@dataclass(frozen=True)
class Facts:
    """What the files say: when they were uploaded, that they are yanked, the Pythons and the projects they require."""

    recorded: RecordedFiles

    def parts(self, case: Case) -> tuple[Fact, ...]:
        """Those that are still said, of one kind after the other."""
        universe = _universe(case)
        said = (fact for file in universe.files for fact in self.recorded.facts_of(file) if fact not in universe.unsaid)
        return tuple(sorted(said, key=lambda fact: (fact.kind, fact.file.page, fact.file.filename, fact.detail)))

    def without(self, case: Case, gone: Collection[Fact]) -> Case:
        """The case in which some files say less."""
        return replace(case, universe=_universe(case).without_facts(gone))
