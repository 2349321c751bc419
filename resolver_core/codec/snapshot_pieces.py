"""A snapshot in pieces that are the same for every run that read the same: so that each is kept once.

A piece holds what an index answered to one question, and not when: the moments stay with the run. The digests of a
page's files are a piece of their own, since a run keeps them for the versions alone that it looked into.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict, cast

from resolver_core.codec.schema_version import SNAPSHOT_SCHEMA_VERSION
from resolver_core.codec.snapshot import (
    ListedFileEntry,
    RecordedMetadataEntry,
    RecordedPageEntry,
    SnapshotDocument,
    UnknownSnapshot,
    snapshot_from_json,
    snapshot_to_json,
)
from resolver_core.index.kept.snapshot import IndexSnapshot

NO_PIECE = -1
NOT_READ = ""
"""The moment of an answer that has none, such as a problem."""


class PiecesDocument(TypedDict):
    """Which pieces a snapshot is made of."""

    schema_version: int  #: of index data
    pages: list[tuple[int, int, str]]  #: the piece, the piece of its digests or NO_PIECE, when it was read
    metadata: list[tuple[int, str]]  #: the piece, when it was read
    used_operator_credentials: NotRequired[bool]  #: absent: no


@dataclass(frozen=True, slots=True)
class SnapshotPieces:
    """`pieces` by their places in `document`, each packed. The same answer gives the same bytes."""

    pieces: tuple[bytes, ...]
    document: PiecesDocument


def with_numbers(document: PiecesDocument, number_of: Callable[[int], int]) -> PiecesDocument:
    """The same document with other numbers for the pieces."""

    def other(number: int) -> int:
        return NO_PIECE if number == NO_PIECE else number_of(number)

    pages = [(other(page), other(digests), read_at) for page, digests, read_at in document["pages"]]
    metadata = [(other(piece), read_at) for piece, read_at in document["metadata"]]
    return {**document, "pages": pages, "metadata": metadata}


def piece_numbers(document: PiecesDocument) -> set[int]:
    """The numbers of all pieces of a document."""
    found = {number for page, digests, _ in document["pages"] for number in (page, digests)}
    found.update(number for number, _ in document["metadata"])
    return found - {NO_PIECE}


def split_snapshot(snapshot: IndexSnapshot) -> SnapshotPieces:
    """A snapshot taken apart."""
    whole, places = snapshot_to_json(snapshot), _Places()
    document: PiecesDocument = {
        "schema_version": whole["schema_version"],
        "pages": [_page_places(page, places) for page in whole["pages"]],
        "metadata": [(places.of(_timeless(row)), row.get("read_at") or NOT_READ) for row in whole["metadata"]],
    }
    if whole.get("used_operator_credentials"):
        document["used_operator_credentials"] = True
    return SnapshotPieces(tuple(places.pieces), document)


def join_snapshot(document: PiecesDocument, pieces: Mapping[int, bytes]) -> IndexSnapshot:
    """The snapshot that `split_snapshot` took apart. Raises `UnknownSnapshot`, also where a piece is missing."""
    if document.get("schema_version") != SNAPSHOT_SCHEMA_VERSION:
        raise UnknownSnapshot(f"schema version {document.get('schema_version')!r}")
    try:
        pages = [_page_of(pieces, *places) for places in document["pages"]]
        metadata = [_dated(_opened(pieces[piece]), read_at) for piece, read_at in document["metadata"]]
    except (KeyError, zlib.error, ValueError) as error:
        raise UnknownSnapshot("a piece of the snapshot is missing or broken") from error
    whole: SnapshotDocument = {
        "schema_version": document["schema_version"],
        "pages": cast(list[RecordedPageEntry], pages),  # as `split_snapshot` wrote them
        "metadata": cast(list[RecordedMetadataEntry], metadata),
        "used_operator_credentials": document.get("used_operator_credentials", False),
    }
    return snapshot_from_json(whole)


class _Places:
    """The pieces so far; the same content has one place."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self._known: dict[bytes, int] = {}

    def of(self, content: Mapping[str, object]) -> int:
        """The place of a content."""
        packed = zlib.compress(json.dumps(content, separators=(",", ":"), sort_keys=True).encode(), 6)
        place = self._known.setdefault(packed, len(self.pieces))
        if place == len(self.pieces):
            self.pieces.append(packed)
        return place


def _page_places(page: RecordedPageEntry, places: _Places) -> tuple[int, int, str]:
    files = page.get("files", [])
    digests = {str(place): file["hashes"] for place, file in enumerate(files) if "hashes" in file}
    content = _timeless(page)
    if "files" in page:
        content["files"] = [{name: value for name, value in file.items() if name != "hashes"} for file in files]
    return places.of(content), places.of(digests) if digests else NO_PIECE, page.get("read_at") or NOT_READ


def _page_of(pieces: Mapping[int, bytes], page: int, digests: int, read_at: str) -> dict[str, object]:
    content = _dated(_opened(pieces[page]), read_at)
    known = cast(dict[str, dict[str, str]], _opened(pieces[digests]) if digests != NO_PIECE else {})
    for place, file in enumerate(cast(list[ListedFileEntry], content.get("files", []))):
        if str(place) in known:
            file["hashes"] = known[str(place)]
    return content


def _timeless(entry: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in entry.items() if name != "read_at"}


def _dated(content: dict[str, object], read_at: str) -> dict[str, object]:
    return {**content, "read_at": read_at or None}


def _opened(packed: bytes) -> dict[str, object]:
    found: dict[str, object] = json.loads(zlib.decompress(packed))
    return found
