"""`IndexSnapshot`: what one run read from its indexes, as a value that can be stored and read back as JSON.

Pages and metadata are kept as the fields that a solve reads, not as bytes: file names are parsed again when a
snapshot is read, requirements too. The stored shape is versioned by `SCHEMA_VERSION`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.errors import CoreError
from resolver_core.index.formats.core_metadata import parse_core_metadata
from resolver_core.index.formats.filenames import parse_listed_filename
from resolver_core.index.formats.lenient import lenient_specifiers
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

SCHEMA_VERSION = 2

PageKey = tuple[str, bool, NormalizedName]
"""Index URL, whether it is flat, project."""
MetadataKey = tuple[str, NormalizedName]
"""File URL, project."""
Json = dict[str, Any]


class UnknownSnapshot(CoreError, ValueError):
    """A stored snapshot of another schema version, or none at all."""


@dataclass(frozen=True)
class IndexSnapshot:
    """Every answer of one run, by question."""

    pages: Mapping[PageKey, PageAnswer] = field(default_factory=dict)
    metadata: Mapping[MetadataKey, MetadataAnswer] = field(default_factory=dict)

    @property
    def read_at(self) -> datetime | None:
        """When the oldest page of the snapshot came from its index (UTC), or None."""
        times = [page.read_at for page in self.pages.values() if isinstance(page, ProjectPage) and page.read_at]
        return min(times, default=None)

    def reduced(self, cutoff: datetime | None) -> IndexSnapshot:
        """The same for a solve with this cut-off, in less space.

        Without files that the cut-off hides, without the digests of files whose version was never looked into, and
        without metadata fields that no solve reads.
        """
        read = {(answer.project, answer.version) for answer in map(_file_of, self.metadata.values())}
        pages = {key: _reduced_page(page, cutoff, read) for key, page in self.pages.items()}
        return IndexSnapshot(pages, {key: _reduced_metadata(answer) for key, answer in self.metadata.items()})

    def pack(self) -> bytes:
        """The document of `to_json`, compressed: about 50 bytes per listed file in place of 350."""
        return zlib.compress(json.dumps(self.to_json(), separators=(",", ":")).encode())

    @classmethod
    def unpack(cls, packed: bytes) -> IndexSnapshot:
        """The snapshot that `pack` made. Raises `UnknownSnapshot`."""
        try:
            return cls.from_json(json.loads(zlib.decompress(packed)))
        except (zlib.error, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise UnknownSnapshot("not a packed snapshot") from error

    def to_json(self) -> Json:
        """A document of plain JSON types."""
        return {
            "schema_version": SCHEMA_VERSION,
            "pages": [
                {"index_url": url, "flat": flat, "project": project, **_page_to_json(answer)}
                for (url, flat, project), answer in self.pages.items()
            ],
            "metadata": [
                {"url": url, "project": project, **_metadata_to_json(answer)}
                for (url, project), answer in self.metadata.items()
            ],
        }

    @classmethod
    def from_json(cls, document: Json) -> IndexSnapshot:
        """The snapshot of a document that `to_json` made. Raises `UnknownSnapshot`."""
        if document.get("schema_version") != SCHEMA_VERSION:
            raise UnknownSnapshot(f"schema version {document.get('schema_version')!r}")
        pages = {}
        for row in document["pages"]:
            project = canonicalize_name(row["project"])
            pages[row["index_url"], row["flat"], project] = _page_from_json(row, project)
        metadata = {}
        for row in document["metadata"]:
            project = canonicalize_name(row["project"])
            metadata[row["url"], project] = _metadata_from_json(row, project)
        return cls(pages, metadata)


def _file_of(answer: MetadataAnswer) -> Distribution:
    file = answer.distribution if isinstance(answer, MetadataProblem) else answer.provenance.distribution
    if file is None:
        raise ValueError("supplied metadata are no answer of an index")
    return file


def _reduced_page(page: PageAnswer, cutoff: datetime | None, read: set[tuple[NormalizedName, Version]]) -> PageAnswer:
    if isinstance(page, PageProblem):
        return page
    shown = [f for f in page.distributions if cutoff is None or f.uploaded_at is None or f.uploaded_at < cutoff]
    files = (f if (f.project, f.version) in read else replace(f, hashes={}) for f in shown)
    return replace(page, distributions=tuple(files))


def _reduced_metadata(answer: MetadataAnswer) -> MetadataAnswer:
    if isinstance(answer, MetadataProblem):
        return answer
    text = "\n".join(_read_lines(answer.metadata.text.split("\n")))
    return replace(answer, metadata=replace(answer.metadata, text=text))


_FIELDS = ("metadata-version:", "name:", "version:", "requires-dist:", "requires-python:", "provides-extra:")


def _read_lines(lines: Iterable[str]) -> Iterator[str]:
    """The fields that a solve reads, folded lines included."""
    is_kept = False
    for line in lines:
        if not line.startswith((" ", "\t")):
            is_kept = line.lower().startswith(_FIELDS)
        if is_kept:
            yield line


def _time_to_json(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _time_from_json(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _without_defaults(row: Json) -> Json:
    return {key: value for key, value in row.items() if value not in (None, False, "", [], {})}


def _page_to_json(answer: PageAnswer) -> Json:
    if isinstance(answer, PageProblem):
        return {"problem": _problem_to_json(answer), "listed_by": answer.index_url}
    return {
        "listed_by": answer.index_url,
        "read_at": _time_to_json(answer.read_at),
        "form": answer.form,
        "files": [_distribution_to_json(distribution) for distribution in answer.distributions],
        "skipped": [_skipped_to_json(file) for file in answer.skipped],
    }


def _page_from_json(row: Json, project: NormalizedName) -> PageAnswer:
    listed_by = row["listed_by"]
    if (problem := row.get("problem")) is not None:
        kind = PageProblemKind(problem["kind"])
        return PageProblem(project, listed_by, kind, *_problem_fields(problem))
    return ProjectPage(
        project=project,
        index_url=listed_by,
        distributions=tuple(_distribution_from_json(file, project, listed_by) for file in row["files"]),
        skipped=tuple(_skipped_from_json(file, project, listed_by) for file in row["skipped"]),
        read_at=_time_from_json(row["read_at"]),
        from_cache=True,
        form=row["form"],
    )


def _skipped_to_json(file: SkippedFile) -> Json:
    repaired = None if file.repaired is None else _distribution_to_json(file.repaired)
    return _without_defaults({"filename": file.filename, "reason": file.reason, "repaired": repaired})


def _skipped_from_json(row: Json, project: NormalizedName, index_url: str) -> SkippedFile:
    repaired = row.get("repaired")
    file = None if repaired is None else _distribution_from_json(repaired, project, index_url)
    return SkippedFile(row["filename"], row["reason"], file)


def _problem_to_json(problem: PageProblem | MetadataProblem) -> Json:
    fields = {"url": problem.url, "status_code": problem.status_code, "detail": problem.detail}
    return {"kind": problem.kind, **_without_defaults(fields)}


def _problem_fields(problem: Json) -> tuple[str, int | None, str]:
    return problem.get("url", ""), problem.get("status_code"), problem.get("detail", "")


def _distribution_to_json(distribution: Distribution) -> Json:
    yanked = {} if distribution.yanked_reason is None else {"yanked": distribution.yanked_reason}
    python = distribution.requires_python
    return (
        {"filename": distribution.filename, "url": distribution.url}
        | yanked
        | _without_defaults(
            {
                "requires_python": None if python is None else str(python),
                "uploaded_at": _time_to_json(distribution.uploaded_at),
                "size": distribution.size_bytes,
                "hashes": dict(distribution.hashes),
                "has_metadata_file": distribution.has_metadata_file,
            }
        )
    )


def _distribution_from_json(row: Json, project: NormalizedName, index_url: str) -> Distribution:
    parsed = parse_listed_filename(row["filename"], project)
    python = row.get("requires_python")
    return Distribution(
        project=project,
        version=parsed.version,
        filename=row["filename"],
        url=row["url"],
        kind=DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST,
        index_url=index_url,
        tags=parsed.tags,
        build_tag=parsed.build_tag,
        requires_python=None if python is None else lenient_specifiers(python)[0],
        uploaded_at=_time_from_json(row.get("uploaded_at")),
        size_bytes=row.get("size"),
        yanked_reason=row.get("yanked"),
        hashes=row.get("hashes", {}),
        has_metadata_file=row.get("has_metadata_file", False),
    )


def _metadata_to_json(answer: MetadataAnswer) -> Json:
    if isinstance(answer, MetadataProblem):
        file = answer.distribution
        stored = {"listed_by": file.index_url, "file": _distribution_to_json(file)}
        return {"problem": _problem_to_json(answer), **stored, **_without_defaults({"text": answer.text})}
    file_read = answer.provenance.distribution
    if file_read is None:
        raise ValueError("supplied metadata are no answer of an index")
    return {
        "listed_by": file_read.index_url,
        "file": _distribution_to_json(file_read),
        "text": answer.metadata.text,
        "source": answer.provenance.source,
        "read_at": _time_to_json(answer.provenance.read_at),
        "bytes_read": answer.provenance.bytes_read,
    }


def _metadata_from_json(row: Json, project: NormalizedName) -> MetadataAnswer:
    distribution = _distribution_from_json(row["file"], project, row["listed_by"])
    if (problem := row.get("problem")) is not None:
        kind = MetadataProblemKind(problem["kind"])
        return MetadataProblem(distribution, kind, *_problem_fields(problem), row.get("text", ""))
    provenance = Provenance(
        distribution=distribution,
        source=MetadataSource(row["source"]),
        read_at=_time_from_json(row["read_at"]),
        bytes_read=row["bytes_read"],
        from_cache=True,
    )
    return MetadataRead(parse_core_metadata(row["text"].encode()), provenance)
