"""One chosen version: its files, the metadata that were read, and whom it requires."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, NotRequired, TypedDict

from packaging.tags import Tag
from packaging.utils import BuildTag, InvalidWheelFilename, NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from resolver_core.answer.resolution import Edge, Pin, PinKey
from resolver_core.codec.says import one_of, says
from resolver_core.codec.target import specifiers_of, specifiers_text, time_of, time_text
from resolver_core.index.records import (
    CoreMetadata,
    Distribution,
    DistributionKind,
    MetadataSource,
    Provenance,
    Repair,
)
from resolver_core.inputs.written_requirement import WrittenRequirement

OneMetadataSource = Annotated[str, one_of(MetadataSource)]


class MetadataFileEntry(TypedDict):
    """The file whose metadata were read. It is not the installed file: read both."""

    filename: Annotated[str | None, says("`null`: metadata that were supplied for no file")]
    url: Annotated[str | None, says("where it is")]
    index_url: Annotated[str | None, says("the index that lists it")]
    how: Annotated[
        OneMetadataSource,
        says(
            "`separate-file` (PEP 658), `range` (bytes out of the wheel), `whole-file`, `sdist` (static metadata) or "
            "`supplied` (`tool.uv.dependency-metadata`; the file named was not read); assumed: `sdist-as-built` (what "
            "its publisher's build wrote), `out-of-reach` (a source that is not read, without requirements)"
        ),
    ]
    read_at: Annotated[str | None, says("when the bytes came from the index")]
    bytes_read: Annotated[int, says("how many were read")]
    from_cache: Annotated[bool, says("whether they were kept from before")]
    witness: NotRequired[Annotated[str, says("of an assumption: the member of the sdist, or the source not read")]]


class InstallFileEntry(TypedDict):
    """The file that the target would install."""

    filename: Annotated[str, says("its name")]
    url: Annotated[str, says("where it is")]


class FileEntry(TypedDict):
    """One file of a version."""

    filename: Annotated[str, says("its name")]
    url: Annotated[str, says("where it is")]
    index_url: NotRequired[Annotated[str, says("the index that lists it; documents of the first days lack it")]]
    kind: Annotated[str, one_of(DistributionKind), says("`wheel` or `sdist`")]
    size_bytes: Annotated[int | None, says("as the index says")]
    uploaded_at: Annotated[str | None, says("as the index says")]
    yanked_reason: Annotated[str | None, says('`null`: not yanked; "": yanked without a reason')]
    requires_python: Annotated[str | None, says("of the page")]
    hashes: NotRequired[Annotated[dict[str, str], says("algorithm to hex; documents of the first days lack them")]]


class RepairEntry(TypedDict):
    """A malformed specifier that was read leniently, as uv does."""

    before: Annotated[str, says("as it is written")]
    after: Annotated[str, says("as it was read")]
    rule: Annotated[str, says("the name of the rule")]


class EdgeEntry(TypedDict):
    """A requirement that was met: of a package, of one of its extras or groups, or of the request."""

    name: Annotated[str, says("of the required project")]
    version: Annotated[str, says("its chosen version")]
    source: Annotated[str, says("the rest of its key")]
    marker: Annotated[str, says("relative to the package that holds the edge")]
    specifier: Annotated[str, says("the allowed versions")]
    extra: Annotated[str | None, says("the extra of the required project")]
    group: Annotated[str | None, says("the group of it")]
    line: Annotated[int | None, says("1-based, of the user's own requirement")]


class PackageEntry(TypedDict):
    """One chosen version. `name`, `version` and `source` are its key."""

    name: Annotated[str, says("the normalised name")]
    version: Annotated[str, says("the chosen version")]
    source: Annotated[str, says("the URL of the index or of the archive")]
    index_url: Annotated[str | None, says("the index, `null` for a direct URL")]
    marker: Annotated[str, says("where it is installed when every extra and group is asked for")]
    fork_markers: Annotated[
        list[str], says("the environments of its forks, only where the project has several versions")
    ]
    root: Annotated[bool, says("true for the project itself")]
    metadata_from: Annotated[
        MetadataFileEntry | None,
        says("the file whose metadata were read; `null` for the project itself and for a lock that was read"),
    ]
    install_file: Annotated[InstallFileEntry | None, says("what the target would install; `null` without a target")]
    files: Annotated[list[FileEntry], says("all files of the version")]
    requires_python: Annotated[str | None, says("of the metadata that were read")]
    requires_dist: Annotated[list[str], says("of the metadata that were read")]
    provides_extra: Annotated[list[str], says("of the metadata that were read")]
    repairs: Annotated[list[RepairEntry], says("specifiers that were read leniently")]
    dependencies: Annotated[list[EdgeEntry], says("what it requires")]
    optional_dependencies: Annotated[dict[str, list[EdgeEntry]], says("the same by extra")]
    dependency_groups: Annotated[dict[str, list[EdgeEntry]], says("the same by group")]


# -- to JSON ------------------------------------------------------------------------------------


def package_entry(pin: Pin, edges: Iterable[Edge]) -> PackageEntry:
    """The entry of a pin with the edges that leave it."""
    edges = list(edges)
    metadata = pin.metadata
    return {
        "name": pin.project,
        "version": str(pin.version),
        "source": pin.key.source,
        "index_url": pin.index_url,
        "marker": pin.marker,
        "fork_markers": list(pin.fork_markers),
        "root": pin.is_root,
        "metadata_from": None if pin.provenance is None else metadata_file_entry(pin.provenance),
        "install_file": None if pin.install_file is None else install_file_entry(pin.install_file),
        "files": [file_entry(file) for file in pin.distributions],
        "requires_python": None if metadata is None else specifiers_text(metadata.requires_python),
        "requires_dist": [] if metadata is None else list(map(str, metadata.requires_dist)),
        "provides_extra": [] if metadata is None else list(metadata.provides_extra),
        "repairs": [] if metadata is None else [repair_entry(repair) for repair in metadata.repairs],
        "dependencies": [edge_entry(e) for e in edges if e.parent_extra is None and e.parent_group is None],
        "optional_dependencies": _by_part((e.parent_extra, e) for e in edges),
        "dependency_groups": _by_part((e.parent_group, e) for e in edges),
    }


def _by_part(parts: Iterable[tuple[str | None, Edge]]) -> dict[str, list[EdgeEntry]]:
    found: dict[str, list[EdgeEntry]] = {}
    for part, edge in parts:
        if part is not None:
            found.setdefault(part, []).append(edge_entry(edge))
    return dict(sorted(found.items()))


def edge_entry(edge: Edge) -> EdgeEntry:
    """The entry of an edge; who holds it is said by its place."""
    return {
        "name": edge.child.project,
        "version": str(edge.child.version),
        "source": edge.child.source,
        "marker": edge.marker,
        "specifier": edge.specifier,
        "extra": edge.child_extra,
        "group": edge.child_group,
        "line": edge.line,
    }


def metadata_file_entry(provenance: Provenance) -> MetadataFileEntry:
    """The entry of where metadata came from."""
    file = provenance.distribution
    entry: MetadataFileEntry = {
        "filename": provenance.filename,
        "url": None if file is None else file.url,
        "index_url": None if file is None else file.index_url,
        "how": provenance.source.value,
        "read_at": time_text(provenance.read_at),
        "bytes_read": provenance.bytes_read,
        "from_cache": provenance.from_cache,
    }
    return {**entry, "witness": provenance.witness} if provenance.is_assumed else entry


def install_file_entry(file: Distribution) -> InstallFileEntry:
    """The entry of the file that is installed."""
    return {"filename": file.filename, "url": file.url}


def file_entry(file: Distribution) -> FileEntry:
    """The entry of a file."""
    return {
        "filename": file.filename,
        "url": file.url,
        "index_url": file.index_url,
        "kind": file.kind.value,
        "size_bytes": file.size_bytes,
        "uploaded_at": time_text(file.uploaded_at),
        "yanked_reason": file.yanked_reason,
        "requires_python": specifiers_text(file.requires_python),
        "hashes": dict(file.hashes),
    }


def repair_entry(repair: Repair) -> RepairEntry:
    """The entry of a repair."""
    return {"before": repair.before, "after": repair.after, "rule": repair.rule}


# -- from JSON ----------------------------------------------------------------------------------


def name_of(text: str) -> NormalizedName:
    """A project's name, an extra or a group."""
    return canonicalize_name(text)


