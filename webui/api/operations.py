"""What the API can be asked, address by address; openapi.py makes a document of it, and the page at /api, too."""

from __future__ import annotations

from resolver_core import LadderDocument
from webui.api import shapes
from webui.api.operation import CONTENT_TYPE, Answer, JsonObject, Operation, body_of, in_header, in_path, in_query
from webui.api.schemas import (
    Accepted,
    Error,
    OwnUvAccepted,
    OwnUvAnswer,
    OwnUvQuestion,
    Rejected,
    ReportAnswer,
    SmallestAccepted,
    SmallestAnswer,
    SmallestQuestion,
    SubmissionDocument,
)
from webui.api.shapes import LONGEST_WAIT
from webui.resolutions.asking.question import Question
from webui.team.operations import TEAM_OPERATIONS

EXAMPLE_TEXT = """\
[project]
name = "demo"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = ["torch"]
"""


ID = in_path("id", example="example-a-fall-of-years")
TARGET = in_query("target", "the number of the target, from 1", "integer")
SECONDS = in_query("seconds", f"how long to wait, at most {LONGEST_WAIT:g}", "integer")
IDEMPOTENCY_KEY = in_header("Idempotency-Key", "the same request with the same key is answered as the first time")
DELETE_KEY = in_header("Delete-Key", "the key from the answer to the question, in place of the token")
QUESTION_BODY: JsonObject = {
    **body_of(Question, {"text": EXAMPLE_TEXT, "python": "3.12", "exclude_newer": "2024-11-29"}),
    "application/toml": {"schema": {"type": "string"}, "example": EXAMPLE_TEXT},
}
TAGS = {
    "ask": "Ask",
    "read": "Read",
    "explain": "Ask further",
    "control": "Stop, repeat, delete",
    "team": "Cases of a team",
    "webhooks": "Webhooks",
    "tokens": "Tokens",
}
REJECTED = Answer("Mistakes in the text or the options.", Rejected, Error, content_type=CONTENT_TYPE)
CONFLICT = Answer("Not now: the message says why.", Error, content_type=CONTENT_TYPE)
NO_CONTENT = Answer("Done.")
ACCEPTED = Answer("Accepted; the answer will be at `url`.", Accepted)
STATE = Answer("How it stands now.", shapes.StateDocument)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "post",
        "resolutions",
        "createResolution",
        "ask",
        "Ask for both resolutions",
        {202: ACCEPTED, 422: REJECTED},
        "A JSON object, or the TOML text itself with the options as query parameters. A string is read as the field of "
        "a form, so that a list may be given as one text with commas or spaces. The same question with a date finds "
        "its stored answer.",
        (IDEMPOTENCY_KEY,),
        QUESTION_BODY,
        Question,
    ),
    Operation(
        "post",
        "verdicts",
        "createVerdict",
        "ask",
        "Ask, wait, and get the verdict: one call",
        {
            200: Answer("The verdict.", shapes.VerdictDocument),
            202: Answer("Not there in time.", shapes.VerdictDocument),
            422: REJECTED,
        },
        "As `createResolution`, and then as `readVerdict`. For programs and agents: the same question on the same data "
        "has the same verdict.",
        (SECONDS,),
        QUESTION_BODY,
        Question,
    ),
    Operation(
        "post",
        "reports",
        "createReport",
        "ask",
        "Ask for the verdict on an issue report",
        {200: Answer("It states no project: the verdict.", ReportAnswer), 202: ACCEPTED, 422: REJECTED},
        "As `createResolution`, of a `text` that is an issue report. What it says of files that cannot be had is laid "
        "over the index. One that states no project is judged at once.",
        (IDEMPOTENCY_KEY,),
        body_of(Question, {"text": "### Bug\n\n`uv lock` picks another torch."}),
        Question,
    ),
    Operation(
        "get",
        "reports/{id}",
        "readReport",
        "ask",
        "The verdict on a report, once it is there",
        {200: Answer("The verdict, or that it is looked for.", ReportAnswer)},
        parameters=(ID,),
    ),
    Operation(
        "get",
        "resolutions",
        "listResolutions",
        "read",
        "Public answers, or those of a token",
        {200: Answer("Some of them; `next` leads on.", shapes.AnswerList)},
        parameters=(in_query("before", "where to go on: as the `next` address has it"),),
    ),
    Operation(
        "get",
        "resolutions/{id}",
        "readResolution",
        "read",
        "The whole answer, as far as it is there",
        {200: Answer("The state, and the documents that are there.", SubmissionDocument)},
        parameters=(ID,),
    ),
    Operation(
        "get",
        "resolutions/{id}/wait",
        "waitForResolution",
        "read",
        "Wait until the answer and its reasons are there",
        {200: Answer("How far it is.", shapes.ProgressDocument)},
        parameters=(ID, SECONDS),
    ),
    Operation(
        "get",
        "resolutions/{id}/events",
        "followResolution",
        "read",
        "Follow the search as server-sent events",
        {200: Answer("The stream.", content_types=("text/event-stream",)), 204: Answer("All was sent already.")},
        "`trace`: stored events, with an id; `state`: a ProgressDocument, where it changed; `ended`: the last. After "
        "a broken connection send `Last-Event-ID` (browsers do): the stream goes on behind it, whatever restarted.",
        (ID, in_header("Last-Event-ID", "the id of the last event that came")),
    ),
    Operation(
        "get",
        "resolutions/{id}/verdict",
        "readVerdict",
        "read",
        "The verdict, in a form that a program can act on",
        {200: Answer("The verdict, or `running`.", shapes.VerdictDocument)},
        parameters=(ID, SECONDS),
    ),
    Operation(
        "post",
        "resolutions/{id}/questions",
        "createQuestion",
        "explain",
        "Ask why, why not, why two, an experiment \u2026",
        {202: Answer("Accepted; the answer will be at `url`.", shapes.QuestionAccepted), 409: CONFLICT},
        "`exactly` solves everything again from what is kept, without a network, and compares the documents.",
        (ID,),
        body_of(shapes.QuestionRequest, {"kind": "why", "text": "numba"}),
        shapes.QuestionRequest,
    ),
    Operation(
        "get",
        "resolutions/{id}/questions/{question}",
        "readQuestion",
        "explain",
        "The answer to a question",
        {200: Answer("The answer, as far as it is there.", shapes.QuestionAnswer)},
        parameters=(ID, in_path("question", "integer")),
    ),
    Operation(
        "get",
        "resolutions/{id}/ladders",
        "listLadders",
        "explain",
        "What became of every version",
        {200: Answer("By project; `next` leads on.", shapes.LadderList)},
        parameters=(ID, TARGET, in_query("after", "the project to go on behind")),
    ),
    Operation(
        "get",
        "resolutions/{id}/ladders/{project}",
        "readLadder",
        "explain",
        "What became of every version of a project",
        {200: Answer("Newest first.", LadderDocument)},
        parameters=(ID, in_path("project", example="numba"), TARGET),
    ),
    Operation(
        "get",
        "resolutions/{id}/experiments",
        "listExperiments",
        "explain",
        "The experiments that proved the reasons",
        {200: Answer("Each with its place.", shapes.ExperimentList)},
        parameters=(ID,),
    ),
    Operation(
        "get",
        "resolutions/{id}/fixes",
        "listFixes",
        "explain",
        "The fixes that were tried",
        {200: Answer("Each with its place.", shapes.FixList)},
        parameters=(ID,),
    ),
    Operation(
        "get",
        "resolutions/{id}/exports",
        "listExports",
        "read",
        "The files that can be saved",
        {200: Answer("By answer.", shapes.ExportList)},
        parameters=(ID,),
    ),
    Operation(
        "get",
        "resolutions/{id}/exports/{label}/{name}",
        "readExport",
        "read",
        "One of these files",
        {200: Answer("The file.", content_types=shapes.FILE_TYPES), 409: CONFLICT},
        parameters=(
            ID,
            in_path("label", example="universal"),
            {
                **in_path("name", example="pylock.toml"),
                "schema": {"type": "string", "pattern": "^[a-z.-]+$", "maxLength": 40},
            },
        ),
    ),
    Operation(
        "get",
        "comparisons/{before}..{after}",
        "compareResolutions",
        "read",
        "What moved between two answers",
        {200: Answer("What moved.", shapes.PairDocument)},
        parameters=(in_path("before"), in_path("after")),
    ),
    Operation(
        "post",
        "resolutions/{id}/cancel",
        "cancelResolution",
        "control",
        "Stop it",
        {200: STATE},
        parameters=(ID, DELETE_KEY),
    ),
    Operation(
        "post",
        "resolutions/{id}/retry",
        "retryResolution",
        "control",
        "Try again what came to no answer",
        {200: STATE, 409: CONFLICT},
        parameters=(ID,),
    ),
    Operation(
        "post",
        "resolutions/{id}/again",
        "solveAgain",
        "control",
        "Solve it again now, as an answer of its own",
        {202: ACCEPTED, 409: CONFLICT},
        parameters=(ID,),
    ),
    Operation(
        "delete",
        "resolutions/{id}",
        "deleteResolution",
        "control",
        "Delete everything of it",
        {204: NO_CONTENT},
        parameters=(ID, DELETE_KEY),
    ),
    Operation(
        "post",
        "resolutions/{id}/own-uv",
        "compareOwnUv",
        "explain",
        "Compare what somebody\u2019s own uv wrote",
        {202: Answer("Accepted; the comparison will be at `url`.", OwnUvAccepted), 409: CONFLICT},
        "Names the first difference and the usual reasons that speak for it. Needs no uv here.",
        (ID,),
        body_of(OwnUvQuestion, {"output": "torch==2.5.1\n"}),
        OwnUvQuestion,
    ),
    Operation(
        "get",
        "resolutions/{id}/own-uv/{question}",
        "readOwnUv",
        "explain",
        "That comparison, as far as it is there",
        {200: Answer("The state, and the comparison where it is there.", OwnUvAnswer)},
        parameters=(ID, in_path("question", "integer")),
    ),
    Operation(
        "post",
        "resolutions/{id}/smallest",
        "findSmallest",
        "explain",
        "Find the smallest project that still shows what differs",
        {202: Answer("Accepted; it will be at `url`.", SmallestAccepted), 409: CONFLICT},
        "The same cause stays proven for the same project. One that was stopped before its end is looked for again.",
        (ID,),
        body_of(SmallestQuestion, {"project": ""}),
        SmallestQuestion,
    ),
    Operation(
        "get",
        "resolutions/{id}/smallest/{question}",
        "readSmallest",
        "explain",
        "The smallest project, or how far the search is",
        {200: Answer("The state, and what is left by now or in the end.", SmallestAnswer)},
        parameters=(ID, in_path("question", "integer")),
    ),
    Operation(
        "post",
        "resolutions/{id}/smallest/{question}/stop",
        "stopSmallest",
        "explain",
        "End that search with what it has",
        {200: Answer("The state, and what is left by now.", SmallestAnswer)},
        parameters=(ID, in_path("question", "integer")),
    ),
    Operation(
        "post",
        "resolutions/{id}/webhooks",
        "createWebhook",
        "webhooks",
        "Have an address told when it has ended",
        {201: Answer("The webhook, with its secret.", shapes.WebhookDocument), 409: CONFLICT},
        "Each delivery has the headers `Whichwheel-Event-Id`, the same at every try, `Whichwheel-Timestamp`, and "
        "`Whichwheel-Signature`: `sha256=` and the HMAC-SHA256 of timestamp, full stop and body with the secret. It is "
        "tried eight times in a day and a half. Private addresses are refused, as they are for indexes.",
        (ID,),
        body_of(shapes.WebhookRequest, {"url": "https://example.com/hook"}),
        shapes.WebhookRequest,
    ),
    Operation(
        "get",
        "resolutions/{id}/webhooks/{webhook}",
        "readWebhook",
        "webhooks",
        "A webhook with its log",
        {200: Answer("The log.", shapes.WebhookDocument)},
        parameters=(ID, in_path("webhook", "integer")),
    ),
    Operation(
        "delete",
        "resolutions/{id}/webhooks/{webhook}",
        "deleteWebhook",
        "webhooks",
        "Tell it no more",
        {204: NO_CONTENT},
        parameters=(ID, in_path("webhook", "integer")),
    ),
    Operation(
        "post",
        "tokens",
        "createToken",
        "tokens",
        "Make a token",
        {201: Answer("The token, with its key: shown this once.", shapes.TokenDocument)},
        body=body_of(shapes.TokenRequest, {"name": "our CI", "scopes": ["read", "write"]}),
        body_shape=shapes.TokenRequest,
    ),
    Operation(
        "get",
        "tokens/current",
        "readToken",
        "tokens",
        "The token that is sent",
        {200: Answer("What it may.", shapes.TokenDocument)},
    ),
    Operation("delete", "tokens/current", "revokeToken", "tokens", "End the token that is sent", {204: NO_CONTENT}),
    *TEAM_OPERATIONS,
)
