"""Which project the kernel decides next: uv's ranks, discovery order, and re-ranking after conflicts.

Nothing in here is undone when the search goes back (uv-resolution sections 5.3 and 5.6); that is
what makes uv's answer depend on its path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from packaging.utils import NormalizedName

from resolver_core.solver.packages import Package, PackageKind

CONFLICT_THRESHOLD = 5


class Rank(IntEnum):
    """Priority classes, low to high."""

    UNSPECIFIED = 0
    CONFLICT_LATE = 1  #: demoted: often the culprit of conflicts
    CONFLICT_EARLY = 2  #: promoted: often hit by conflicts
    SINGLETON = 3  #: some requirement seen so far admits one version only
    DIRECT_URL = 4
    ROOT = 5


Priority = tuple[Rank, int, int]
"""Rank, minus the project's discovery index, minus the package's; greater goes first."""


@dataclass
class Priorities:
    """Ranks and discovery order of one fork."""

    _projects: dict[NormalizedName, tuple[Rank, int]] = field(default_factory=dict)
    _packages: dict[Package, int] = field(default_factory=dict)

    def copy(self) -> Priorities:
        """An independent continuation."""
        return Priorities(dict(self._projects), dict(self._packages))

    def register(self, package: Package, *, is_singleton: bool, has_url: bool) -> None:
        """Note a requirement on a package, in the order in which they are met."""
        self._packages.setdefault(package, -len(self._packages))
        if not package.name:
            return
        rank = Rank.DIRECT_URL if has_url else Rank.SINGLETON if is_singleton else Rank.UNSPECIFIED
        current = self._projects.get(package.name)
        if current is None:
            self._projects[package.name] = (rank, -len(self._projects))
        elif rank > current[0]:  # so that UNSPECIFIED never replaces a conflict rank
            self._projects[package.name] = (rank, current[1])

    def of(self, package: Package) -> Priority:
        """The package's priority now."""
        if package.kind in (PackageKind.ROOT, PackageKind.PYTHON):
            return (Rank.ROOT, 0, 0)
        rank, index = self._projects[package.name]
        return (rank, index, self._packages[package])

    def rank(self, package: Package) -> Rank:
        """The package's class now."""
        return self.of(package)[0]

    def promote(self, package: Package) -> bool:
        """Rank a project as CONFLICT_EARLY, even below where it was; whether that changed anything."""
        return self._rerank(package, Rank.CONFLICT_EARLY, unless=(Rank.CONFLICT_EARLY,))

    def demote(self, package: Package) -> bool:
        """Rank a project as CONFLICT_LATE unless it has a conflict rank; whether that changed anything."""
        return self._rerank(package, Rank.CONFLICT_LATE, unless=(Rank.CONFLICT_EARLY, Rank.CONFLICT_LATE))

    def _rerank(self, package: Package, rank: Rank, unless: tuple[Rank, ...]) -> bool:
        if not package.name:
            return False
        current = self._projects.get(package.name, (Rank.UNSPECIFIED, -len(self._projects)))
        if current[0] in unless:
            return False
        self._projects[package.name] = (rank, current[1])
        return True


@dataclass
class ConflictCounts:
    """Who was hit by conflicts and who caused them, per fork; never reset, each threshold fires once."""

    _hits: dict[Package, int] = field(default_factory=dict)
    _culprits: dict[Package, int] = field(default_factory=dict)
    _promote: list[Package] = field(default_factory=list)
    _demote: list[Package] = field(default_factory=list)

    def copy(self) -> ConflictCounts:
        """An independent continuation."""
        return ConflictCounts(dict(self._hits), dict(self._culprits), self._promote[:], self._demote[:])

    def record(self, affected: Package, involved: list[Package], deciding: Package) -> None:
        """Count one conflict step between `affected` and the other packages of an incompatibility.

        Packages of one project do not count against each other. `deciding` is what was being decided.
        """
        others = [package for package in involved if package != affected and package.name != affected.name]
        for culprit in others:
            if self._reaches_threshold(self._culprits, culprit):
                self._demote.append(culprit)
        if others and self._reaches_threshold(self._hits, deciding):
            self._promote.append(deciding)

    @staticmethod
    def _reaches_threshold(counts: dict[Package, int], package: Package) -> bool:
        counts[package] = counts.get(package, 0) + 1
        return counts[package] == CONFLICT_THRESHOLD

    def take_due(self) -> tuple[list[Package], list[Package]]:
        """The packages to promote and to demote now; each is given once."""
        due = (self._promote, self._demote)
        self._promote, self._demote = [], []
        return due
