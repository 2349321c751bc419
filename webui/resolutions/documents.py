"""The stored shapes that are the web's own; the documents of the answers are the core's."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from msgspec import Meta

from resolver_core import (
    AnswersDocument,
    DivergenceEntry,
    EventDocument,
    ExplanationDocument,
    FindingEntry,
    LadderDocument,
    ModeFailureEntry,
    RepetitionDocument,
    ReportVerdictDocument,
    ResolutionDocument,
    SmallestDocument,
    SmallestProgressDocument,
    SnapshotDocument,
    says,
)
from uv_check.documents import CheckDocument
from uv_check.pasted.documents import PastedComparisonDocument
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


class VerdictEntry(TypedDict):
    """What stays of an expired answer."""

    title: Annotated[str, says("of its page")]
    headline: Annotated[str, says("what came out, in one sentence")]
    detail: Annotated[str, says('more of it; "" where there is none')]
    answer: Annotated[str, says('the answer in ten lines of Markdown; "" where the reasons were not known')]
    expired_at: Annotated[str, Meta(extra_json_schema={"format": "date-time"}), says("when the rest was removed")]


class SolvedExactlyEntry(TypedDict):
    """One answer, solved again on the data that are kept with it."""

    label: Annotated[str, says("`single`, `single-2`, …, `universal`")]
    equal: Annotated[bool, says("whether the document is the same, times and counts of bytes aside")]
    differs_in: Annotated[list[str], says("the parts of the document that are not")]


class ExactlyDocument(TypedDict):
    """All answers of a question, solved again from what is kept and without any network."""

    schema_version: Annotated[int, says("of this document")]
    uv: Annotated[str, says("the version of uv that is emulated now")]
    uv_before: Annotated[str, says("the one that the stored answers are of")]
    answers: Annotated[list[SolvedExactlyEntry], says("each of them")]


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


class RecordedQuestionDocument(TypedDict):
    """A question with the index data that its answers rest on: what is read of a file from elsewhere."""

    schema_version: NotRequired[int]  #: examples of the first days lack it, and the texts but the first
    created_at: str
    text: str
    input: NotRequired[str]
    files: NotRequired[dict[str, str]]
    lock: NotRequired[str]
    report: NotRequired[str]
    options: StoredOptionsDocument
    default_index: str
    index_data: SnapshotDocument


class RecordingDocument(RecordedQuestionDocument):
    """A whole permalink as a file."""

    solves: list[RecordedSolveEntry]
    explanation: ExplanationDocument | None
    ladders: list[RecordedLadderEntry]


# Every stored JSON has its type at its field; nothing checks it again when it is read.

ExplainedEntry = DivergenceEntry | ModeFailureEntry | FindingEntry
AnswerToQuestion = (
    AnswersDocument
    | RepetitionDocument
    | CheckDocument
    | PastedComparisonDocument
    | ReportVerdictDocument
    | SmallestDocument
    | SmallestProgressDocument
    | ExactlyDocument
)
