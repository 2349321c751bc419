"""What stands around the headline of a result page: the facts above it, and how far the search for reasons is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from resolver_core import ResolutionDocument
from webui.resolutions.models import Solve, State, Submission
from webui.resolutions.showing import formats
from webui.resolutions.showing.explanations import Explanation
from webui.resolutions.showing.page import ResolutionPage


@dataclass(frozen=True, slots=True)
class Head:
    """The facts about an answer as a whole. Times are in words; `index_age` is how long ago the index was read."""

    selection: str  #: the extras and groups that are compared, "" for the dependencies alone
    created: str
    index_read: str  #: "" before
    index_age: str


@dataclass(frozen=True, slots=True)
class ReasonSearch:
    """How far the search for the reasons is; neither is true where it has ended well, or was never begun."""

    is_running: bool
    has_stopped: bool  #: before its time
    why: str = ""  #: it stopped, in a sentence


def head(page: ResolutionPage, index_age: str) -> Head:
    """The facts above a headline."""
    asked = page.asked
    selection = [f"extra {name}" for name in asked.extras] + [f"group {name}" for name in asked.groups]
    return Head(
        selection=", ".join(selection),
        created=formats.moment(page.submission.created_at),
        index_read=formats.moment(index_read_at(page.documents)),
        index_age=index_age,
    )


def index_age(page: ResolutionPage) -> str:
    """How long ago the index was read, in words; "" before."""
    read_at = index_read_at(page.documents)
    return formats.ago(read_at, page.now) if read_at else ""


def index_read_at(documents: Iterable[ResolutionDocument]) -> datetime | None:
    """When the oldest page that the answers rest on was read from its index; None before."""
    moments = [formats.parse_moment(page["read_at"]) for document in documents for page in document["pages"]]
    return min((moment for moment in moments if moment), default=None)


def reason_search(submission: Submission, explanation: Explanation) -> ReasonSearch:
    """The search for what `explanation` says at a target."""
    row = submission.explaining
    if row is None:
        return ReasonSearch(is_running=False, has_stopped=False)
    has_stopped = row.state in (State.FAILED, State.CANCELLED) or not explanation.is_complete
    return ReasonSearch(not row.has_ended, has_stopped, _why_stopped(row) if has_stopped else "")


def _why_stopped(row: Solve) -> str:
    if row.state == State.CANCELLED:
        return "It was stopped by whoever asked."
    return row.error or "It made as many experiments as one search may."
