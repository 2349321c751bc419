"""The index data of a submission: kept when it is solved, and asked first whenever it is solved again.

They are kept in pieces by content, which submissions share (resolver_core/codec/snapshot_pieces.py).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.conf import settings
from django.db import models, transaction

from resolver_core import (
    Index,
    IndexSnapshot,
    PiecesDocument,
    RecordingIndex,
    SnapshotIndex,
    UnknownSnapshot,
    join_snapshot,
    piece_numbers,
    read_premise,
    split_snapshot,
    unpack_snapshot,
    with_numbers,
)
from webui import wiring
from webui.database_locks import hold_until_commit
from webui.insisting import insist
from webui.resolutions.asking.examples import EXAMPLES, INDEX
from webui.resolutions.models import IndexData, IndexPiece, Origin, Submission
from webui.resolutions.working import reading

log = logging.getLogger(__name__)

Item = TypeVar("Item")
AT_ONCE = 400  # parameters of one query
DIGEST_BYTES = 20
TRIES = 5
PIECES = "index pieces"


@contextmanager
def opened(submission: Submission) -> Iterator[RecordingIndex]:
    """An index that answers from what is kept with the submission, and asks the real ones for the rest.

    Where everything is kept (a recorded example) no index is asked: the rest is then "not recorded".
    """
    kept = _source(submission)
    known = None if kept is None else _unpacked(kept)
    if known is not None and known.used_operator_credentials:
        reading.mark_private(submission.pk)
    if kept is not None and known is not None and kept.is_all:
        yield RecordingIndex(SnapshotIndex(known))
        return
    with reading.opened(submission) as index:
        yield RecordingIndex(index, of_examples(submission) if known is None else known)


@contextmanager
def opened_to_solve(submission: Submission) -> Iterator[RecordingIndex]:
    """An index for one of the answers: what it reads is remembered, and what others have read is not looked at.

    A question about the index as it is must not be answered from what was kept: two answers read it at the same time.
    """
    asked = submission.asked
    if asked.recorded or submission.origin == Origin.IMPORTED:
        with opened(submission) as index:
            yield index
        return
    with reading.opened(submission, refresh=asked.refresh) as live:
        yield RecordingIndex(live, of_examples(submission))


@contextmanager
def opened_as_served(submission: Submission) -> Iterator[Index]:
    """The same without what is taken not to be had: as the indexes give it. Nothing of it is kept."""
    source = _source(submission)
    known = None if source is None else _unpacked(source)
    premises = tuple(map(read_premise, submission.asked.premises))
    known = None if known is None else known.without(premises)
    if source is not None and known is not None and source.is_all:
        yield SnapshotIndex(known)
        return
    with reading.opened(submission, as_served=True) as index:
        yield RecordingIndex(index, known)


def kept(submission: Submission) -> IndexSnapshot | None:
    """What is kept with a submission; None where nothing is, or nothing that can be read."""
    source = _source(submission)
    return None if source is None else _unpacked(source)


def default_index(submission: Submission) -> str:
    """The index that the kept data were read from where nothing else is named, else the installation's.

    Raises NoDefaultIndex.
    """
    kept = _source(submission)
    return kept.default_index if kept is not None else wiring.default_index()


@contextmanager
def kept_afterwards(submission: Submission, index: RecordingIndex, default: str) -> Iterator[None]:
    """Whatever ends the body: keep what was read. Where that fails the body's own result stands, and it is logged."""
    try:
        yield
    finally:
        try:
            insist(lambda: keep(submission, index, default), settings.LEASE_SECONDS)
        except Exception:
            log.exception("the index data of submission %s could not be kept", submission.pk)


def keep(submission: Submission, index: RecordingIndex, default: str) -> None:
    """Keep what was read, unless it is too much: then it is read from the indexes when it is needed again."""
    read = index.snapshot()
    for _ in range(TRIES):
        source = IndexData.objects.filter(pk=_source_key(submission)).first()
        if source is not None and source.is_all:
            return
        # Answers are found at the same time: what one of them has read first stays.
        before = None if source is None else _unpacked(source)
        if (
            before is not None
            and before.pages.keys() >= read.pages.keys()
            and before.metadata.keys() >= read.metadata.keys()
        ):
            return
        kept_now = source.pieces if source is not None else None
        whole = read if before is None else before.completed_by(read)
        if _stored(submission.pk, whole.reduced(None), default, unless_changed_from=kept_now):
            return
    log.warning("the index data of submission %s were changed again and again", submission.pk)


def store(submission_id: str, snapshot: IndexSnapshot, default: str, *, is_all: bool = False) -> None:
    """Keep a snapshot in place of what was kept; pieces that somebody's answer rests on already are not kept twice."""
    kept_now = IndexData.objects.filter(pk=submission_id).values_list("pieces", flat=True).first()
    _stored(submission_id, snapshot, default, is_all=is_all, unless_changed_from=kept_now)


