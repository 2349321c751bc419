"""The index data that a run read (`IndexSnapshot`), stored so that the run can be repeated.

Pages and metadata are kept as the fields that a solve reads, not as bytes: file names are parsed again when a
snapshot is read, requirements too. What is empty is left out.
"""

from __future__ import annotations

import json
import zlib
from typing import NotRequired, TypedDict

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.codec.schema_version import SNAPSHOT_SCHEMA_VERSION
from resolver_core.codec.target import time_of, time_text
from resolver_core.errors import CoreError
from resolver_core.index.formats.core_metadata import parse_core_metadata
from resolver_core.index.formats.filenames import parse_listed_filename
from resolver_core.index.formats.lenient import lenient_specifiers
from resolver_core.index.kept.snapshot import IndexSnapshot
from resolver_core.index.records import (
    Distribution,
    DistributionKind,
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


class UnknownSnapshot(CoreError, ValueError):
    """A stored snapshot of another schema version, or none at all."""


class ListedFileEntry(TypedDict):
    """A file as the page of an index lists it."""

    filename: str
    url: str
    yanked: NotRequired[str]  #: the reason; absent: not yanked
    requires_python: NotRequired[str]
    uploaded_at: NotRequired[str]
    size: NotRequired[int]
    hashes: NotRequired[dict[str, str]]
    has_metadata_file: NotRequired[bool]


class SkippedFileEntry(TypedDict):
    """A file of a page that cannot be used."""

    filename: str
    reason: str
    repaired: NotRequired[ListedFileEntry]


class ProblemEntry(TypedDict):
    """What an index answered in place of a page or of metadata."""

    kind: str
    url: NotRequired[str]
    status_code: NotRequired[int]
    detail: NotRequired[str]


class PageContent(TypedDict):
    """What an index answered when it was asked for a page: a problem, or everything else."""

    listed_by: str
    problem: NotRequired[ProblemEntry]
    read_at: NotRequired[str | None]
    form: NotRequired[str]
    files: NotRequired[list[ListedFileEntry]]
    skipped: NotRequired[list[SkippedFileEntry]]


class RecordedPageEntry(PageContent):
    """The same with the question."""

    index_url: str
    flat: bool
    project: str


class MetadataContent(TypedDict):
    """What an index answered when it was asked for metadata: a problem, or everything else."""

    listed_by: str
    file: ListedFileEntry
    problem: NotRequired[ProblemEntry]
    text: NotRequired[str]
    source: NotRequired[str]
    read_at: NotRequired[str | None]
    bytes_read: NotRequired[int]
    witness: NotRequired[str]  #: with a problem: what is read is an assumption that rests on this member


class RecordedMetadataEntry(MetadataContent):
    """The same with the question."""

    url: str
    project: str


class SnapshotDocument(TypedDict):
    """Every answer of one run (`snapshot_to_json`)."""

    schema_version: int  #: of index data
    pages: list[RecordedPageEntry]
    metadata: list[RecordedMetadataEntry]
    used_operator_credentials: NotRequired[bool]  #: absent: no


def pack_snapshot(snapshot: IndexSnapshot) -> bytes:
    """The document of a snapshot, compressed: about 50 bytes per listed file in place of 350."""
    return zlib.compress(json.dumps(snapshot_to_json(snapshot), separators=(",", ":")).encode())


def unpack_snapshot(packed: bytes) -> IndexSnapshot:
    """The snapshot that `pack_snapshot` packed. Raises `UnknownSnapshot`."""
    try:
        return snapshot_from_json(json.loads(zlib.decompress(packed)))
    except (zlib.error, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnknownSnapshot("not a packed snapshot") from error


def snapshot_to_json(snapshot: IndexSnapshot) -> SnapshotDocument:
    """The document of a snapshot."""
    document: SnapshotDocument = {
        "schema_version": SNAPSHOT_SCHEMA_VERSION,
        "pages": [
            {"index_url": url, "flat": flat, "project": project, **page_content(answer)}
            for (url, flat, project), answer in snapshot.pages.items()
        ],
        "metadata": [
            {"url": url, "project": project, **metadata_content(answer)}
            for (url, project), answer in snapshot.metadata.items()
        ],
    }
    if snapshot.used_operator_credentials:
        document["used_operator_credentials"] = True
    return document


def snapshot_from_json(document: SnapshotDocument) -> IndexSnapshot:
    """The snapshot of a document that `snapshot_to_json` made. Raises `UnknownSnapshot`."""
    if document.get("schema_version") != SNAPSHOT_SCHEMA_VERSION:
        raise UnknownSnapshot(f"schema version {document.get('schema_version')!r}")
    pages = {}
    for page in document["pages"]:
        project = canonicalize_name(page["project"])
        pages[page["index_url"], page["flat"], project] = page_of(page, project)
    metadata = {}
    for row in document["metadata"]:
        project = canonicalize_name(row["project"])
        metadata[row["url"], project] = metadata_of(row, project)
    return IndexSnapshot(pages, metadata, document.get("used_operator_credentials", False))


# -- pages --------------------------------------------------------------------------------------


def page_content(answer: PageAnswer) -> PageContent:
    """What an index answered for a page."""
    if isinstance(answer, PageProblem):
        return {"problem": problem_entry(answer), "listed_by": answer.index_url}
    return {
        "listed_by": answer.index_url,
        "read_at": time_text(answer.read_at),
        "form": answer.form,
        "files": [listed_file_entry(distribution) for distribution in answer.distributions],
        "skipped": [skipped_file_entry(file) for file in answer.skipped],
    }


def page_of(entry: PageContent, project: NormalizedName) -> PageAnswer:
    """The reverse of `page_content`."""
    listed_by = entry["listed_by"]
    if (problem := entry.get("problem")) is not None:
        return PageProblem(project, listed_by, PageProblemKind(problem["kind"]), *_problem_fields(problem))
    return ProjectPage(
        project=project,
        index_url=listed_by,
        distributions=tuple(listed_file_of(file, project, listed_by) for file in entry["files"]),
        skipped=tuple(_skipped_file_of(file, project, listed_by) for file in entry["skipped"]),
        read_at=time_of(entry["read_at"]),
        from_cache=True,
        form=entry["form"],
    )


def skipped_file_entry(file: SkippedFile) -> SkippedFileEntry:
    """The entry of a file that cannot be used."""
    entry: SkippedFileEntry = {"filename": file.filename, "reason": file.reason}
    if file.repaired is not None:
        entry["repaired"] = listed_file_entry(file.repaired)
    return entry


def _skipped_file_of(entry: SkippedFileEntry, project: NormalizedName, index_url: str) -> SkippedFile:
    repaired = entry.get("repaired")
    file = None if repaired is None else listed_file_of(repaired, project, index_url)
    return SkippedFile(entry["filename"], entry["reason"], file)


def problem_entry(problem: PageProblem | MetadataProblem) -> ProblemEntry:
    """The entry of a problem."""
    entry: ProblemEntry = {"kind": problem.kind.value}
    if problem.url:
        entry["url"] = problem.url
    if problem.status_code:
        entry["status_code"] = problem.status_code
    if problem.detail:
        entry["detail"] = problem.detail
    return entry


def _problem_fields(problem: ProblemEntry) -> tuple[str, int | None, str]:
    return problem.get("url", ""), problem.get("status_code"), problem.get("detail", "")


def listed_file_entry(distribution: Distribution) -> ListedFileEntry:
    """The entry of a file."""
    entry: ListedFileEntry = {"filename": distribution.filename, "url": distribution.url}
    if distribution.yanked_reason is not None:
        entry["yanked"] = distribution.yanked_reason
    if distribution.requires_python is not None and str(distribution.requires_python):
        entry["requires_python"] = str(distribution.requires_python)
    if distribution.uploaded_at is not None:
        entry["uploaded_at"] = distribution.uploaded_at.isoformat()
    if distribution.size_bytes:
        entry["size"] = distribution.size_bytes
    if distribution.hashes:
        entry["hashes"] = dict(distribution.hashes)
    if distribution.has_metadata_file:
        entry["has_metadata_file"] = True
    return entry


def listed_file_of(entry: ListedFileEntry, project: NormalizedName, index_url: str) -> Distribution:
    """The reverse of `listed_file_entry`."""
    parsed = parse_listed_filename(entry["filename"], project)
    python = entry.get("requires_python")
    return Distribution(
        project=project,
        version=parsed.version,
        filename=entry["filename"],
        url=entry["url"],
        kind=DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST,
        index_url=index_url,
        tags=parsed.tags,
        build_tag=parsed.build_tag,
        requires_python=None if python is None else lenient_specifiers(python)[0],
        uploaded_at=time_of(entry.get("uploaded_at")),
        size_bytes=entry.get("size"),
        yanked_reason=entry.get("yanked"),
        hashes=entry.get("hashes", {}),
        has_metadata_file=entry.get("has_metadata_file", False),
    )


# -- metadata -----------------------------------------------------------------------------------


def metadata_content(answer: MetadataAnswer) -> MetadataContent:
    """What an index answered for the metadata of a file."""
    if isinstance(answer, MetadataProblem):
        file = answer.distribution
        problem: MetadataContent = {
            "problem": problem_entry(answer),
            "listed_by": file.index_url,
            "file": listed_file_entry(file),
        }
        if answer.assumed is not None:
            return {**problem, **_assumed_content(answer.assumed)}
        return {**problem, "text": answer.text} if answer.text else problem
    file_read = answer.provenance.distribution
    if file_read is None:
        raise ValueError("supplied metadata are no answer of an index")
    return {
        "listed_by": file_read.index_url,
        "file": listed_file_entry(file_read),
        "text": answer.metadata.text,
        "source": answer.provenance.source.value,
        "read_at": time_text(answer.provenance.read_at),
        "bytes_read": answer.provenance.bytes_read,
    }


def _assumed_content(read: MetadataRead) -> MetadataContent:
    provenance = read.provenance
    return {**metadata_content(read), "witness": provenance.witness}


def metadata_of(entry: MetadataContent, project: NormalizedName) -> MetadataAnswer:
    """The reverse of `metadata_content`."""
    distribution = listed_file_of(entry["file"], project, entry["listed_by"])
    if (problem := entry.get("problem")) is not None:
        kind = MetadataProblemKind(problem["kind"])
        fields = _problem_fields(problem)
        if "witness" in entry:
            return MetadataProblem(distribution, kind, *fields, assumed=_read_of(entry, distribution))
        return MetadataProblem(distribution, kind, *fields, entry.get("text", ""))
    return _read_of(entry, distribution)


def _read_of(entry: MetadataContent, distribution: Distribution) -> MetadataRead:
    provenance = Provenance(
        distribution=distribution,
        source=MetadataSource(entry["source"]),
        read_at=time_of(entry["read_at"]),
        bytes_read=entry["bytes_read"],
        from_cache=True,
        witness=entry.get("witness", ""),
    )
    return MetadataRead(parse_core_metadata(entry["text"].encode()), provenance)
