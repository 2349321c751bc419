"""The shapes of the API's answers. Their documents are the core's, and OpenAPI is made from them (openapi.py)."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from msgspec import Meta

from resolver_core import (
    UV_VERSION,
    ComparisonDocument,
    ExplanationDocument,
    MistakeEntry,
    ReportDocument,
    ReportVerdictDocument,
    ResolutionDocument,
    SmallestDocument,
    SmallestProgressDocument,
    one_of,
    says,
)
from uv_check.documents import CheckDocument
from uv_check.pasted.documents import PastedComparisonDocument
from webui.resolutions.asking.question import StoredOptionsDocument
from webui.resolutions.documents import CountsEntry
from webui.resolutions.models import State, Visibility

Address = Annotated[str, Meta(extra_json_schema={"format": "uri"})]

ENDS = ("running", State.DONE.value, State.FAILED.value, State.CANCELLED.value)
"""The states of a whole answer."""


class Error(TypedDict):
    """Why there is no answer: a problem of RFC 9457."""

    type: Annotated[str, says("`about:blank`: the status says all there is to the kind")]
    title: Annotated[str, says("what the status means")]
    status: Annotated[int, says("the status")]
    detail: Annotated[str, says("one sentence")]
    error: Annotated[str, says("the same, as older clients read it")]
    report: NotRequired[Annotated[ReportDocument, says("what was read from an issue report that states no project")]]


class Rejected(Error):
    """422: what is wrong with the question."""

    mistakes: Annotated[list[MistakeEntry], says("in the text")]
    lock_mistakes: Annotated[list[MistakeEntry], says("in the lock")]
    options: Annotated[dict[str, list[str]], says("in the options, by name")]
    removed: Annotated[list[str], says("secrets that were removed, each with its line")]


class Accepted(TypedDict):
    """202: where the answer will be."""

    id: Annotated[str, says("of the answer")]
    url: Annotated[Address, says("where the answer is, as JSON")]
    page: Annotated[Address, says("where it is for people")]
    report: Annotated[ReportDocument | None, says("what was read from an issue report; `null` for a project file")]
    removed: Annotated[list[str], says("secrets that were removed before anything was stored, each with its line")]
    delete_key: Annotated[
        str | None,
        says("the key that `DELETE` asks for; shown this once. `null`: the answer was there already"),
    ]


class ReportAnswer(TypedDict):
    """What became of an issue report, as far as it is there."""

    state: Annotated[str, one_of(ENDS), says("`running` until the verdict is there")]
    error: Annotated[str, says('why there is no verdict; "" where there is, and while it is made')]
    page: Annotated[Address | None, says("where its answer is for people; `null`: it states no project to solve")]
    verdict: Annotated[ReportVerdictDocument | None, says("`null` while it is running")]


class OwnUvQuestion(TypedDict):
    """What somebody's own uv wrote, to be compared with an answer."""

    output: Annotated[
        str,
        says("a `uv.lock`, what `uv pip compile`, `uv pip freeze` or `uv tree` wrote, or the log of `uv lock -v`"),
    ]
    target: NotRequired[
        Annotated[
            int,
            Meta(ge=1, le=99, extra_json_schema={"default": 1}),
            says("the number of the target, from 1, that a list of one platform is compared at"),
        ]
    ]


class OwnUvAccepted(TypedDict):
    """202: where the comparison will be."""

    url: Annotated[Address, says("where the comparison is, as JSON")]
    page: Annotated[Address, says("where it is for people")]
    removed: Annotated[list[str], says("secrets that were removed before anything was stored, each with its line")]


class OwnUvAnswer(TypedDict):
    """The comparison with somebody's own uv, as far as it is there."""

    state: Annotated[str, one_of(State.values), says("where it stands")]
    target: Annotated[int, says("the number of the target")]
    error: Annotated[str, says('why there is none; "" where there is')]
    comparison: Annotated[PastedComparisonDocument | None, says("the comparison; `null` before it is there")]