def _name_or_none(text: str | None) -> NormalizedName | None:
    return None if text is None else name_of(text)


def key_of(entry: PackageEntry | EdgeEntry) -> PinKey:
    """The key of a package, or of the package that an edge leads to."""
    return PinKey(name_of(entry["name"]), Version(entry["version"]), entry["source"])


def files_from_json(package: PackageEntry) -> tuple[Distribution, ...]:
    """The files of one entry of a resolution document's `packages`."""
    return tuple(_file(file, package) for file in package["files"])


def pin_of(entry: PackageEntry) -> Pin:
    """The pin of an entry."""
    files = files_from_json(entry)
    by_url = {file.url: file for file in files}
    provenance, install = entry["metadata_from"], entry["install_file"]
    return Pin(
        key=key_of(entry),
        marker=entry["marker"],
        fork_markers=tuple(entry["fork_markers"]),
        provenance=None if provenance is None else _provenance(provenance, by_url),
        metadata=None if provenance is None else _metadata(entry),
        install_file=None if install is None else by_url.get(install["url"]),
        distributions=files,
        index_url=entry["index_url"],
        is_root=entry["root"],
    )


def edges_of(entry: PackageEntry) -> Iterator[Edge]:
    """The edges that leave a package."""
    parent = key_of(entry)
    yield from (edge_of(parent, edge) for edge in entry["dependencies"])
    for extra, edges in entry["optional_dependencies"].items():
        yield from (edge_of(parent, edge, extra=extra) for edge in edges)
    for group, edges in entry["dependency_groups"].items():
        yield from (edge_of(parent, edge, group=group) for edge in edges)


