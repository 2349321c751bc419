"""The files of a small index with what they say, by project and version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.index.records import Distribution, IndexLocation, MetadataProblemKind, MetadataRead, ProjectPage
from resolver_core.minimise.index_levels import RecordedFiles
from resolver_core.minimise.universe import PartialIndex, Universe


@dataclass(frozen=True, slots=True)
class SaidFile:
    """A file with what the page and the metadata say. `is_read`: the metadata were looked at and could be read."""

    file: Distribution
    requires: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    metadata_python: str = ""
    is_read: bool = False
    trouble: str = ""  #: why the metadata could not be read, where they were asked for

    @property
    def python(self) -> str:
        """Requires-Python of the page."""
        return "" if self.file.requires_python is None else str(self.file.requires_python)


Releases = Mapping[NormalizedName, Mapping[Version, tuple[SaidFile, ...]]]


def releases_of(universe: Universe, recorded: RecordedFiles) -> Releases:
    """Everything that is left, by name and version in order."""
    index = PartialIndex(recorded.index, universe)
    found: dict[NormalizedName, dict[Version, list[SaidFile]]] = {}
    for url, is_flat, project in sorted(universe.pages):
        page = index.page(IndexLocation(url, flat=is_flat), project)
        for file in page.distributions if isinstance(page, ProjectPage) else ():
            found.setdefault(project, {}).setdefault(file.version, []).append(_said(index, file))
    return {
        name: {version: tuple(versions[version]) for version in sorted(versions)} for name, versions in found.items()
    }


def _said(index: PartialIndex, file: Distribution) -> SaidFile:
    answer = index.metadata(file)
    if not isinstance(answer, MetadataRead):
        is_known = answer.kind is not MetadataProblemKind.NOT_RECORDED  # else nobody has asked for them
        return SaidFile(file, trouble=answer.kind.value if is_known else "")
    metadata = answer.metadata
    return SaidFile(
        file,
        tuple(map(str, metadata.requires_dist)),
        tuple(metadata.provides_extra),
        "" if metadata.requires_python is None else str(metadata.requires_python),
        is_read=True,
    )


def said_files(releases: Releases) -> Iterator[SaidFile]:
    """All files."""
    return (said for versions in releases.values() for files in versions.values() for said in files)
