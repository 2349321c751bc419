"""The stored shapes that are the web's own; the documents of the answers are the core's."""

from __future__ import annotations

from typing import Annotated, TypedDict

from resolver_core import (
    EventDocument,
    ExplanationDocument,
    LadderDocument,
    ResolutionDocument,
    SnapshotDocument,
    says,
)
from webui.resolutions.asking.question import StoredOptionsDocument


class CountsEntry(TypedDict, total=False):
    """How far a solve is; empty before it begins."""

    projects: Annotated[int, says("whose pages were read")]
    metadata_read: Annotated[int, says("metadata files that were read")]
    forks_open: Annotated[int, says("parts that are not solved yet")]
    forks_closed: Annotated[int, says("parts that are")]
    decisions: Annotated[int, says("versions that were chosen, those given up again included")]
    conflicts: Annotated[int, says("clashes on the way")]
    latest: Annotated[str, says("the last choice: a project and its version")]


class RecordedSolveEntry(TypedDict):
    """One solve of a recorded example."""

    label: str
    document: ResolutionDocument | None
    progress: CountsEntry
    events: list[EventDocument]


class RecordedLadderEntry(TypedDict):
    """One ladder of a recorded example."""

    target: int  #: its number, from 1
    project: str
    document: LadderDocument


class RecordingDocument(TypedDict):
    """A whole permalink with the index data it rests on, as a file."""

    created_at: str
    text: str
    options: StoredOptionsDocument
    default_index: str
    solves: list[RecordedSolveEntry]
    explanation: ExplanationDocument | None
    ladders: list[RecordedLadderEntry]
    index_data: SnapshotDocument
