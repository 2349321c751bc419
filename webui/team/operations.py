"""What the API can be asked of a team, address by address: part of webui/api/operations.py."""

from __future__ import annotations

from webui.api.operation import CONTENT_TYPE, Answer, JsonObject, Operation, body_of, in_header, in_path, in_query
from webui.api.schemas import Error
from webui.team import shapes
from webui.team.filters import QueueFilter

TEAM, CASE = in_path("team", example="resolution"), in_path("case", "integer")
TOML = "application/toml"
CHANGED_MEANWHILE = Answer("Somebody was quicker, or it cannot be.", Error, content_type=CONTENT_TYPE)
CASE_ANSWER = Answer("The case.", shapes.CaseDocument)
OF_MEMBERS = "With the token of a member; for anybody else there is no such team."
FILTERS = tuple(in_query(name, "as in the address of the queue") for name, _ in QueueFilter().values())
ISSUE_EXAMPLE: JsonObject = {
    "action": "opened",
    "issue": {"title": "uv lock picks another torch", "body": "…", "html_url": "https://example.com/issues/1"},
}

TEAM_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "get",
        "teams/{team}/cases",
        "listCases",
        "team",
        "Cases of a team, by a filter",
        {200: Answer("Some of them; `next` leads on.", shapes.CaseList)},
        OF_MEMBERS,
        (TEAM, *FILTERS, in_query("page", "from 1", "integer")),
    ),
    Operation(
        "post",
        "teams/{team}/cases",
        "createCase",
        "team",
        "Take a report in",
        {201: CASE_ANSWER, 200: Answer("It is known: its case.", shapes.CaseDocument)},
        f"The same report twice is one case. {OF_MEMBERS}",
        (TEAM,),
        body_of(shapes.CaseRequest, {"text": "### Bug\n\n`uv lock` picks another torch."}),
        shapes.CaseRequest,
    ),
    Operation(
        "get",
        "teams/{team}/cases/{case}",
        "readCase",
        "team",
        "A case with its verdict and its history",
        {200: CASE_ANSWER},
        OF_MEMBERS,
        (TEAM, CASE),
    ),
    Operation(
        "post",
        "teams/{team}/cases/{case}/changes",
        "changeCase",
        "team",
        "Move, assign, label, note",
        {200: CASE_ANSWER, 409: CHANGED_MEANWHILE},
        f"All of it, or nothing: it names the `version` that it was made of; an older one is refused. {OF_MEMBERS}",
        (TEAM, CASE),
        body_of(shapes.ChangeRequest, {"version": 3, "state": "explained", "note": "See the docs."}),
        shapes.ChangeRequest,
    ),
    Operation(
        "post",
        "teams/{team}/cases/{case}/merge",
        "mergeCase",
        "team",
        "Make it a duplicate of another case",
        {200: CASE_ANSWER, 409: CHANGED_MEANWHILE},
        OF_MEMBERS,
        (TEAM, CASE),
        body_of(shapes.MergeRequest, {"into": 1}),
        shapes.MergeRequest,
    ),
    Operation(
        "post",
        "teams/{team}/cases/{case}/unmerge",
        "unmergeCase",
        "team",
        "Let it stand by itself again",
        {200: CASE_ANSWER, 409: CHANGED_MEANWHILE},
        OF_MEMBERS,
        (TEAM, CASE),
    ),
    Operation(
        "get",
        "teams/{team}/threads",
        "readThreads",
        "team",
        "The canonical threads, as TOML",
        {200: Answer("The file.", content_types=(TOML,))},
        OF_MEMBERS,
        (TEAM,),
    ),
    Operation(
        "post",
        "teams/{team}/threads",
        "importThreads",
        "team",
        "Take canonical threads from TOML",
        {200: Answer("They are taken.", shapes.ThreadsAnswer)},
        f"One of a known fingerprint takes the place of the other. {OF_MEMBERS}",
        (TEAM,),
        {TOML: {"schema": {"type": "string"}, "example": "version = 1\n"}},
    ),
    Operation(
        "get",
        "teams/{team}/overview",
        "readOverview",
        "team",
        "What the cases come to",
        {200: Answer("The counts.", shapes.OverviewDocument)},
        OF_MEMBERS,
        (TEAM,),
    ),
    Operation(
        "post",
        "teams/{team}/ask-again",
        "askAgain",
        "team",
        "Solve open and explained cases again",
        {202: Answer("They wait behind everything else.", shapes.RoundEntry)},
        OF_MEMBERS,
        (TEAM,),
    ),
    Operation(
        "post",
        "teams/{team}/issues",
        "takeIssue",
        "team",
        "The webhook of a code host, in GitHub\u2019s format",
        {200: Answer("It is taken, or left out.", shapes.IssueAnswer)},
        "Signed with the secret of the team, as `sha256=` and the HMAC-SHA256 of the body; else there is no such team.",
        (
            TEAM,
            in_header("X-Hub-Signature-256", "the signature"),
            in_header("X-GitHub-Event", "`issues`; others are left out"),
        ),
        {"application/json": {"schema": {"type": "object"}, "example": ISSUE_EXAMPLE}},
    ),
)
