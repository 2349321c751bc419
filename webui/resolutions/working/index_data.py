"""The index data of a submission: kept when its reasons are found, and asked first whenever it is solved again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from resolver_core import (
    Index,
    IndexSnapshot,
    RecordingIndex,
    SnapshotIndex,
    UnknownSnapshot,
    pack_snapshot,
    read_premise,
    unpack_snapshot,
)
from webui import wiring
from webui.resolutions.models import IndexData, Submission
from webui.resolutions.working import reading

log = logging.getLogger(__name__)


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
        yield RecordingIndex(index, known)


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
            keep(submission, index, default)
        except Exception:
            log.exception("the index data of submission %s could not be kept", submission.pk)


def keep(submission: Submission, index: RecordingIndex, default: str) -> None:
    """Keep what was read, unless it is too much: then it is read from the indexes when it is needed again."""
    source = _source(submission)
    if source is not None and source.is_all:
        return
    packed = pack_snapshot(index.snapshot().reduced(None))
    if len(packed) > settings.INDEX_DATA_BYTES:
        log.info("the index data of submission %s are %s bytes and not kept", submission.pk, len(packed))
        return
    values = {"packed": packed, "default_index": default}
    IndexData.objects.update_or_create(pk=submission.pk, defaults=values)


def _source(submission: Submission) -> IndexData | None:
    """The data of the submission itself, or of the recorded example that it was made from."""
    recorded = submission.options.get("recorded")
    return IndexData.objects.filter(pk=recorded or submission.pk).first()


def _unpacked(kept: IndexData) -> IndexSnapshot | None:
    try:
        return unpack_snapshot(bytes(kept.packed))
    except UnknownSnapshot:
        log.warning("the index data of submission %s are of another version", kept.pk)
        return None
