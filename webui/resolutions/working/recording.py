"""A permalink as a file, and such a file as a permalink of another installation.

    permalink -> recorded() -> gzip of a RecordingDocument -> read_recording() -> imported() -> permalink elsewhere

Nobody has to believe what a file answers: imported are the question and the index data, and both modes are solved
again from these alone. No index is asked.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import msgspec
from django.core.exceptions import ValidationError

from resolver_core import CoreError, IndexSnapshot, UnknownSnapshot, snapshot_from_json, snapshot_to_json
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.fields import clean_index_url
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.documents import RecordedQuestionDocument, RecordedSolveEntry, RecordingDocument
from webui.resolutions.models import EventBatch, Solve, State, Submission
from webui.resolutions.working import index_data

SCHEMA_VERSION = 1
MOST_UNPACKED_BYTES = 64 * 1024 * 1024


class NotRecordable(CoreError):
    """An answer that cannot become a file; the message says why."""


class UnreadableRecording(CoreError):
    """A file that is no recording, or none that is understood here; the message says why."""


@dataclass(frozen=True, slots=True)
class ReadRecording:
    """A question with everything that its answers may read."""

    asked: Asked
    created_at: datetime  #: UTC; what "a week ago" is counted from
    default_index: str
    snapshot: IndexSnapshot


# -- writing ------------------------------------------------------------------------------------------


def recorded(submission: Submission) -> bytes:
    """Everything of a finished answer but the traces, compressed. Raises `NotRecordable`."""
    if submission.is_running:
        raise NotRecordable("The answers are still being looked for.")
    if submission.used_operator_credentials:
        raise NotRecordable("Its index data were read with the credentials of this installation.")
    snapshot = index_data.kept(submission)
    if snapshot is None:
        raise NotRecordable("Its index data are not kept: they are too large, or their time is over.")
    document = document_of(submission, snapshot, index_data.default_index(submission))
    return gzip.compress(msgspec.json.encode(document), mtime=0)


def document_of(
    submission: Submission, snapshot: IndexSnapshot, default_index: str, *, with_events: bool = False
) -> RecordingDocument:
    """A submission with these index data."""
    rows = submission.solves.order_by("pk")
    return {
        "schema_version": SCHEMA_VERSION,
        "created_at": submission.created_at.astimezone(UTC).isoformat(timespec="seconds"),
        "text": submission.text,
        "input": submission.input,
        "files": submission.files,
        "lock": submission.lock,
        "report": submission.report,
        "options": submission.options,
        "default_index": default_index,
        "solves": [_solve(row, with_events) for row in rows if row.state == State.DONE],
        "explanation": submission.explanation,
        "ladders": list(submission.ladders.values("target", "project", "document")) if with_events else [],
        "index_data": snapshot_to_json(snapshot),
    }


def _solve(row: Solve, with_events: bool) -> RecordedSolveEntry:
    batches = EventBatch.objects.filter(solve=row).order_by("first") if with_events else ()
    events = [event for batch in batches for event in batch.events]
    return {"label": row.label, "document": row.document, "progress": row.progress, "events": events}


# -- reading ------------------------------------------------------------------------------------------


def read_recording(packed: bytes) -> ReadRecording:
    """What a file asks, and what it brings to answer it. Raises `UnreadableRecording`."""
    try:
        found = msgspec.json.decode(_unpacked(packed), type=RecordedQuestionDocument)
        version = found.get("schema_version", SCHEMA_VERSION)
        if version > SCHEMA_VERSION:
            raise UnreadableRecording(
                f"The file is of version {version}, and this installation reads {SCHEMA_VERSION}."
            )
        created_at = datetime.fromisoformat(found["created_at"])
        snapshot = snapshot_from_json(found["index_data"])
        default_index = clean_index_url(found["default_index"])
    except msgspec.MsgspecError as error:
        raise UnreadableRecording(f"The file is no recording: {error}") from None
    except (UnknownSnapshot, ValueError, LookupError, TypeError, RecursionError, ValidationError) as error:
        raise UnreadableRecording(f"The file says what cannot be read: {str(error)[:200]}") from None
    if snapshot.used_operator_credentials:
        raise UnreadableRecording("Its index data were read with somebody's credentials.")
    if created_at.tzinfo is None:
        raise UnreadableRecording("The moment of the question has no time zone.")
    texts = (found.get("lock", ""), found.get("input", ""), found.get("files", {}), found.get("report", ""))
    asked = Asked.from_json(found["text"], found["options"], *texts)
    return ReadRecording(asked, created_at.astimezone(UTC), default_index, snapshot)


def _unpacked(packed: bytes) -> bytes:
    if not packed.startswith(b"\x1f\x8b"):
        return packed
    inflating = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        data = inflating.decompress(packed, MOST_UNPACKED_BYTES)
    except zlib.error as error:
        raise UnreadableRecording(f"The file cannot be unpacked: {error}") from None
    if inflating.unconsumed_tail:
        raise UnreadableRecording(f"The file is larger than {MOST_UNPACKED_BYTES // 1024**2} MB when unpacked.")
    return data


def question_of(recording: ReadRecording) -> CompareForm:
    """The question of a file as if somebody had pasted it: checked, without secrets. Raises `UnreadableRecording`."""
    values = asdict(recording.asked) | {"recorded": "", "parent": ""}
    form = CompareForm({name: value for name, value in values.items() if name != "refresh"})
    if not form.is_valid():
        said = [*(str(one) for errors in form.errors.values() for one in errors), *map(str, form.mistakes)]
        raise UnreadableRecording(f"Its question cannot be asked here: {' '.join(said)[:500]}")
    return form


def restored(submission: Submission, recording: ReadRecording) -> None:
    """Give a new submission the index data of a file, and the moment of its question. Call it before it is solved."""
    Submission.objects.filter(pk=submission.pk).update(created_at=recording.created_at)
    index_data.store(submission.pk, recording.snapshot, recording.default_index, is_all=True)
