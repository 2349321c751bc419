"""Which version of a project is tried next in a range (uv-resolution section 4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

from packaging.version import Version

from resolver_core.candidates.prereleases import Prereleases
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.candidates.version_map import Candidate, VersionMap
from resolver_core.candidates.versions import VersionSet
from resolver_core.inputs.problem import IndexStrategy

Listed = tuple[Version, VersionMap]


_ROUNDS: dict[Prereleases, tuple[tuple[bool, ...], ...]] = {
    Prereleases.ALWAYS: ((False, True),),
    Prereleases.NEVER: ((False,),),
    Prereleases.IF_NECESSARY: ((False,), (True,)),
}
"""How often versions are walked, and which of them each time: stable ones (False), pre-releases (True)."""


@dataclass(frozen=True, slots=True)
class SelectionRule:
    """How versions of one project are walked."""

    strategy: IndexStrategy
    prereleases: Prereleases
    oldest_first: bool

    def best(self, maps: list[VersionMap], versions: VersionSet) -> Candidate | None:
        """The first version in range, compatible or not; None where the range has no version."""
        if self.strategy is IndexStrategy.UNSAFE_BEST_MATCH:
            return self._best_of(maps, versions)
        for version_map in maps:
            found = self._best_of([version_map], versions)
            if found is not None:
                return found
        return None

    def skips(self, version: Version, chosen: Candidate, maps: list[VersionMap]) -> RejectionReason | None:
        """Why `best` came to another candidate before, or without, a version of the same range; None: it did not."""
        lists = [version_map for version_map in maps if version_map.lists(version)]
        if all(version_map.candidate(version).usable.is_date_excluded for version_map in lists):
            return RejectionReason.CUT_OFF
        if not _is_in(self._round_of(version), self._round_of(chosen.version)):
            return RejectionReason.PRERELEASE
        if self.strategy is not IndexStrategy.UNSAFE_BEST_MATCH:
            first = next((entry.location for entry in maps if entry in lists or entry.location == chosen.index), None)
            if first == chosen.index and lists[0].location != chosen.index:
                return RejectionReason.OTHER_INDEX
        return None

    def _round_of(self, version: Version) -> int | None:
        rounds = _ROUNDS[self.prereleases]
        return next((number for number, kinds in enumerate(rounds) if version.is_prerelease in kinds), None)

    def _best_of(self, maps: list[VersionMap], versions: VersionSet) -> Candidate | None:
        for kinds in _ROUNDS[self.prereleases]:
            walk = self._walk(maps, versions)
            found = _first_usable(walk if len(kinds) > 1 else (one for one in walk if one[0].is_prerelease in kinds))
            if found is not None:
                return found
        return None

    def _walk(self, maps: list[VersionMap], versions: VersionSet) -> Iterator[Listed]:
        """Versions of all maps in one order; equal ones in the order of the indexes."""
        lists = [
            [(version, version_map) for version in version_map.within(versions, oldest_first=self.oldest_first)]
            for version_map in maps
        ]
        if len(lists) == 1:
            return iter(lists[0])
        return merge(*lists, key=lambda entry: entry[0], reverse=not self.oldest_first)


def _is_in(round_number: int | None, chosen: int | None) -> bool:
    return round_number is not None and (chosen is None or round_number <= chosen)


def _first_usable(listed: Iterable[Listed]) -> Candidate | None:
    """The first version; an incompatible one gives way only to the same version on a later index."""
    incompatible: Candidate | None = None
    for version, version_map in listed:
        if incompatible is not None and version != incompatible.version:
            return incompatible
        candidate = version_map.candidate(version)
        if candidate.usable.is_date_excluded:
            continue
        if candidate.usable.is_compatible:
            return candidate
        incompatible = incompatible or candidate
    return incompatible
