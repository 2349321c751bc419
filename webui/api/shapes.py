"""Further shapes of the API: everything that is asked of an answer, and what is kept beside it."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from msgspec import Meta

from resolver_core import (
    AnswersDocument,
    FixEntry,
    LadderDocument,
    RepetitionDocument,
    one_of,
    says,
)
from uv_check.documents import CheckDocument
from webui.api.documents import DeliveryTryEntry
from webui.api.models import DeliveryState
from webui.api.schemas import Address
from webui.resolutions.documents import CountsEntry, ExactlyDocument
from webui.resolutions.models import State

Moment = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Target = Annotated[int, Meta(ge=1, le=99)]
ASKED = ("why", "why-not", "why-two", "experiment", "check", "exactly")
LONGEST_WAIT = 30.0
FILE_TYPES = (
    "application/json",
    "application/toml",
    "text/markdown",
    "text/plain",
    "image/svg+xml",
    "text/vnd.graphviz",
)
VERDICTS = ("running", "same", "differs", "unsatisfiable", "trouble")


class QuestionRequest(TypedDict):
    """A question about an answer."""

    kind: Annotated[
        str,
        one_of(ASKED),
        says("`why` and `why-two`: a project; `why-not`: NAME==VERSION; `experiment`: its place; the others: nothing"),
    ]
    text: NotRequired[Annotated[str, Meta(max_length=200), says("what is asked about")]]
    target: NotRequired[Annotated[Target, says("the number of the target, from 1")]]


class QuestionAccepted(TypedDict):
    """202: where the answer to a question will be."""

    id: Annotated[int, says("of the question")]
    url: Annotated[Address, says("where the answer is, as JSON")]
    page: Annotated[Address, says("where it is for people")]


class QuestionAnswer(TypedDict):
    """A question and its answer, as far as it is there: the member of its kind."""

    id: Annotated[int, says("of the question")]
    state: Annotated[str, one_of(State.values), says("where it stands")]
    kind: Annotated[str, says("as it was asked; `why-two` is answered as `why`")]
    text: Annotated[str, says("what is asked about")]
    target: Annotated[int, says("the number of the target")]
    error: Annotated[str, says('why there is no answer; "" where there is')]
    answers: Annotated[AnswersDocument | None, says("of `why` and `why-not`")]
    repetition: Annotated[RepetitionDocument | None, says("of `experiment`")]
    uv_check: Annotated[CheckDocument | None, says("of `check`")]
    exactly: Annotated[ExactlyDocument | None, says("of `exactly`")]


class LadderList(TypedDict):
    """What became of every version, project by project."""

    ladders: Annotated[list[LadderDocument], says("at one target, by project")]
    next: Annotated[Address | None, says("the next ones; `null` at the end")]


class ExperimentLink(TypedDict):
    """An experiment that proved something, or did not."""

    place: Annotated[str, says("what a question of the kind `experiment` asks for")]
    title: Annotated[str, says("what was changed")]


class ExperimentList(TypedDict):
    """Every experiment of an explanation."""

    experiments: Annotated[list[ExperimentLink], says("in the order of the explanation")]


class PlacedFix(TypedDict):
    """A fix with its place."""

    place: Annotated[str, says("of the fix in the explanation")]
    fix: Annotated[FixEntry, says("what it is, and what came out when it was tried")]


class FixList(TypedDict):
    """Every fix that was tried and is offered."""

    fixes: Annotated[list[PlacedFix], says("in the order of the explanation")]


class ExportLink(TypedDict):
    """A file to save."""

    label: Annotated[str, says("the answer that it is of")]
    name: Annotated[str, says("of the file")]
    url: Annotated[Address, says("where it is")]


class ExportList(TypedDict):
    """Every file that can be saved."""

    exports: Annotated[list[ExportLink], says("by answer")]


class MovedEntry(TypedDict):
    """A project that came out otherwise."""

    side: Annotated[str, one_of(("single", "universal")), says("of which answer")]
    project: Annotated[str, says("its name")]
    before: Annotated[list[str], says("the versions in the first answer")]
    after: Annotated[list[str], says("the versions in the second answer")]


class PairDocument(TypedDict):
    """Two permalinks side by side."""

    page: Annotated[Address, says("where they are for people")]
    headline: Annotated[str, says("what differs, in one sentence")]
    moved: Annotated[list[MovedEntry], says("what moved")]


class VerdictProject(TypedDict):
    """A project that differs between both answers."""

    project: Annotated[str, says("its name")]
    single: Annotated[str | None, says("what `uv pip install` takes; `null`: nothing")]
    universal: Annotated[str | None, says("what `uv lock` has for the target; `null`: nothing")]


class VerdictDocument(TypedDict):
    """What came out, in the shortest form that a program can act on."""

    id: Annotated[str, says("of the answer")]
    page: Annotated[Address, says("the permalink")]
    url: Annotated[Address, says("the whole answer, as JSON")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    verdict: Annotated[
        str,
        one_of(VERDICTS),
        says("`same`: both take the same at the first target; `unsatisfiable`: a side found no versions"),
    ]
    exit_status: Annotated[
        int | None, says("0: `same`; 1: `differs` or `unsatisfiable`; 2: `trouble`; `null`: still running")
    ]
    headline: Annotated[str, says("the same in one sentence")]
    differing: Annotated[list[VerdictProject], says("what differs at the first target")]
    cause: Annotated[str | None, says("the class of the first cause, once one is proven")]
    answer: Annotated[str | None, says("ten lines of Markdown, once the reasons are known")]
    delete_key: NotRequired[Annotated[str | None, says("of a verdict that was just asked for: shown this once")]]


class ListedAnswer(TypedDict):
    """One answer of a list."""

    id: Annotated[str, says("of the answer")]
    url: Annotated[Address, says("where it is, as JSON")]
    page: Annotated[Address, says("where it is for people")]
    name: Annotated[str, says("of the project")]
    created_at: Annotated[Moment, says("when it was asked for")]


class AnswerList(TypedDict):
    """Public answers; with a token, those that were asked for with it."""

    resolutions: Annotated[list[ListedAnswer], says("the newest first")]
    next: Annotated[Address | None, says("the next ones; `null` at the end")]


class TokenRequest(TypedDict, total=False):
    """A token that is wanted."""

    name: Annotated[str, Meta(max_length=100), says("what it is for")]
    scopes: Annotated[list[str], says("`read` and `write`; both by default")]


class TokenDocument(TypedDict):
    """A token."""

    name: Annotated[str, says("what it is for")]
    scopes: Annotated[list[str], says("what it may")]
    created_at: Annotated[Moment, says("when it was made")]
    token: NotRequired[Annotated[str, says("the key, in the answer that made it and never again")]]


class WebhookRequest(TypedDict):
    """An address that wants to be told."""

    url: Annotated[str, Meta(max_length=500), says("http or https, on the public internet")]


class DeliveryEntry(TypedDict):
    """One event for a webhook."""

    event_id: Annotated[str, says("the same at each try: whoever has it has the event")]
    event: Annotated[str, says("`resolution.ended`")]
    state: Annotated[str, one_of(DeliveryState.values), says("where it stands")]
    tries: Annotated[list[DeliveryTryEntry], says("each of them")]


class WebhookDocument(TypedDict):
    """A webhook with the log of its deliveries."""

    id: Annotated[int, says("of the webhook")]
    url: Annotated[str, says("who is told")]
    deliveries: Annotated[list[DeliveryEntry], says("the log")]
    secret: NotRequired[Annotated[str, says("what deliveries are signed with: in the answer that made it alone")]]


class ProgressDocument(TypedDict):
    """An event `state` of the stream, and what waiting answers."""

    id: Annotated[str, says("of the answer")]
    state: Annotated[str, says("`running`, or how it ended")]
    explained: Annotated[bool, says("whether nobody looks for the reasons any more")]
    progress: Annotated[dict[str, CountsEntry], says("by label")]


class StateDocument(TypedDict):
    """How an answer stands."""

    id: Annotated[str, says("of the answer")]
    state: Annotated[str, says("`running`, or how it ended")]
