"""One project in both answers: what its drawer shows, as a page of its own or beside the row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from resolver_core import Environment, PackageEntry, Place, ResolutionDocument
from webui.resolutions.showing.drawer.files import FileView, file_views
from webui.resolutions.showing.drawer.ladder import LadderView, ladder_of
from webui.resolutions.showing.drawer.metadata import DifferentLine, MetadataOf, metadata_lines, metadata_of
from webui.resolutions.showing.drawer.ways import WaysDown, ways_down
from webui.resolutions.showing.explanations import Explained
from webui.resolutions.showing.page import ResolutionPage
from webui.resolutions.showing.rows import Row, Side
from webui.resolutions.showing.supplied import SUPPLIED, Supplied

GLYPHS = {"single": "●", "universal": "◆"}


@dataclass(frozen=True, slots=True)
class InFork:
    """A version that the universal answer holds, and where."""

    version: str
    marker: str
    forks: tuple[str, ...]
    metadata_file: str
    is_here: bool


@dataclass(frozen=True)
class ProjectPage:
    """Everything about one project of an answer."""

    page: ResolutionPage
    project: str
    environment: Environment

    @cached_property
    def row(self) -> Row | None:
        """Its row at the target; None where the target installs it on neither side."""
        everywhere = [*self.page.table.rows, *self.page.elsewhere]
        return next((row for row in everywhere if row.project == self.project), None)

    @property
    def is_known(self) -> bool:
        """Whether any answer has the project."""
        return any(self._packages(kind) for kind in GLYPHS)

    @property
    def address(self) -> str:
        """Its own address."""
        return self.page.addresses.of_project(self.project)

    def _document(self, kind: str) -> ResolutionDocument | None:
        return (self.page.single if kind == "single" else self.page.universal).document

    def _packages(self, kind: str) -> list[PackageEntry]:
        document = self._document(kind)
        packages = document["packages"] if document else []
        return [package for package in packages if package["name"] == self.project]

    def _side(self, kind: str) -> Side | None:
        """What the target installs of it."""
        if self.row is None:
            return None
        return self.row.single if kind == "single" else self.row.universal

    def _shown(self, kind: str) -> list[PackageEntry]:
        """The entry that a side installs at the target; everything it holds where that is none of them."""
        side, found = self._side(kind), self._packages(kind)
        return [package for package in found if _is_of(side, package)] or found

    def _only(self, kind: str) -> PackageEntry | None:
        """The one entry of a side that can be put beside the other side's; None where there are several."""
        shown = self._shown(kind)
        return shown[0] if len(shown) == 1 else None

    @cached_property
    def metadata(self) -> list[MetadataOf]:
        """What was read on either side."""
        supplied = Supplied(self.page.submission)
        shown = ((kind, package) for kind in GLYPHS for package in self._shown(kind))
        return [
            metadata_of(kind, package, read, self._installs(kind), supplied.of_entry(package))
            for kind, package in shown
            if (read := package["metadata_from"])
        ]

    def _installs(self, kind: str) -> str:
        side = self._side(kind)
        return side.install_file if side else ""

    @cached_property
    def metadata_lines(self) -> list[DifferentLine]:
        """All lines of both metadata that the solver reads; none where one side has no metadata."""
        return metadata_lines(self._only("single"), self._only("universal"))

    @property
    def different_lines(self) -> list[DifferentLine]:
        """Those that one side has alone."""
        return [line for line in self.metadata_lines if line.kind]

    @property
    def common_lines(self) -> list[DifferentLine]:
        """Those that both sides have."""
        return [line for line in self.metadata_lines if not line.kind]

    @cached_property
    def ways(self) -> list[WaysDown]:
        """For each side that has it, how it comes there."""
        selection = self.page.asked.selection()
        place = Place(self.environment, selection.extras, selection.groups)
        documents = ((kind, self._document(kind)) for kind in GLYPHS)
        found = (
            ways_down(kind, GLYPHS[kind], document, self.project, place) for kind, document in documents if document
        )
        return [ways for ways in found if ways]

    @cached_property
    def files(self) -> list[FileView]:
        """All files of every version that either side holds, newest version first."""
        packages = [package for kind in GLYPHS for package in self._packages(kind)]
        return file_views(packages, self.metadata, self.environment)

    @cached_property
    def in_forks(self) -> list[InFork]:
        """The versions of the universal answer with their environments."""
        side = self._side("universal")
        return [_in_fork(package, _is_of(side, package)) for package in self._packages("universal")]

    @property
    def explained(self) -> list[Explained]:
        """What is known of the reasons; nothing without an explanation."""
        return self.page.explanation.about(self.project)

    @property
    def followers(self) -> list[str]:
        """Projects that differ because this one does."""
        return self.page.explanation.followers(self.project)

    @property
    def has_reasons(self) -> bool:
        """Whether anything is said of why."""
        return bool(self.followers) or any(entry.causes or entry.follows_from for entry in self.explained)

    @property
    def has_fixes(self) -> bool:
        """Whether any fix was tried for it."""
        return any(entry.fixes or entry.in_vain for entry in self.explained)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts that it has, in their order: what each is called in addresses, and its word."""
        here = (
            ("why", "Why", self.has_reasons),
            ("ask", "Ask", not self.page.is_running),
            ("project-fixes", "Fixes", self.has_fixes),
            ("metadata", "Metadata", bool(self.metadata)),
            ("paths", "Paths", bool(self.ways)),
            ("ladder", "Every version", self.ladder is not None),
            ("files", "Files", bool(self.files)),
        )
        return [(place, word) for place, word, is_there in here if is_there]

    @cached_property
    def ladder(self) -> LadderView | None:
        """Every version with what became of it; None until the reasons were looked for."""
        return ladder_of(str(self.page.submission.pk), self.page.addresses.number, self.project)


def _is_of(side: Side | None, package: PackageEntry) -> bool:
    """Whether an entry of an answer is the one that a side has at the target: a version may come from two indexes."""
    return side is not None and (package["version"], package["source"]) == (side.version, side.source)


def _in_fork(package: PackageEntry, is_here: bool) -> InFork:
    read = package["metadata_from"]
    return InFork(
        version=package["version"],
        marker=package["marker"],
        forks=tuple(package["fork_markers"]),
        metadata_file=(read["filename"] or "") if read and read["how"] != SUPPLIED else "",
        is_here=is_here,
    )
