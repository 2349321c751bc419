"""Versions that are tried first: those of an existing lock, and of forks solved before (uv-resolution section 6.7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.candidates.prereleases import Prereleases
from resolver_core.candidates.version_map import Candidate, VersionMap
from resolver_core.candidates.versions import VersionAxis, VersionSet, holds
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import Lock
from resolver_core.markers import MarkerSet
from resolver_core.solver.solved_fork import SolvedFork


@dataclass(frozen=True, slots=True)
class Preference:
    """A version to try first. `index_url` None matches every index.

    `from_lock` is False for versions of forks solved earlier in the same run.
    """

    version: Version
    index_url: str | None
    marker: MarkerSet
    from_lock: bool


class Preferences:
    """The preferences of one solve: an existing lock's from the start; every solved fork adds its own."""

    def __init__(self, lock: Lock | None = None) -> None:
        self._by_name: dict[NormalizedName, list[Preference]] = {}
        for package in () if lock is None else lock.packages:
            marker = MarkerSet.FALSE if package.fork_markers else MarkerSet.TRUE
            for text in package.fork_markers:
                marker = marker | MarkerSet.parse(text)
            self._add(package.name, Preference(package.version, package.index_url, marker, from_lock=True))

    def remember(self, fork: SolvedFork) -> None:
        """The versions of a solved fork are tried first in the others."""
        for node in fork.nodes:
            if node.extra is None and node.group is None:
                self._add(node.name, Preference(node.version, node.source, fork.scope.marker, from_lock=False))

    def of(self, name: NormalizedName) -> list[Preference]:
        """Those of one project, oldest first."""
        return self._by_name.get(name, [])

    def _add(self, name: NormalizedName, preference: Preference) -> None:
        self._by_name.setdefault(name, []).append(preference)


def preferred(
    preferences: list[Preference],
    maps: list[VersionMap],
    versions: VersionSet,
    axis: VersionAxis,
    meets: Callable[[MarkerSet], bool],
    prereleases: Prereleases,
    *,
    oldest_first: bool,
    pinned: IndexLocation | None,
) -> Candidate | None:
    """The first preference that is in range and allowed; those whose marker `meets` the fork come first."""
    usable = [entry for entry in preferences if pinned is None or entry.index_url in (None, pinned.url)]
    if len(usable) > 1:
        usable.sort(key=lambda entry: entry.version, reverse=not oldest_first)
        usable.sort(key=lambda entry: not meets(entry.marker))
    for entry in usable:
        if not holds(versions, axis.position(entry.version)):
            continue
        if entry.version.is_prerelease and not _allows_prerelease(entry, prereleases):
            continue
        for version_map in maps:
            if version_map.lists(entry.version):
                return _highest_local(version_map, entry.version, versions, axis) or version_map.candidate(
                    entry.version
                )
    return None


def _allows_prerelease(entry: Preference, prereleases: Prereleases) -> bool:
    if prereleases is Prereleases.IF_NECESSARY:
        return entry.from_lock
    return prereleases is Prereleases.ALWAYS


def _highest_local(version_map: VersionMap, base: Version, versions: VersionSet, axis: VersionAxis) -> Candidate | None:
    """The highest local variant of a preferred version that is in range, if there is one."""
    if base.local is not None or not version_map.has_locals:
        return None
    for version in reversed(version_map.versions):
        if version < base:
            return None
        if version.local is not None and version.public == base.public and holds(versions, axis.position(version)):
            return version_map.candidate(version)
    return None
