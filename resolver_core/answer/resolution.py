"""What a solve answers: pins and edges with markers, or a conflict, or a failure. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from packaging.utils import NormalizedName

from resolver_core.answer.installed import installed_pins
from resolver_core.answer.pins import Edge, Pin, PinKey, marker_of
from resolver_core.targets.environment import Environment

__all__ = [
    "Conflict",
    "Edge",
    "Failure",
    "FailureKind",
    "Fork",
    "Outcome",
    "PageRecord",
    "Pin",
    "PinKey",
    "Premise",
    "Resolution",
    "SolveStats",
    "marker_of",
]


class Outcome(StrEnum):
    """How a solve ended."""

    SOLVED = "solved"
    UNSATISFIABLE = "unsatisfiable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fork:
    """One part of a universal resolution, in the order in which uv solves the parts.

    `marker` is the environment of the part as PEP 508 text simplified under requires-python, "" for
    everywhere. `split_on` names what divided the parent ("" for an initial part).
    """

    id: str  #: "0", "0.1": dotted path of splits
    marker: str
    parent: str | None = None
    split_on: str = ""
    included: tuple[str, ...] = ()  #: conflicting extras and groups that are on here: "project[extra]"
    excluded: tuple[str, ...] = ()  #: ... and those that are off


@dataclass(frozen=True, slots=True)
class Premise:
    """One fact or one conclusion in the proof that there is no solution.

    A fact has no `causes`; a conclusion has two. `text` is one plain sentence.
    `projects` are the projects it speaks of; `lines` the user's lines (1-based) it rests on.
    """

    text: str
    projects: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    causes: tuple[Premise, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """No selection of versions satisfies all requirements: the proof, from the user's lines down."""

    fork_id: str
    fork_marker: str  #: "" where the whole problem clashes
    proof: Premise
    summary: tuple[str, ...]  #: plain sentences, in reading order
    projects: tuple[str, ...]  #: the clashing projects


class FailureKind(StrEnum):
    """Why a solve could not go on."""

    FETCH = "fetch"  #: the index did not give something it lists
    BUILD = "build"  #: metadata could only be had by building a source distribution
    INVALID = "invalid"  #: data that contradict themselves
    REFUSED = "refused"  #: an input that uv does not take in this mode
    UNSUPPORTED = "unsupported"  #: a source that cannot be fetched here (git, path, workspace)
    NOT_RECORDED = "not-recorded"  #: the recorded index lacks the data: undecided
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Failure:
    """Data that a solve needed and did not get."""

    kind: FailureKind
    message: str
    url: str = ""
    filename: str = ""
    status_code: int | None = None
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SolveStats:
    """Counts of one solve; `elapsed_seconds` includes waiting for the index."""

    decisions: int = 0
    conflicts: int = 0
    forks: int = 0
    pages_read: int = 0
    metadata_read: int = 0
    bytes_read: int = 0
    elapsed_seconds: float = 0.0
    replay: str = ""  #: resolvelib's verdict: "agrees", "disagrees: ...", or "" where it was not asked
    used_operator_credentials: bool = False  #: then the answer is not for everybody


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page the solve rests on: `read_at` is when its bytes came from the index (UTC)."""

    project: NormalizedName
    index_url: str
    read_at: datetime | None
    from_cache: bool


@dataclass(frozen=True)
class Resolution:
    """The answer of one solve under one policy. Exactly one of pins, `conflict`, `failure` says how it ended.

    `markers` in here are texts: valid PEP 508, simplified under `requires_python`.
    """

    problem_digest: str
    label: str
    outcome: Outcome
    requires_python: str
    axes: Mapping[str, str]
    target: Environment | None = None
    forks: tuple[Fork, ...] = ()
    pins: tuple[Pin, ...] = ()
    edges: tuple[Edge, ...] = ()
    fork_markers: tuple[str, ...] = ()  #: `resolution-markers` of the lock, in solving order
    supported_markers: tuple[str, ...] = ()
    required_markers: tuple[str, ...] = ()
    conflict: Conflict | None = None
    failure: Failure | None = None
    warnings: tuple[str, ...] = ()
    pages: tuple[PageRecord, ...] = ()
    stats: SolveStats = SolveStats()

    @property
    def assumed(self) -> tuple[Pin, ...]:
        """The pins whose metadata are assumed, since only a build or a source that is not read would tell."""
        return tuple(pin for pin in self.pins if pin.provenance is not None and pin.provenance.is_assumed)

    @property
    def solved(self) -> bool:
        """Whether there are pins to look at."""
        return self.outcome is Outcome.SOLVED

    @cached_property
    def _edges_from(self) -> dict[PinKey | None, list[Edge]]:
        found: dict[PinKey | None, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.parent, []).append(edge)
        return found

    def at(
        self,
        environment: Environment,
        extras: tuple[NormalizedName, ...] = (),
        groups: tuple[NormalizedName, ...] = (),
    ) -> dict[NormalizedName, Pin]:
        """What would be installed on `environment` with this selection: markers evaluated, walked from the roots."""
        return installed_pins(self, environment, extras, groups)

    def pin(self, key: PinKey) -> Pin:
        """The pin of a key. Raises KeyError for a key of another resolution."""
        return self._pins_by_key[key]

    def edges_from(self, key: PinKey | None) -> list[Edge]:
        """The edges that leave a pin (None: the request)."""
        return self._edges_from.get(key, [])

    @cached_property
    def _pins_by_key(self) -> dict[PinKey, Pin]:
        return {pin.key: pin for pin in self.pins}
