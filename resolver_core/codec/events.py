"""What a solve does, event by event: one shape for each type of resolver_core/answer/trace.py."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Literal, TypedDict, cast

from resolver_core.answer.resolution import Outcome
from resolver_core.answer.trace import ConflictFound, Event, ForkOpened, Replayed, VersionRefused
from resolver_core.codec.says import one_of, says
from resolver_core.explain.wording.forks import split_on
from resolver_core.explain.wording.replays import verdict
from resolver_core.explain.wording.versions import clashing, rejected


class _EventEntry(TypedDict):
    fork: Annotated[str, says("the id of the part that is solved")]


class SolveStartedEntry(_EventEntry):
    """A solve begins."""

    event: Literal["SolveStarted"]
    label: Annotated[str, says("of its policy")]


class SolveEndedEntry(_EventEntry):
    """The solve is over."""

    event: Literal["SolveEnded"]
    outcome: Annotated[str, one_of(Outcome), says("as in a resolution")]
    elapsed_seconds: Annotated[float, says("with the time that the index took")]


class ForkOpenedEntry(_EventEntry):
    """A part of the environments waits to be solved."""

    event: Literal["ForkOpened"]
    marker: Annotated[str, says('its environments; "" for everywhere')]
    parent: Annotated[str | None, says("the part that was divided")]
    split_on: Annotated[str, says("what divided it")]


class ForkClosedEntry(_EventEntry):
    """A part is solved."""

    event: Literal["ForkClosed"]
    projects: Annotated[int, says("how many it has")]


class PageReadEntry(_EventEntry):
    """The page of a project was read."""

    event: Literal["PageRead"]
    project: Annotated[str, says("whose page")]
    index_url: Annotated[str, says("the index")]
    versions: Annotated[int, says("how many versions it offers")]
    from_cache: Annotated[bool, says("whether it was kept from before")]


class MetadataReadEntry(_EventEntry):
    """The metadata of a version were read."""

    event: Literal["MetadataReadEvent"]
    project: Annotated[str, says("whose metadata")]
    version: Annotated[str, says("of which version")]
    filename: Annotated[str, says("from which file")]
    source: Annotated[str, says("how they were read")]
    from_cache: Annotated[bool, says("whether they were kept from before")]


class DecidedEntry(_EventEntry):
    """A version was chosen."""

    event: Literal["Decided"]
    project: Annotated[str, says("whose version")]
    version: Annotated[str, says("the version")]
    rank: Annotated[str, says("uv's priority class of the project at that moment")]
    level: Annotated[int, says("how many decisions stand")]


class VersionRefusedEntry(_EventEntry):
    """A version was passed over."""

    event: Literal["VersionRefused"]
    project: Annotated[str, says("whose version")]
    version: Annotated[str, says("the version")]
    reason: Annotated[str, says("why, in words")]


class ConflictFoundEntry(_EventEntry):
    """Requirements clash."""

    event: Literal["ConflictFound"]
    summary: Annotated[str, says("what was learned, in words")]
    projects: Annotated[list[str], says("whom it concerns")]


class BackjumpedEntry(_EventEntry):
    """Decisions were undone."""

    event: Literal["Backjumped"]
    level: Annotated[int, says("those above it were undone")]
    undone: Annotated[list[str], says("their projects")]


class RerankedEntry(_EventEntry):
    """A project will be decided at another time, after several conflicts."""

    event: Literal["Reranked"]
    project: Annotated[str, says("which one")]
    rank: Annotated[str, says("its new priority class")]


class ReplayedEntry(_EventEntry):
    """resolvelib derived the answer again."""

    event: Literal["Replayed"]
    verdict: Annotated[str, says("`agrees` or `disagrees: …`")]


EventDocument = (
    SolveStartedEntry
    | SolveEndedEntry
    | ForkOpenedEntry
    | ForkClosedEntry
    | PageReadEntry
    | MetadataReadEntry
    | DecidedEntry
    | VersionRefusedEntry
    | ConflictFoundEntry
    | BackjumpedEntry
    | RerankedEntry
    | ReplayedEntry
)
"""One line of a trace; `event` says of which shape it is."""


def event_to_json(event: Event) -> EventDocument:
    """The document of a trace event: its type, and its fields; facts in words."""
    # The shapes above are those of the types, field by field (tests/core/codec/test_events.py).
    values: dict[str, object] = {field.name: _plain(getattr(event, field.name)) for field in fields(event)}
    match event:
        case ForkOpened():
            values["split_on"] = split_on(event.split_on)
        case VersionRefused():
            values["reason"] = rejected(event.reason)
        case ConflictFound():
            values["summary"] = clashing(event.projects)
        case Replayed():
            values["verdict"] = verdict(event.verdict)
    return cast(EventDocument, {"event": type(event).__name__, **values})


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
