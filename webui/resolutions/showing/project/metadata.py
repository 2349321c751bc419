"""Which metadata were read of a project on either side, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resolver_core import MetadataFileEntry, PackageEntry, RepairEntry
from webui.resolutions.showing import formats


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
    repairs: tuple[RepairEntry, ...]


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


def metadata_of(kind: str, package: PackageEntry, read: MetadataFileEntry, installs: str) -> MetadataOf:
    """The metadata that were `read` of a package. `installs` is the file that the target installs, "" for none."""
    filename = read["filename"] or ""
    return MetadataOf(
        kind=kind,
        version=package["version"],
        filename=filename,
        how=formats.how_read(read["how"]),
        index_url=package["index_url"] or package["source"],
        installs=installs,
        is_read_only=bool(filename) and filename != installs,
        repairs=tuple(package["repairs"]),
    )


def metadata_lines(single: PackageEntry | None, universal: PackageEntry | None) -> list[DifferentLine]:
    """All lines of both metadata that the solver reads; none where one side has no metadata."""
    if not (single and universal and single["metadata_from"] and universal["metadata_from"]):
        return []
    left, right = (dict.fromkeys(_lines(package)) for package in (single, universal))
    return [DifferentLine(*line, line in left, line in right) for line in sorted(left | right)]


def _lines(package: PackageEntry) -> Iterator[tuple[str, str]]:
    yield "Requires-Python", package["requires_python"] or "(none)"
    yield from (("Requires-Dist", text) for text in package["requires_dist"])
    yield from (("Provides-Extra", text) for text in package.get("provides_extra", ()))
