"""A stored resolution document becomes a `Resolution` again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.tags import Tag
from packaging.utils import BuildTag, InvalidWheelFilename, NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from resolver_core.answer.resolution import (
    Conflict,
    Edge,
    Failure,
    FailureKind,
    Fork,
    Outcome,
    PageRecord,
    Pin,
    PinKey,
    Premise,
    Resolution,
    SolveStats,
)
from resolver_core.answer.ways import RequirementGraph
from resolver_core.codec.encode import SCHEMA_VERSION
from resolver_core.errors import CoreError
from resolver_core.index.records import (
    CoreMetadata,
    Distribution,
    DistributionKind,
    MetadataSource,
    Provenance,
    Repair,
)
from resolver_core.inputs.written_requirement import WrittenRequirement
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target

Document = Mapping[str, Any]


class UnknownDocument(CoreError, ValueError):
    """A document of another schema version."""

    def __str__(self) -> str:
        return f"not a resolution document of schema version {SCHEMA_VERSION}"


def from_json(document: Document) -> Resolution:
    """The resolution of a document that `to_json` made. Raises UnknownDocument."""
    if document.get("schema_version") != SCHEMA_VERSION:
        raise UnknownDocument
    conflict, failure = document["conflict"], document["failure"]
    return Resolution(
        problem_digest=document["problem_digest"],
        label=document["label"],
        outcome=Outcome(document["outcome"]),
        requires_python=document["requires_python"],
        axes=document["axes"],
        target=_target(document["target"]),
        forks=tuple(_fork(entry) for entry in document["forks"]),
        pins=tuple(_pin(entry) for entry in document["packages"]),
        edges=tuple(_edges(document)),
        fork_markers=tuple(document["fork_markers"]),
        supported_markers=tuple(document["supported_markers"]),
        required_markers=tuple(document["required_markers"]),
        conflict=None if conflict is None else _conflict(conflict),
        failure=None if failure is None else _failure(failure),
        warnings=tuple(document["warnings"]),
        pages=tuple(
            PageRecord(_name(page["project"]), page["index_url"], _time(page["read_at"]), page["from_cache"])
            for page in document["pages"]
        ),
        stats=SolveStats(**document["stats"]),
    )


def requirements_from_json(document: Document) -> RequirementGraph:
    """The edges of a resolution document alone, for those who need nothing else of it."""
    roots = frozenset(_key(package) for package in document["packages"] if package["root"])
    return RequirementGraph(tuple(_edges(document)), roots)


def files_from_json(package: Document) -> tuple[Distribution, ...]:
    """The files of one entry of a resolution document's `packages`."""
    return tuple(_file(file, package) for file in package["files"])


def _name(text: str) -> NormalizedName:
    return canonicalize_name(text)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _specifiers(text: str | None) -> SpecifierSet | None:
    return None if text is None else SpecifierSet(text)


def _target(entry: Document | None) -> Environment | None:
    return None if entry is None else target(entry["python"], entry["platform"])


def _fork(entry: Document) -> Fork:
    included, excluded = tuple(entry["included"]), tuple(entry["excluded"])
    return Fork(entry["id"], entry["marker"], entry["parent"], entry["split_on"], included, excluded)


def _key(entry: Document) -> PinKey:
    return PinKey(_name(entry["name"]), Version(entry["version"]), entry["source"])


def _pin(entry: Document) -> Pin:
    files = files_from_json(entry)
    by_url = {file.url: file for file in files}
    provenance, install = entry["metadata_from"], entry["install_file"]
    return Pin(
        key=_key(entry),
        marker=entry["marker"],
        fork_markers=tuple(entry["fork_markers"]),
        provenance=None if provenance is None else _provenance(provenance, by_url),
        metadata=None if provenance is None else _metadata(entry),
        install_file=None if install is None else by_url.get(install["url"]),
        distributions=files,
        index_url=entry["index_url"],
        is_root=entry["root"],
    )


def _file(file: Document, package: Document) -> Distribution:
    is_wheel = file["kind"] == DistributionKind.WHEEL
    build, tags = _wheel_tags(file["filename"]) if is_wheel else ((), frozenset())
    return Distribution(
        project=_name(package["name"]),
        version=Version(package["version"]),
        filename=file["filename"],
        url=file["url"],
        kind=DistributionKind(file["kind"]),
        index_url=file.get("index_url", package["index_url"] or ""),
        tags=tags,
        build_tag=build,
        requires_python=_specifiers(file["requires_python"]),
        uploaded_at=_time(file["uploaded_at"]),
        size_bytes=file["size_bytes"],
        yanked_reason=file["yanked_reason"],
        hashes=file.get("hashes", {}),  # documents of the first days lack them
    )


def _wheel_tags(filename: str) -> tuple[BuildTag, frozenset[Tag]]:
    """The build tag and the tags of a wheel's name; a name that cannot be read has none, so that it fits nowhere."""
    try:
        _, _, build, tags = parse_wheel_filename(filename)
    except InvalidWheelFilename:
        return (), frozenset()
    return build, tags


def _provenance(entry: Document, files: Mapping[str, Distribution]) -> Provenance:
    file = None if entry["filename"] is None else files.get(entry["url"])
    source = MetadataSource(entry["how"])
    return Provenance(file, source, _time(entry["read_at"]), entry["bytes_read"], entry["from_cache"])


def _metadata(entry: Document) -> CoreMetadata:
    return CoreMetadata(
        name=_name(entry["name"]),
        version=Version(entry["version"]),
        requires_dist=tuple(map(WrittenRequirement, entry["requires_dist"])),
        requires_python=_specifiers(entry["requires_python"]),
        provides_extra=tuple(map(_name, entry["provides_extra"])),
        repairs=tuple(Repair(**repair) for repair in entry["repairs"]),
    )


def _edges(document: Document) -> Iterable[Edge]:
    for entry in document["requested"]:
        yield _edge(None, entry)
    for package in document["packages"]:
        parent = _key(package)
        yield from (_edge(parent, entry) for entry in package["dependencies"])
        for extra, entries in package["optional_dependencies"].items():
            yield from (_edge(parent, entry, extra=extra) for entry in entries)
        for group, entries in package["dependency_groups"].items():
            yield from (_edge(parent, entry, group=group) for entry in entries)


def _edge(parent: PinKey | None, entry: Document, extra: str | None = None, group: str | None = None) -> Edge:
    return Edge(
        parent=parent,
        child=_key(entry),
        marker=entry["marker"],
        specifier=entry["specifier"],
        parent_extra=None if extra is None else _name(extra),
        parent_group=None if group is None else _name(group),
        child_extra=None if entry["extra"] is None else _name(entry["extra"]),
        child_group=None if entry["group"] is None else _name(entry["group"]),
        line=entry["line"],
    )


def _conflict(entry: Document) -> Conflict:
    steps: list[Premise] = []
    for step in entry["proof"]["steps"]:
        causes = tuple(steps[number] for number in step["causes"])
        steps.append(Premise(step["text"], tuple(step["projects"]), tuple(step["lines"]), causes))
    return Conflict(
        entry["fork_id"], entry["fork_marker"], steps[-1], tuple(entry["summary"]), tuple(entry["projects"])
    )


def _failure(entry: Document) -> Failure:
    return Failure(
        FailureKind(entry["kind"]),
        entry["message"],
        entry["url"],
        entry["filename"],
        entry["status_code"],
        tuple(entry["projects"]),
    )
