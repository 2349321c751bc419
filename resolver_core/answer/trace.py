"""What a solve does, as events: frozen values. The solver tells, it never asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from resolver_core.answer.replayed import Verdict
from resolver_core.answer.split import Split
from resolver_core.candidates.rejection import Rejection


@dataclass(frozen=True, slots=True)
class Event:
    """The base of all events. `fork` is the id of the part being solved."""

    fork: str


@dataclass(frozen=True, slots=True)
class SolveStarted(Event):
    """A solve begins under the policy called `label`."""

    label: str


@dataclass(frozen=True, slots=True)
class SolveEnded(Event):
    """The solve is over; `outcome` is a value of `resolution.Outcome`."""

    outcome: str
    elapsed_seconds: float


@dataclass(frozen=True, slots=True)
class ForkOpened(Event):
    """A part of the environments waits to be solved. `marker` is "" for everywhere; `split_on` None begins."""

    marker: str
    parent: str | None
    split_on: Split | None


@dataclass(frozen=True, slots=True)
class ForkClosed(Event):
    """A part is solved with this many projects."""

    projects: int


@dataclass(frozen=True, slots=True)
class PageRead(Event):
    """A project page was read: how many versions it offers."""

    project: str
    index_url: str
    versions: int
    from_cache: bool


@dataclass(frozen=True, slots=True)
class MetadataReadEvent(Event):
    """The metadata of a version were read from `filename`."""

    project: str
    version: str
    filename: str
    source: str
    from_cache: bool


@dataclass(frozen=True, slots=True)
class Decided(Event):
    """A version was chosen. `rank` is uv's priority class of the project at that moment."""

    project: str
    version: str
    rank: str
    level: int


@dataclass(frozen=True, slots=True)
class VersionRefused(Event):
    """A version was passed over."""

    project: str
    version: str
    reason: Rejection


@dataclass(frozen=True, slots=True)
class ConflictFound(Event):
    """Requirements clash: a fact was learned that speaks of these projects."""

    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backjumped(Event):
    """Decisions above `level` were undone; `undone` names their projects."""

    level: int
    undone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reranked(Event):
    """A project's priority class changed after five conflicts (uv-resolution section 5.6)."""

    project: str
    rank: str


@dataclass(frozen=True, slots=True)
class Replayed(Event):
    """resolvelib derived the answer again."""

    verdict: Verdict


class TraceSink(Protocol):
    """Receives events in order, on the solver's thread. Must not block for long."""

    def __call__(self, event: Event) -> None:
        """Take one event."""
        ...


def ignore(event: Event) -> None:
    """A sink that drops everything."""