def edge_of(parent: PinKey | None, entry: EdgeEntry, extra: str | None = None, group: str | None = None) -> Edge:
    """The edge of an entry that `parent` holds; None: the request."""
    return Edge(
        parent=parent,
        child=key_of(entry),
        marker=entry["marker"],
        specifier=entry["specifier"],
        parent_extra=_name_or_none(extra),
        parent_group=_name_or_none(group),
        child_extra=_name_or_none(entry["extra"]),
        child_group=_name_or_none(entry["group"]),
        line=entry["line"],
    )


def _file(file: FileEntry, package: PackageEntry) -> Distribution:
    is_wheel = file["kind"] == DistributionKind.WHEEL
    build, tags = _wheel_tags(file["filename"]) if is_wheel else ((), frozenset())
    return Distribution(
        project=name_of(package["name"]),
        version=Version(package["version"]),
        filename=file["filename"],
        url=file["url"],
        kind=DistributionKind(file["kind"]),
        index_url=file.get("index_url", package["index_url"] or ""),
        tags=tags,
        build_tag=build,
        requires_python=specifiers_of(file["requires_python"]),
        uploaded_at=time_of(file["uploaded_at"]),
        size_bytes=file["size_bytes"],
        yanked_reason=file["yanked_reason"],
        hashes=file.get("hashes", {}),
    )


def _wheel_tags(filename: str) -> tuple[BuildTag, frozenset[Tag]]:
    """The build tag and the tags of a wheel's name; a name that cannot be read has none, so that it fits nowhere."""
    try:
        _, _, build, tags = parse_wheel_filename(filename)
    except InvalidWheelFilename:
        return (), frozenset()
    return build, tags


def _provenance(entry: MetadataFileEntry, files: Mapping[str, Distribution]) -> Provenance:
    url = entry["url"]
    return Provenance(
        distribution=None if entry["filename"] is None or url is None else files.get(url),
        source=MetadataSource(entry["how"]),
        read_at=time_of(entry["read_at"]),
        bytes_read=entry["bytes_read"],
        from_cache=entry["from_cache"],
        witness=entry.get("witness", ""),
    )


def _metadata(entry: PackageEntry) -> CoreMetadata:
    return CoreMetadata(
        name=name_of(entry["name"]),
        version=Version(entry["version"]),
        requires_dist=tuple(map(WrittenRequirement, entry["requires_dist"])),
        requires_python=specifiers_of(entry["requires_python"]),
        provides_extra=tuple(map(name_of, entry["provides_extra"])),
        repairs=tuple(Repair(**repair) for repair in entry["repairs"]),
    )
