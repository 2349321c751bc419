"""What a solve answers: pins and edges with markers, or a conflict, or a failure. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from packaging.utils import NormalizedName

from resolver_core.answer.caution import Caution
from resolver_core.answer.failure import Failure, FailureKind
from resolver_core.answer.installed import installed_pins
from resolver_core.answer.lock_verdict import LockVerdict
from resolver_core.answer.pins import Edge, Pin, PinKey, marker_of
from resolver_core.answer.proof import Conflict, Premise
from resolver_core.answer.replayed import Verdict
from resolver_core.answer.split import Split
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
    everywhere. `split_on` is what divided the parent (None for an initial part).
    """

    id: str  #: "0", "0.1": dotted path of splits
    marker: str
    parent: str | None = None
    split_on: Split | None = None
    included: tuple[str, ...] = ()  #: conflicting extras and groups that are on here: "project[extra]"
    excluded: tuple[str, ...] = ()  #: ... and those that are off


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
    replay: Verdict | None = None  #: resolvelib's; None where it was not asked
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
    warnings: tuple[Caution, ...] = ()
    pages: tuple[PageRecord, ...] = ()
    stats: SolveStats = SolveStats()
    lock_verdict: LockVerdict | None = None  #: on an existing uv.lock; None where there is none

    @property
    def is_kept_lock(self) -> bool:
        """Whether this is an existing lock, which was not solved again."""
        return self.lock_verdict is not None and self.solved and self.stats.forks == 0

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
