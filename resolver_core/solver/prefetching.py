"""Reading ahead: pages of projects that came up, then the metadata that will probably be asked for first.

It only warms the index. Trouble waits until the data are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from packaging.utils import NormalizedName

from resolver_core.candidates.versions import VersionSet
from resolver_core.index.records import Distribution, IndexLocation
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.unavailable import SolveFailed, UnknownProject
from resolver_core.solver.version_metadata import KnownMetadata


@dataclass
class Prefetching:
    """Knows what came up in a solve and was not asked for yet."""

    catalogue: Catalogue
    metadata: KnownMetadata
    _upcoming: dict[NormalizedName, VersionSet] = field(default_factory=dict)
    _read: set[tuple[NormalizedName, IndexLocation | None, VersionSet]] = field(default_factory=set)

    def came_up(self, state: ForkState, ranges: Mapping[NormalizedName, VersionSet]) -> None:
        """Begin to read the pages of projects that a dependency list names."""
        routing, index = self.catalogue.request.routing, self.catalogue.index
        wanted: dict[IndexLocation, list[NormalizedName]] = {}
        for name in ranges:
            pinned = state.pinned.get(name)
            if not self.catalogue.was_asked(name, pinned):
                for location in routing.locations(pinned)[:1]:
                    wanted.setdefault(location, []).append(name)
        for location, names in wanted.items():
            index.prefetch_pages(location, names)
        self._upcoming.update(ranges)

    def read_metadata(self, state: ForkState) -> None:
        """Their pages are on the way: ask for the metadata that will be needed first, all at once."""
        files = []
        for name, versions in self._upcoming.items():
            pinned = state.pinned.get(name)
            if (name, pinned, versions) not in self._read:
                self._read.add((name, pinned, versions))
                files += self._needed_first(name, pinned, versions, state.scope)
        self._upcoming.clear()
        if files:
            self.catalogue.index.prefetch_metadata(files)

    def _needed_first(
        self, name: NormalizedName, pinned: IndexLocation | None, versions: VersionSet, scope: Scope
    ) -> list[Distribution]:
        try:
            maps = self.catalogue.version_maps(name, pinned)
        except SolveFailed:
            return []
        if isinstance(maps, UnknownProject):
            return []
        best = self.catalogue.selection_rule(name, scope).best(maps, versions)
        if best is None or not best.usable.is_compatible or self.metadata.supplied(best) is not None:
            return []
        return [] if best.metadata_file is None else [best.metadata_file]
