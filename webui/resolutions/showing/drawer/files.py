"""The files of a project's versions: which of them fit the target, and what each is to either side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resolver_core import Environment, PackageEntry, files_from_json, is_installable
from webui.resolutions.showing import formats
from webui.resolutions.showing.drawer.metadata import MetadataOf


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


def file_views(packages: Iterable[PackageEntry], read: list[MetadataOf], target: Environment) -> list[FileView]:
    """All files of every version once, the last one first. `read` are the metadata of either side."""
    versions: dict[tuple[str, str], PackageEntry] = {}
    for package in packages:
        versions.setdefault((package["version"], package["source"]), package)
    return [view for package in reversed(versions.values()) for view in _of_version(package, read, target)]


def _of_version(package: PackageEntry, read: list[MetadataOf], target: Environment) -> Iterator[FileView]:
    for file in files_from_json(package):
        yield FileView(
            version=package["version"],
            filename=file.filename,
            size=formats.size(file.size_bytes) if file.size_bytes else "",
            uploaded=formats.moment(file.uploaded_at)[:10],
            requires_python=str(file.requires_python or ""),
            yanked="" if file.yanked_reason is None else file.yanked_reason or "without a reason",
            fits=is_installable(file, target),
            marks=tuple(_marks(package, file.filename, read)),
        )


def _marks(package: PackageEntry, filename: str, read: list[MetadataOf]) -> Iterator[tuple[str, str]]:
    of_entry = (one for one in read if (one.version, one.source) == (package["version"], package["source"]))
    for one in of_entry:
        if one.filename == filename:
            yield one.kind, "read for metadata, not installed" if one.is_read_only else "read and installed"
        elif one.installs == filename:
            yield one.kind, "installed"
