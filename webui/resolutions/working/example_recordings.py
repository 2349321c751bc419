"""Recorded examples: whole permalinks with the index data they rest on, as files that come with the application.

A recording holds what the database holds of a submission: the question, the answers, their events, the reasons, and
the index data, from which everything can be solved again without a network. Addresses of the index that was
recorded are written as `examples.INDEX`.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from resolver_core import snapshot_from_json
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.example_questions import question_of
from webui.resolutions.asking.examples import EXAMPLES, INDEX, Example
from webui.resolutions.asking.labels import Label
from webui.resolutions.documents import RecordingDocument
from webui.resolutions.models import EventBatch, IndexData, Solve, State, StoredLadder, Submission
from webui.resolutions.working import index_data, tasks
from webui.resolutions.working.recording import document_of

FOLDER = Path(__file__).parent / "recordings"
EVENTS_AT_ONCE = 500


class RecordingFailed(Exception):
    """An example that could not be recorded."""


def path_of(example: Example) -> Path:
    """Where the recording of an example is."""
    return FOLDER / f"{example.slug}.json.xz"


# -- loading ------------------------------------------------------------------------------------------


def load() -> int:
    """Put every recorded example that is missing or outdated into the database; how many were."""
    return sum(_load(example) for example in EXAMPLES if path_of(example).exists())


def _load(example: Example) -> bool:
    packed = path_of(example).read_bytes()
    digest = f"recorded {hashlib.sha256(packed).hexdigest()}"[:64]
    stored = Submission.objects.filter(pk=example.permalink_id)
    if stored.filter(digest=digest).exists():
        return False
    recording = json.loads(lzma.decompress(packed))
    with transaction.atomic():
        stored.delete()
        _store(example, recording, digest)
    tasks.compare_sides(example.permalink_id)
    return True


def _store(example: Example, recording: RecordingDocument, digest: str) -> None:
    created_at = datetime.fromisoformat(recording["created_at"])
    submission = Submission.objects.create(
        pk=example.permalink_id,
        text=recording["text"],
        options=recording["options"],
        digest=digest,
        has_cutoff=True,
        explanation=recording["explanation"],
    )
    Submission.objects.filter(pk=submission.pk).update(created_at=created_at)
    digest_of_text = submission.asked.problem(created_at).digest  # the solved text named the index by another address
    for row in recording["solves"]:
        solve = Solve.objects.create(
            submission=submission,
            label=row["label"],
            state=State.DONE,
            attempt=1,
            document=row["document"] and {**row["document"], "problem_digest": digest_of_text},
            progress=row["progress"],
            queued_at=created_at,
            started_at=created_at,
            finished_at=created_at,
        )
        for first in range(0, len(row["events"]), EVENTS_AT_ONCE):
            events = row["events"][first : first + EVENTS_AT_ONCE]
            EventBatch.objects.create(solve=solve, attempt=1, first=first, events=events)
    StoredLadder.objects.bulk_create(StoredLadder(submission=submission, **row) for row in recording["ladders"])
    snapshot = snapshot_from_json(recording["index_data"])
    index_data.store(submission.pk, snapshot, recording["default_index"], is_all=True)


# -- recording ----------------------------------------------------------------------------------------


def record(example: Example, base: str) -> Path:
    """Solve an example on the index at `base` and write down everything. The settings must point there.

    Raises RecordingFailed.
    """
    submission = _solved(question_of(example, base))
    data = IndexData.objects.filter(pk=submission.pk).first()
    whole = index_data.kept(submission)
    if data is None or whole is None:
        raise RecordingFailed(f"{example.slug}: its index data are larger than what is kept")
    cutoff = submission.asked.cutoff(submission.asked.problem(submission.created_at))
    snapshot = whole.reduced(cutoff)
    if snapshot.used_operator_credentials:
        raise RecordingFailed(f"{example.slug}: its index data were read with the operator's credentials")
    recording = document_of(submission, snapshot, data.default_index, with_events=True)
    text = json.dumps(recording, separators=(",", ":")).replace(base, INDEX)
    path = path_of(example)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return path


def _solved(asked: Asked) -> Submission:
    submission = Submission.objects.create(text=asked.text, options=asked.options_json(), digest="", has_cutoff=True)
    for label in (*asked.labels, Label.EXPLANATION.value):
        row, _ = Solve.objects.get_or_create(submission=submission, label=label, defaults={"queued_at": timezone.now()})
        tasks.solve(row.pk)
        row.refresh_from_db()
        if row.state != State.DONE:
            raise RecordingFailed(f"{label}: {row.state} {row.error}")
    return Submission.objects.get(pk=submission.pk)