class SmallestQuestion(TypedDict):
    """What shall be made as small as it can be and still show the same."""

    project: NotRequired[
        Annotated[str, says("a project that differs; left out: the first thing that has a proven cause")]
    ]
    target: NotRequired[
        Annotated[
            int,
            Meta(ge=1, le=99, extra_json_schema={"default": 1}),
            says("the number of the target, from 1"),
        ]
    ]


class SmallestAccepted(TypedDict):
    """202: where the smallest project will be."""

    url: Annotated[Address, says("where it is, as JSON")]
    page: Annotated[Address, says("where it is for people")]


class SmallestAnswer(TypedDict):
    """The search for the smallest project, as far as it is."""

    state: Annotated[str, one_of(State.values), says("where it stands")]
    target: Annotated[int, says("the number of the target")]
    error: Annotated[str, says('why there is none; "" where there is')]
    so_far: Annotated[SmallestProgressDocument | None, says("what is left by now, while it is running")]
    smallest: Annotated[SmallestDocument | None, says("what was found; `null` before it is there")]


class SolveEntry(TypedDict):
    """How far one solve is."""

    state: Annotated[str, one_of(State.values), says("where it stands")]
    attempt: Annotated[int, says("how often it was begun")]
    progress: Annotated[CountsEntry, says("counts of the present attempt")]
    error: Annotated[str, says('why it failed; "" where it did not')]


class TargetAnswerEntry(TypedDict):
    """One of the targets: its answer, and that one compared with the universal answer."""

    target: Annotated[int, says("its number, from 1: the `target` of addresses and requests")]
    label: Annotated[str, says("`single`, `single-2`, …")]
    python: Annotated[str, says("as uv's `--python-version`")]
    platform: Annotated[str, says("as it was asked for: uv's `--python-platform`, a version behind an `@`")]
    single: Annotated[ResolutionDocument | None, says("the answer; `null` before it is there")]
    comparison: Annotated[ComparisonDocument | None, says("it beside the universal answer")]
    uv_check: NotRequired[
        Annotated[CheckDocument, says("what the real uv answers at this target on the same data, where it was asked")]
    ]


class SubmissionDocument(TypedDict):
    """The answer to one question, as far as it is there."""

    id: Annotated[str, says("of the answer")]
    state: Annotated[
        str, one_of(ENDS), says("`running` until nothing changes any more; then the worst end of all solves")
    ]
    uv: Annotated[str, Meta(extra_json_schema={"const": UV_VERSION}), says("the version of uv that is emulated")]
    page: Annotated[Address, says("where it is for people")]
    created_at: Annotated[str, Meta(extra_json_schema={"format": "date-time"}), says("when it was asked for")]
    parent: Annotated[str | None, says("the answer that this one was made from")]
    visibility: Annotated[str, one_of(Visibility.values), says("who finds it")]
    expires_at: Annotated[str | None, says("when all but its verdict is removed (RFC 3339); `null`: never by itself")]
    options: Annotated[StoredOptionsDocument, says("what was asked for beside the text")]
    text: Annotated[str, says("the text that is asked about")]
    input: Annotated[str, says('its path among the files; "" for a text that came alone and without a name')]
    files: Annotated[dict[str, str], says("the other files, by path")]
    solves: Annotated[
        dict[str, SolveEntry],
        says("by label: `single`, `single-2`, … (one per target), `universal`, `uv.lock`, `explanation`"),
    ]
    single: Annotated[ResolutionDocument | None, says("the answer at the first target")]
    universal: Annotated[ResolutionDocument | None, says("the answer for every environment")]
    comparison: Annotated[ComparisonDocument | None, says("both at the first target")]
    targets: Annotated[list[TargetAnswerEntry], says("all targets, the first one included")]
    lock: Annotated[ResolutionDocument | None, says("the answer that the pasted lock holds")]
    lock_comparison: Annotated[ComparisonDocument | None, says("it beside the universal answer, at the first target")]
    explanation: Annotated[ExplanationDocument | None, says("why the answers differ, once that is known")]
    answer: NotRequired[Annotated[str, says("at the first target, in ten lines of Markdown, once it is known")]]
    uv_check: NotRequired[
        Annotated[CheckDocument, says("what the real uv answers at the first target on the same data, if asked")]
    ]
