"""The shapes of the team's part of the API; OpenAPI is made from them."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from msgspec import Meta

from resolver_core import ReportVerdictDocument, one_of, says
from webui.api.schemas import Address
from webui.api.shapes import Moment
from webui.team.models.cases import Source
from webui.team.moves import CaseState, ClosedAs

MOST_TEXT = 512 * 1024


class CountEntry(TypedDict):
    """How many cases are like that."""

    name: Annotated[str, says("what they have in common")]
    cases: Annotated[int, says("how many")]
    address: Annotated[str, says("the path of the queue that shows them")]


class OverviewDocument(TypedDict):
    """What a team's cases come to; duplicates that were merged are not counted."""

    cases: Annotated[int, says("all")]
    open: Annotated[int, says("that are not closed")]
    regressions: Annotated[int, says("that returned after they were fixed")]
    judged: Annotated[int, says("that have a verdict")]
    reproduced: Annotated[int, says("of which all that the report shows came out here, too")]
    partly_reproduced: Annotated[int, says("of which some did; `reproduced` has none of them")]
    share_reproduced: Annotated[float | None, says("of those that have a verdict; `null` without one")]
    share_partly_reproduced: Annotated[float | None, says("the same of those that are partly reproduced")]
    median_seconds_to_verdict: Annotated[float | None, says("from its coming to its verdict; `null` without one")]
    states: Annotated[list[CountEntry], says("by state, the most first")]
    standings: Annotated[list[CountEntry], says("by what the verdict came to")]
    classes: Annotated[list[CountEntry], says("by the class of the cause; `none` last: with a verdict that tells none")]
    projects: Annotated[list[CountEntry], says("by the decisive project")]
    indexes: Annotated[list[CountEntry], says("by the host of the index that the report names, else the default one")]
    weeks: Annotated[list[CountEntry], says("by the Monday of the week, the last half year, the oldest first")]


class CaseEntry(TypedDict):
    """A case in a list."""

    number: Annotated[int, says("within the team")]
    title: Annotated[str, says("of the report")]
    url: Annotated[Address, says("where it is, as JSON")]
    page: Annotated[Address, says("where it is for people")]
    state: Annotated[str, one_of(CaseState), says("where it stands")]
    closed_as: Annotated[str, says('why it was closed; "" for an open one')]
    assignee: Annotated[str | None, says("the e-mail address of who has it")]
    priority: Annotated[int, says("0 low, 1 normal, 2 high, 3 urgent")]
    labels: Annotated[list[str], says("of the team's list")]
    version: Annotated[int, says("to be sent with a change: one of an older version is refused")]
    standing: Annotated[str, says('what the verdict came to; "" before it is there')]
    headline: Annotated[str, says("the same in a sentence")]
    cause_class: Annotated[str, says('the class of its cause; "" for none')]
    project: Annotated[str, says("the decisive project")]
    fingerprint: Annotated[str, says('of its question, with its version; "" for none')]
    is_regression: Annotated[bool, says("whether it returned after it was fixed")]
    merged_into: Annotated[int | None, says("the number of the case that it is a duplicate of")]
    source: Annotated[str, one_of(Source), says("how it came")]
    source_url: Annotated[str, says("where it was reported")]
    created_at: Annotated[Moment, says("when it came")]


class HistoryEntry(TypedDict):
    """Something that was done with a case."""

    at: Annotated[Moment, says("when")]
    by: Annotated[str, says('who; "" for the application itself')]
    via: Annotated[str, says("the token, where one acted for them")]
    kind: Annotated[str, says("what")]
    before: Annotated[str, says("as it was")]
    after: Annotated[str, says("as it is since")]
    text: Annotated[str, says("of a note, in Markdown")]


class CaseDocument(CaseEntry):
    """A whole case."""

    is_judged: Annotated[bool, says("whether the verdict, or why there is none, is there")]
    trouble: Annotated[str, says("why there is no verdict")]
    verdict: Annotated[
        ReportVerdictDocument | None, says("on the words that the report has now; `null` before it is there")
    ]
    answer: Annotated[str, says("in ten lines of Markdown, to be posted")]
    reply: Annotated[str, says("the drafted reply")]
    answer_page: Annotated[Address | None, says("the permalink of the whole answer")]
    report: Annotated[str, says("without its secrets")]
    thread: Annotated[str | None, says("the address of its canonical thread")]
    duplicates: Annotated[list[int], says("numbers of other cases with its fingerprint")]
    similar: Annotated[
        list[int], says("numbers of cases with its class and project, or that name the same thread, fingerprint aside")
    ]
    merged: Annotated[list[int], says("numbers of cases that are merged into it")]
    history: Annotated[list[HistoryEntry], says("in order")]


class CaseList(TypedDict):
    """Some cases of a team."""

    cases: Annotated[list[CaseEntry], says("what is urgent first, then the newest")]
    next: Annotated[Address | None, says("the next ones; `null` at the end")]


class CaseRequest(TypedDict):
    """A report."""

    text: Annotated[str, Meta(max_length=MOST_TEXT), says("the issue report in Markdown, or a project file")]
    title: NotRequired[Annotated[str, Meta(max_length=200), says("else its first words")]]
    source_url: NotRequired[Annotated[str, Meta(max_length=500), says("where it was reported; one page is one case")]]


class ChangeRequest(TypedDict, total=False):
    """What is to be changed: all of it, or nothing."""

    version: Annotated[int, Meta(ge=0, le=2**31 - 1), says("of the case as it was read; a note alone needs none")]
    state: Annotated[str, one_of(CaseState), says("where it goes")]
    closed_as: Annotated[str, one_of(ClosedAs), says("why it is closed; `answered` by default")]
    assignee: Annotated[str, Meta(max_length=254), says('the e-mail address of a member; "" for nobody')]
    priority: Annotated[int, Meta(ge=0, le=3), says("0 low, 1 normal, 2 high, 3 urgent")]
    add_labels: Annotated[list[str], says("names of the team's list")]
    remove_labels: Annotated[list[str], says("names of the team's list")]
    note: Annotated[str, Meta(max_length=20_000), says("in Markdown")]


class MergeRequest(TypedDict):
    """Which case another one is a duplicate of."""

    into: Annotated[int, Meta(ge=1, le=2**31 - 1), says("the number of the case that stays")]


class IssueAnswer(TypedDict):
    """What became of an event."""

    case: Annotated[int | None, says("the number of its case; `null` for one that says nothing new")]
    words: Annotated[str, says("the same in words")]


class RoundEntry(TypedDict):
    """Cases that are asked again."""

    id: Annotated[int | None, says("of the round; `null` where there was nothing to ask")]
    cases: Annotated[int, says("how many are asked")]
    words: Annotated[str, says("what came of it so far")]


class ThreadsAnswer(TypedDict):
    """What was taken from a file."""

    threads: Annotated[int, says("how many")]
