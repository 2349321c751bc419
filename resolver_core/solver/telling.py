"""What a solve tells while it works: its trace, in the words of `answer.trace`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.replayed import Verdict
from resolver_core.answer.split import Split
from resolver_core.answer.trace import (
    Backjumped,
    ConflictFound,
    Decided,
    ForkClosed,
    ForkOpened,
    MetadataReadEvent,
    PageRead,
    Replayed,
    Reranked,
    SolveEnded,
    SolveStarted,
    TraceSink,
    VersionRefused,
    ignore,
)
from resolver_core.index.records import Provenance
from resolver_core.markers import MarkerSet
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.packages import Package
from resolver_core.solver.solved_fork import SolvedFork
from resolver_core.solver.unavailable import UnavailableVersion

WHOLE = "0"
"""The part that events about the whole solve name."""


class Trace:
    """Tells one solve to a sink."""

    def __init__(self, on_event: TraceSink) -> None:
        self._on_event = on_event
        self._is_heard = on_event is not ignore  # most solves are not, and decide often
        self._pages_told = 0

    # -- the whole solve ----------------------------------------------------------------------------

    def started(self, label: str) -> None:
        """The solve begins under this policy."""
        self._on_event(SolveStarted(WHOLE, label))

    def replayed(self, verdict: Verdict) -> None:
        """resolvelib has derived the answer again."""
        self._on_event(Replayed(WHOLE, verdict))

    def ended(self, outcome: str, elapsed_seconds: float) -> None:
        """The solve is over."""
        self._on_event(SolveEnded(WHOLE, outcome, elapsed_seconds))

    def pages_read(self, catalogue: Catalogue) -> None:
        """The pages that were read since the last call."""
        if len(catalogue.pages) == self._pages_told:
            return
        fresh = list(islice(reversed(catalogue.pages.items()), len(catalogue.pages) - self._pages_told))
        self._pages_told += len(fresh)
        for place, record in reversed(fresh):
            versions = catalogue.version_counts.get(place, 0)
            self._on_event(PageRead(WHOLE, record.project, record.index_url, versions, record.from_cache))

    # -- one fork -----------------------------------------------------------------------------------

    def fork_opened(self, fork: str, marker: MarkerSet, parent: str | None, split_on: Split | None) -> None:
        """A part of the environments waits to be solved."""
        self._on_event(ForkOpened(fork, str(marker), parent, split_on))

    def fork_closed(self, solved: SolvedFork) -> None:
        """A part is solved."""
        self._on_event(ForkClosed(solved.id, len({node.name for node in solved.nodes})))

    def metadata_read(self, state: ForkState, project: NormalizedName, version: Version, source: Provenance) -> None:
        """The metadata of a version were read."""
        filename, how = source.filename or "", source.source.value
        self._on_event(MetadataReadEvent(state.id, project, str(version), filename, how, source.from_cache))

    def decided(self, state: ForkState, package: Package, version: Version) -> None:
        """A version was chosen."""
        if not self._is_heard:
            return
        rank = state.priorities.rank(package).name.lower().replace("_", "-")
        self._on_event(Decided(state.id, str(package), str(version), rank, state.kernel.level))

    def refused(self, state: ForkState, package: Package, refused: UnavailableVersion) -> None:
        """A version was passed over."""
        self._on_event(VersionRefused(state.id, package.name, str(refused.version), refused.rejection))

    def clashed(self, state: ForkState, involved: Iterable[Package]) -> None:
        """A fact was learned from a conflict; it speaks of these packages."""
        if not self._is_heard:
            return
        names = tuple(sorted({str(package.name) for package in involved} - {""}))
        self._on_event(ConflictFound(state.id, names))

    def reranked(self, state: ForkState, package: Package, rank: str) -> None:
        """A project's class changed after conflicts."""
        self._on_event(Reranked(state.id, package.name, rank))

    def went_back(self, state: ForkState, level: int, undone: Iterable[Package]) -> None:
        """Decisions above a level were undone."""
        if not self._is_heard:
            return
        names = dict.fromkeys(str(package.name) for package in undone)
        self._on_event(Backjumped(state.id, level, tuple(name for name in names if name)))