def _stored(
    submission_id: str,
    snapshot: IndexSnapshot,
    default: str,
    *,
    unless_changed_from: PiecesDocument | None,
    is_all: bool = False,
) -> bool:
    """Whether it is settled. Taking apart takes time, and is done before the database is locked."""
    split = split_snapshot(snapshot)
    size = sum(map(len, split.pieces))
    if size > settings.INDEX_DATA_BYTES:
        log.info("the index data of submission %s are %s bytes and not kept", submission_id, size)
        return True
    with transaction.atomic():
        hold_until_commit(PIECES, shared=True)
        hold_until_commit(f"{PIECES} of {submission_id}")
        kept_now = IndexData.objects.filter(pk=submission_id).values_list("pieces", flat=True).first()
        if kept_now != unless_changed_from:
            return False
        numbers = _numbers(split.pieces)
        values = {
            "pieces": with_numbers(split.document, lambda place: numbers[place]),
            "packed": b"",
            "default_index": default,
            "is_all": is_all,
        }
        IndexData.objects.update_or_create(pk=submission_id, defaults=values)
    return True


def forget_unused() -> int:
    """Remove the pieces that no submission rests on any more; how many there were."""
    with transaction.atomic():
        hold_until_commit(PIECES)  # nobody may be about to rest on what is removed here
        kept = IndexData.objects.filter(pieces__isnull=False).values_list("pieces", flat=True)
        used = {number for pieces in kept.iterator() if pieces is not None for number in piece_numbers(pieces)}
        unused = [pk for pk in IndexPiece.objects.values_list("pk", flat=True) if pk not in used]
        for some in _portions(unused):
            IndexPiece.objects.filter(pk__in=some).delete()
    return len(unused)


def share_older(most: int = 20) -> int:
    """Take apart what was kept as a whole by an earlier release, some at a time; how many were."""
    rows = list(IndexData.objects.exclude(packed=b"")[:most])
    for row in rows:
        snapshot = _unpacked(row)
        if snapshot is not None:
            store(row.pk, snapshot, row.default_index, is_all=row.is_all)
    return len(rows)


def of_examples(submission: Submission) -> IndexSnapshot | None:
    """What the recorded examples know of indexes that only they have, where the question names such an index.

    Nobody can reach them (examples.INDEX): a changed example reads these from its recording, and all others live.
    """
    asked = submission.asked
    named = " ".join([asked.text, *asked.files.values(), asked.index_url, *asked.extra_index_urls])
    if INDEX not in named:
        return None
    found = IndexSnapshot()
    for row in IndexData.objects.filter(pk__in=[one.permalink_id for one in EXAMPLES if INDEX in one.text]):
        recorded = _unpacked(row)
        if recorded is not None:
            pages = {key: page for key, page in recorded.pages.items() if key[0] in named}
            found = found.completed_by(IndexSnapshot(pages, recorded.metadata))
    return found


def _numbers(pieces: tuple[bytes, ...]) -> list[int]:
    """The numbers of the rows of some pieces, in their order; those that are not there yet are written."""
    digests = [hashlib.blake2b(piece, digest_size=DIGEST_BYTES).digest() for piece in pieces]
    known = _known(digests)
    new = {digest: piece for digest, piece in zip(digests, pieces, strict=True) if digest not in known}
    rows = (IndexPiece(digest=digest, packed=piece) for digest, piece in new.items())
    IndexPiece.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    known |= _known(list(new))
    return [known[digest] for digest in digests]


def _known(digests: list[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for some in _portions(digests):
        rows = IndexPiece.objects.filter(digest__in=some).values_list("digest", "pk")
        found.update((bytes(digest), pk) for digest, pk in rows)
    return found


def _pieces(numbers: list[int]) -> models.QuerySet[IndexPiece, tuple[int, bytes | memoryview]]:
    return IndexPiece.objects.filter(pk__in=numbers).values_list("pk", "packed")


def _portions(items: list[Item]) -> Iterator[list[Item]]:
    for first in range(0, len(items), AT_ONCE):
        yield items[first : first + AT_ONCE]


def _source(submission: Submission) -> IndexData | None:
    """The data of the submission itself, or of the recorded example that it was made from."""
    return IndexData.objects.filter(pk=_source_key(submission)).first()


def _source_key(submission: Submission) -> str:
    return str(submission.options.get("recorded") or submission.pk)


def _unpacked(kept: IndexData) -> IndexSnapshot | None:
    try:
        if kept.pieces is None:
            return unpack_snapshot(bytes(kept.packed))
        found: dict[int, bytes] = {}
        for some in _portions(sorted(piece_numbers(kept.pieces))):
            found.update((pk, bytes(packed)) for pk, packed in _pieces(some))
        return join_snapshot(kept.pieces, found)
    except UnknownSnapshot:
        log.warning("the index data of submission %s are of another version", kept.pk)
        return None
