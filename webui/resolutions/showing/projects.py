"""One project in both answers: what its drawer shows, as a page of its own or beside the row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from resolver_core import Environment
from webui.resolutions.showing import formats, paths, records
from webui.resolutions.showing.explanations import Explained
from webui.resolutions.showing.ladders import LadderView, ladder_of
from webui.resolutions.showing.paths import WayDown
from webui.resolutions.showing.presenters import ResolutionPage
from webui.resolutions.showing.rows import Document, Row

GLYPHS = {"single": "●", "universal": "◆"}


@dataclass(frozen=True, slots=True)
class MetadataOf:
    """The metadata of one side: the file that was read, and whether it is the one that is installed."""

    kind: str  #: "single" or "universal"
    version: str
    filename: str
    how: str
    index_url: str
    installs: str  #: "" where no file fits the target
    is_read_only: bool  #: read for metadata, not installed
    repairs: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class DifferentLine:
    """A line of the metadata and which sides have it."""

    field: str
    text: str
    single: bool
    universal: bool

    @property
    def kind(self) -> str:
        """ "single" or "universal" for a line of one side alone, "" for one of both."""
        return "" if self.single and self.universal else "single" if self.single else "universal"


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a version. `marks` are (kind, words): what it is to either side."""

    version: str
    filename: str
    size: str
    uploaded: str
    requires_python: str
    yanked: str  #: "" for not yanked
    fits: bool
    marks: tuple[tuple[str, str], ...]


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
        everywhere = [*self.page.rows, *self.page.elsewhere]
        return next((row for row in everywhere if row.project == self.project), None)

    @property
    def is_known(self) -> bool:
        """Whether any answer has the project."""
        return any(self._packages(kind) for kind in GLYPHS)

    @property
    def address(self) -> str:
        """Its own address."""
        query = f"?{self.page.target_query}" if self.page.target_query else ""
        return f"{self.page.base}/p/{self.project}{query}"

    def _packages(self, kind: str) -> list[Document]:
        document = (self.page.single if kind == "single" else self.page.universal).document or {}
        return [package for package in document.get("packages", []) if package["name"] == self.project]

    def _here(self, kind: str) -> Document | None:
        """The package that a side installs at the target; without such a one the first it holds."""
        side = (self.row.single if kind == "single" else self.row.universal) if self.row else None
        found = self._packages(kind)
        same = [package for package in found if side and package["version"] == side.version]
        return next(iter(same or found), None)

    @cached_property
    def metadata(self) -> list[MetadataOf]:
        """What was read on either side."""
        sides = ((kind, self._here(kind)) for kind in GLYPHS)
        return [self._metadata_of(kind, package) for kind, package in sides if package and package["metadata_from"]]

    def _metadata_of(self, kind: str, package: Document) -> MetadataOf:
        read = package["metadata_from"]
        side = (self.row.single if kind == "single" else self.row.universal) if self.row else None
        filename, installs = read["filename"] or "", side.install_file if side else ""
        return MetadataOf(
            kind=kind,
            version=package["version"],
            filename=filename,
            how=records.HOW_READ.get(read["how"], read["how"]),
            index_url=package["index_url"] or package["source"],
            installs=installs,
            is_read_only=bool(filename) and filename != installs,
            repairs=tuple(package["repairs"]),
        )

    @cached_property
    def metadata_lines(self) -> list[DifferentLine]:
        """All lines of both metadata that the solver reads; none where one side has no metadata."""
        single, universal = (self._here(kind) for kind in GLYPHS)
        if not (single and universal and single["metadata_from"] and universal["metadata_from"]):
            return []
        left, right = (dict.fromkeys(_lines(package)) for package in (single, universal))
        return [DifferentLine(*line, line in left, line in right) for line in sorted(left | right)]

    @property
    def different_lines(self) -> list[DifferentLine]:
        """Those that one side has alone."""
        return [line for line in self.metadata_lines if line.kind]

    @property
    def common_lines(self) -> list[DifferentLine]:
        """Those that both sides have."""
        return [line for line in self.metadata_lines if not line.kind]

    @cached_property
    def ways(self) -> list[tuple[str, str, list[WayDown], int]]:
        """For each side that has it: its kind, its glyph, the ways down, and how many more there are."""
        found = []
        for kind, side in (("single", self.page.single), ("universal", self.page.universal)):
            ways = paths.ways_down(side.document, self.project) if side.document else []
            if ways:
                found.append((kind, GLYPHS[kind], ways[: paths.MOST_PATHS], len(ways[paths.MOST_PATHS :])))
        return found

    @cached_property
    def files(self) -> list[FileView]:
        """All files of every version that either side holds, newest version first."""
        versions: dict[tuple[str, str], Document] = {}
        for kind in GLYPHS:
            for package in self._packages(kind):
                versions.setdefault((package["version"], package["source"]), package)
        return [self._file(package, file) for package in reversed(versions.values()) for file in package["files"]]

    def _file(self, package: Document, file: Document) -> FileView:
        return FileView(
            version=package["version"],
            filename=file["filename"],
            size=formats.size(file["size_bytes"]) if file["size_bytes"] else "",
            uploaded=formats.moment(formats.parse_moment(file["uploaded_at"]))[:10],
            requires_python=file["requires_python"] or "",
            yanked="" if file["yanked_reason"] is None else file["yanked_reason"] or "without a reason",
            fits=fits(file, self.environment),
            marks=tuple(self._marks(package["version"], file["filename"])),
        )

    def _marks(self, version: str, filename: str) -> Iterator[tuple[str, str]]:
        for one in self.metadata:
            if one.version == version and one.filename == filename:
                yield one.kind, "read for metadata, not installed" if one.is_read_only else "read and installed"
            elif one.version == version and one.installs == filename:
                yield one.kind, "installed"

    @cached_property
    def in_forks(self) -> list[InFork]:
        """The versions of the universal answer with their environments."""
        here = self.row.universal.version if self.row and self.row.universal else ""
        return [
            InFork(
                version=package["version"],
                marker=package["marker"],
                forks=tuple(package["fork_markers"]),
                metadata_file=(package["metadata_from"] or {}).get("filename") or "",
                is_here=package["version"] == here,
            )
            for package in self._packages("universal")
        ]

    @property
    def explained(self) -> list[Explained]:
        """What is known of the reasons; nothing without an explanation."""
        return self.page.explanation.about(self.project)

    @cached_property
    def ladder(self) -> LadderView | None:
        """Every version with what became of it; None until the reasons were looked for."""
        return ladder_of(str(self.page.submission.pk), self.page.number, self.project)

    @property
    def followers(self) -> list[str]:
        """Projects that differ because this one does."""
        return self.page.explanation.followers(self.project)


def _lines(package: Document) -> Iterator[tuple[str, str]]:
    yield "Requires-Python", package["requires_python"] or "(none)"
    yield from (("Requires-Dist", text) for text in package["requires_dist"])
    yield from (("Provides-Extra", text) for text in package.get("provides_extra", ()))


def fits(file: Document, environment: Environment) -> bool:
    """Whether a target can install a file, by its tags and the Python range of the index page; sdists always can."""
    try:
        if file["requires_python"] and environment.python_version not in SpecifierSet(file["requires_python"]):
            return False
    except InvalidSpecifier:
        pass
    if file["kind"] != "wheel":
        return True
    try:
        tags = parse_wheel_filename(file["filename"])[3]
    except InvalidWheelFilename:
        return False
    return not tags.isdisjoint(environment.tags)
