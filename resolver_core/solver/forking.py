"""When a fork's environments split, into which parts, and in which order (uv-resolution sections 6.1 to 6.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.candidates.python_range import LOWEST, Cut, PythonRange, lower_cut
from resolver_core.errors import BudgetExceeded
from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.fork_scope import Scope

PLATFORMS = tuple(MarkerSet.compare("sys_platform", "==", name) for name in ("darwin", "linux", "win32"))


@dataclass(frozen=True, slots=True)
class DependencyFork:
    """One part of a scope, with the dependencies that apply in it."""

    scope: Scope
    dependencies: tuple[Dependency, ...] = ()
    items: frozenset[ConflictItem] = frozenset()  #: conflicting extras and groups that are asked for here

    def with_items(self, include: Iterable[ConflictItem], exclude: Iterable[ConflictItem]) -> DependencyFork | None:
        """The part with conflicting items switched on and off; None where that contradicts itself."""
        scope = self.scope.with_items(tuple(include), tuple(exclude))
        if scope is None:
            return None
        kept = [
            entry for entry in self.dependencies if entry.conflict_item is None or scope.allows(entry.conflict_item)
        ]
        return DependencyFork.of(scope, kept)

    @classmethod
    def of(cls, scope: Scope, dependencies: Iterable[Dependency]) -> DependencyFork:
        """The part with these dependencies, in their order."""
        entries = tuple(dependencies)
        items = frozenset(item for entry in entries if (item := entry.conflict_item) is not None)
        return cls(scope, entries, items)


@dataclass(frozen=True, slots=True)
class ForkedDependencies:
    """The parts a dependency list splits a scope into; one part means no fork. `diverging` names why."""

    forks: tuple[DependencyFork, ...]
    diverging: tuple[NormalizedName, ...] = ()


MOST_FORKS = 2_000
"""Parts that one dependency list may split a scope into. uv has no such limit; no published list comes near it."""


@dataclass
class _Part:
    """A part of a scope while its dependencies are collected."""

    scope: Scope
    dependencies: list[Dependency] = field(default_factory=list)

    def narrowed(self, marker: MarkerSet) -> _Part:
        """The part where the marker holds, without the dependencies that cannot apply there."""
        scope = self.scope.narrowed(marker)
        return _Part(scope, [entry for entry in self.dependencies if scope.meets(entry.package.marker)])

    def add_where_it_applies(self, entry: Dependency) -> None:
        if self.scope.meets(entry.package.marker):
            self.dependencies.append(entry)


@dataclass
class _Splitter:
    """Splits one dependency list (section 6.1). No two parts share their list of dependencies."""

    scope: Scope
    python: PythonRange
    forks: list[_Part]
    diverging: dict[NormalizedName, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        text = self.python.marker_text()
        self.python_marker = MarkerSet.parse(text)

    def add(self, name: NormalizedName, dependencies: list[Dependency]) -> None:
        marker = dependencies[0].package.marker
        alike = all(entry.package.marker is marker for entry in dependencies)
        if alike and not self._raises_python(marker):
            for entry in dependencies:
                stopping.check()
                for fork in self.forks:
                    fork.add_where_it_applies(entry)
            return
        for entry in dependencies:
            self._add_splitting(name, entry)
            _refuse_many(len(self.forks))

    def _raises_python(self, marker: MarkerSet) -> bool:
        return marker_lower(marker) > self.python.low

    def _add_splitting(self, name: NormalizedName, entry: Dependency) -> None:
        marker = entry.package.marker
        if not self.scope.meets(marker):
            return
        if marker.is_true:
            for fork in self.forks:
                fork.dependencies.append(entry)
            return
        self.diverging[name] = None
        rest, forks = marker, list[_Part]()
        for fork in self.forks:
            if not fork.scope.meets(rest):
                forks.append(fork)
                continue
            parts = [fork.narrowed(rest)]
            if fork.scope.meets(~rest):
                parts.insert(0, fork.narrowed(~rest))
            rest = rest & ~fork.scope.marker
            kept = [part for part in parts if part.scope.meets(self.python_marker)]
            for part in kept:
                part.add_where_it_applies(entry)
            forks += kept
        self.forks = forks


def _refuse_many(count: int) -> None:
    stopping.check()
    if count > MOST_FORKS:
        raise BudgetExceeded("forks", MOST_FORKS)


def marker_lower(marker: MarkerSet) -> Cut:
    """Where the Pythons of a marker begin; the lowest cut where it sets no lower bound."""
    bounds = marker.python_bounds()
    if bounds is None or bounds.lower is None:
        return LOWEST
    low = PythonRange.at_least(bounds.lower).low
    return low if bounds.lower_inclusive else (low[0], 1)


def narrowed_python(python: PythonRange, scope: Scope) -> PythonRange:
    """The Python target inside a scope: cut to the bounding range of its marker."""
    bounds = scope.marker.python_bounds()
    if bounds is None:
        return python
    low = marker_lower(scope.marker)
    high = PythonRange().high
    if bounds.upper is not None:
        high = (PythonRange.at_least(bounds.upper).low[0], 1 if bounds.upper_inclusive else 0)
    return PythonRange(max(python.low, low), min(python.high, high))


def fork_dependencies(
    dependencies: list[Dependency],
    scope: Scope,
    python: PythonRange,
    conflicts: tuple[tuple[ConflictItem, ...], ...],
) -> ForkedDependencies:
    """Split a dependency list, given grouped by project and in order, among the parts of a scope."""
    splitter = _Splitter(scope, python, [_Part(scope)])
    for name, entries in _grouped(dependencies).items():
        splitter.add(name, entries)
    forks = [DependencyFork.of(part.scope, part.dependencies) for part in splitter.forks]
    return _split_on_conflicts(forks, conflicts, splitter.diverging)


def fork_on_conflicts(
    dependencies: list[Dependency], scope: Scope, conflicts: tuple[tuple[ConflictItem, ...], ...]
) -> ForkedDependencies:
    """The same for a scope whose environments cannot split: only declared conflicts divide it."""
    return _split_on_conflicts([DependencyFork.of(scope, dependencies)], conflicts, {})


def _split_on_conflicts(
    forks: list[DependencyFork],
    conflicts: tuple[tuple[ConflictItem, ...], ...],
    diverging: dict[NormalizedName, None],
) -> ForkedDependencies:
    for conflict in conflicts:
        parts: list[DependencyFork] = []
        for fork in forks:
            parts += _without_clashes(fork, conflict, conflicts, diverging)
            _refuse_many(len(parts))
        forks = parts
    return ForkedDependencies(tuple(forks), tuple(diverging))


def _grouped(dependencies: list[Dependency]) -> dict[NormalizedName, list[Dependency]]:
    found: dict[NormalizedName, list[Dependency]] = {}
    for entry in dependencies:
        found.setdefault(entry.package.name, []).append(entry)
    return found


def _without_clashes(
    fork: DependencyFork,
    conflict: tuple[ConflictItem, ...],
    conflicts: tuple[tuple[ConflictItem, ...], ...],
    diverging: dict[NormalizedName, None],
) -> list[DependencyFork]:
    """One part per conflicting item, after the part without any of them (section 6.6)."""
    if not any(item in fork.items for item in conflict):
        return [fork]
    allowed = [item for item in conflict if fork.scope.allows(item)]
    if len(allowed) < 2 and not any(
        item in other and any(fork.scope.allows(o) and o != item for o in other)
        for item in allowed
        for other in conflicts
        if other != conflict
    ):
        rest = fork.with_items((), [item for item in conflict if item not in allowed])
        return [] if rest is None else [rest]
    diverging[conflict[0].package] = None
    choices: list[tuple[tuple[ConflictItem, ...], tuple[ConflictItem, ...]]] = [((), conflict)]
    choices += [((item,), tuple(other for other in conflict if other != item)) for item in conflict]
    parts = (fork.with_items(include, exclude) for include, exclude in choices)
    return [part for part in parts if part is not None]


def in_solving_order(
    forks: Iterable[DependencyFork], has_upper_bound: Callable[[Dependency], bool], *, lowest_python_first: bool
) -> list[DependencyFork]:
    """Siblings as they are pushed: the last one is solved first (section 6.2)."""

    def bounded(fork: DependencyFork) -> int:
        return sum(map(has_upper_bound, fork.dependencies))

    ordered = sorted(forks, key=bounded)
    return sorted(ordered, key=lambda fork: marker_lower(fork.scope.marker), reverse=lowest_python_first)


@dataclass(frozen=True, slots=True)
class VersionFork:
    """One part of a scope in which a project is chosen anew, or has the given version."""

    scope: Scope
    version: Version | None = None


def split_on_python(specifiers: SpecifierSet, python: PythonRange, scope: Scope) -> list[VersionFork]:
    """The parts below and from the lowest Python a candidate admits; none where it cannot split (6.3)."""
    parts = python.split_at(lower_cut(specifiers))
    if parts is None or not scope.can_split:
        return []
    markers = [MarkerSet.parse(part.marker_text()) for part in parts]
    return [VersionFork(scope.narrowed(marker)) for marker in markers if scope.meets(marker)]


def split_on_marker(scope: Scope, marker: MarkerSet) -> tuple[Scope, Scope] | None:
    """The scope inside and outside of a marker; None where one of them is empty."""
    if not scope.meets(marker) or not scope.meets(~marker):
        return None
    return scope.narrowed(marker), scope.narrowed(~marker)


def split_on_coverage(scope: Scope, required: MarkerSet, implied: MarkerSet) -> list[VersionFork]:
    """The parts where a required platform that the candidate does not cover is, and is not (6.4)."""
    parts = split_on_marker(scope, required.restrict(required | implied))
    return [] if parts is None else [VersionFork(part) for part in parts]


def uncovered_by_local(base: MarkerSet, local: MarkerSet) -> MarkerSet:
    """Where the release without local label has files and the local variant has none, widened by OS (6.5)."""
    missing = base & ~local
    if missing.is_false:
        return missing
    for platform in PLATFORMS:
        if local.disjoint(platform) and not missing.disjoint(platform):
            missing = missing | platform
    return missing
