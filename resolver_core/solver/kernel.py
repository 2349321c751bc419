"""The conflict-driven search (PubGrub) with uv's order of work: decide, propagate, learn, go back.

The kernel knows packages by number and versions as sets; it never asks the index and never picks a
version. `solve.py` does, and tells it. Sources: uv-resolution sections 5.2 to 5.6; the algorithm is
PubGrub's (N. Weizenbaum, 2018).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from resolver_core import stopping
from resolver_core.candidates.versions import Cut, VersionSet, holds
from resolver_core.solver.incompatibility import (
    Incompatibility,
    Origin,
    PackageId,
    Term,
    merged_dependents,
    prior_cause,
)

IncompatibilityId = int
Level = int
CausedConflict = tuple[PackageId, IncompatibilityId]


class NoSolution(Exception):
    """The root incompatibility was derived: nothing satisfies the request."""

    def __init__(self, incompatibility: IncompatibilityId) -> None:
        super().__init__(incompatibility)
        self.incompatibility = incompatibility


@dataclass(slots=True)
class _Derivation:
    """One step of what is known about a package; `known` is the intersection up to here."""

    order: int
    level: Level
    cause: IncompatibilityId
    known: Term


@dataclass(slots=True)
class _Assignments:
    """Everything assigned to one package, oldest first; a decision is always the newest."""

    derivations: list[_Derivation]
    first_level: Level
    last_level: Level
    decided: Term | None = None
    decided_order: int = -1
    decided_level: Level = -1

    @property
    def known(self) -> Term:
        return self.derivations[-1].known if self.decided is None else self.decided

    @property
    def is_open(self) -> bool:
        """Whether the package is needed and has no version yet."""
        return self.decided is None and self.derivations[-1].known.positive

    def copy(self) -> _Assignments:
        return _Assignments(
            self.derivations[:],
            self.first_level,
            self.last_level,
            self.decided,
            self.decided_order,
            self.decided_level,
        )


@dataclass(slots=True)
class Backjump:
    """Decisions that were undone: the level gone back to, and their packages in order."""

    level: Level
    undone: tuple[PackageId, ...]


@dataclass
class Kernel:
    """The state of one search. `copy()` splits it where a resolution forks."""

    root: PackageId
    store: list[Incompatibility] = field(default_factory=list)
    on_backjump: Callable[[Backjump], None] | None = None
    has_backtracked: bool = False
    conflict_count: int = 0
    _by_package: dict[PackageId, list[IncompatibilityId]] = field(default_factory=dict)
    _merged: dict[tuple[PackageId, PackageId], list[IncompatibilityId]] = field(default_factory=dict)
    _contradicted: dict[IncompatibilityId, Level] = field(default_factory=dict)
    _assigned: dict[PackageId, _Assignments] = field(default_factory=dict)
    _decisions: list[PackageId] = field(default_factory=list)
    _order: int = 0
    _queue: dict[PackageId, tuple[int, ...]] = field(default_factory=dict)  #: priorities, negated
    _heap: list[tuple[tuple[int, ...], PackageId]] = field(default_factory=list)  #: the queue, with outdated entries
    _stale: dict[PackageId, None] = field(default_factory=dict)

    def copy(self) -> Kernel:
        """An independent continuation; learned facts are shared up to here."""
        twin = Kernel(self.root, self.store[:], self.on_backjump, self.has_backtracked, self.conflict_count)
        twin._by_package = {package: ids[:] for package, ids in self._by_package.items()}
        twin._merged = {pair: ids[:] for pair, ids in self._merged.items()}
        twin._contradicted = dict(self._contradicted)
        twin._assigned = {package: assigned.copy() for package, assigned in self._assigned.items()}
        twin._decisions = self._decisions[:]
        twin._order = self._order
        twin._queue = dict(self._queue)
        twin._heap = self._heap[:]
        twin._stale = dict(self._stale)
        return twin

    # -- what is known --------------------------------------------------------------------------

    @property
    def level(self) -> Level:
        """How many decisions stand."""
        return len(self._decisions)

    def needed(self, package: PackageId) -> VersionSet:
        """The range that is still possible for a package that is needed and undecided."""
        return self._assigned[package].known.versions

    def is_positive(self, package: PackageId) -> bool:
        """Whether the package is known to be needed."""
        assigned = self._assigned.get(package)
        return assigned is not None and assigned.known.positive

    def decided(self) -> dict[PackageId, VersionSet]:
        """Every decision, oldest first, as one-version sets."""
        return {package: self._assigned[package].known.versions for package in self._decisions}

    def excluded_by(self, package: PackageId, cut: Cut) -> IncompatibilityId | None:
        """The fact by which the version at a cut left what is possible for a package; None where none did."""
        assigned = self._assigned.get(package)
        for derivation in () if assigned is None else assigned.derivations:
            if holds(derivation.known.versions, cut) is not derivation.known.positive:
                return derivation.cause
        return None

    def possible(self, package: PackageId) -> VersionSet:
        """The range out of which a package that is needed was decided, or will be."""
        return self._assigned[package].derivations[-1].known.versions

    def incompatibilities_of(self, package: PackageId) -> list[Incompatibility]:
        """What is known to clash with some version of a package, oldest first."""
        return [self.store[number] for number in self._by_package.get(package, ())]

    # -- what becomes known ---------------------------------------------------------------------

    def add(self, incompatibility: Incompatibility) -> IncompatibilityId:
        """Learn a fact. A dependency is merged with the same dependency of neighbouring versions."""
        number = len(self.store)
        self.store.append(incompatibility)
        return self._register(number)

    def _register(self, number: IncompatibilityId) -> IncompatibilityId:
        incompatibility = self.store[number]
        if incompatibility.dependency is not None:
            number = self._merge(number)
        for package in self.store[number].terms:
            self._by_package.setdefault(package, []).append(number)
        return number

    def _merge(self, number: IncompatibilityId) -> IncompatibilityId:
        incompatibility = self.store[number]
        assert incompatibility.dependency is not None
        similar = self._merged.setdefault(incompatibility.dependency, [])
        for place, past in enumerate(similar):
            merged = merged_dependents(incompatibility, self.store[past])
            if merged is not None:
                similar[place] = len(self.store)
                self.store.append(merged)
                for package in self.store[past].terms:
                    self._by_package[package] = [known for known in self._by_package[package] if known != past]
                return similar[place]
        similar.append(number)
        return number

    def add_dependencies(
        self, package: PackageId, version: VersionSet, dependencies: list[Incompatibility]
    ) -> IncompatibilityId | None:
        """Learn a version's dependencies and decide on it, unless one of them clashes at once.

        Returns the clashing incompatibility; then nothing is decided. As long as the search never went
        back, the decision is taken unchecked (uv-resolution section 5.4).
        """
        first = len(self.store)
        self.store.extend(dependencies)
        numbers = [self._register(first + offset) for offset in range(len(dependencies))]
        if self.has_backtracked:
            for number in numbers:
                if self._satisfied_by(self.store[number], package, Term(True, version)):
                    return number
        self.decide(package, version)
        return None

    def _satisfied_by(self, incompatibility: Incompatibility, package: PackageId, assumed: Term) -> bool:
        for other, term in incompatibility.terms.items():
            if other == package:
                known: Term | None = assumed
            else:
                assigned = self._assigned.get(other)
                known = None if assigned is None else assigned.known
            if known is None or not known.implies(term):
                return False
        return True

    def decide(self, package: PackageId, version: VersionSet) -> None:
        """Choose a version of a needed package."""
        self._decisions.append(package)
        assigned = self._assigned[package]
        assigned.decided = Term(True, version)
        assigned.decided_order = self._order
        assigned.decided_level = assigned.last_level = self.level
        self._order += 1

    def _derive(self, package: PackageId, cause: IncompatibilityId) -> None:
        term = self.store[cause].terms[package].negated()
        assigned = self._assigned.get(package)
        if assigned is None:
            self._assigned[package] = _Assignments(
                [_Derivation(self._order, self.level, cause, term)], self.level, self.level
            )
            known = term
        else:
            assigned.last_level = self.level
            known = assigned.known.intersection(term)
            assigned.derivations.append(_Derivation(self._order, self.level, cause, known))
        if known.positive:
            self._stale[package] = None
        self._order += 1

    # -- propagation ----------------------------------------------------------------------------

    def propagate(self, start: PackageId) -> list[CausedConflict]:
        """Derive everything that follows from a change of `start`; resolve conflicts on the way.

        Returns every step of every conflict's resolution, for the counters of uv-resolution section
        5.6. Raises NoSolution.
        """
        conflicts: list[CausedConflict] = []
        changed = [start]
        while changed:
            conflict = self._propagate_one(changed.pop(), changed)
            if conflict is not None:
                package, learned = self._resolve(conflict, conflicts)
                changed[:] = [package]
                self._derive(package, learned)
                self._contradicted[learned] = self.level
        return conflicts

    def _propagate_one(self, package: PackageId, changed: list[PackageId]) -> IncompatibilityId | None:
        stopping.check()
        for number in reversed(self._by_package.get(package, ())):
            if number in self._contradicted:
                continue
            open_package = self._relation(number)
            if open_package == _SATISFIED:
                return number
            if open_package >= 0:
                if open_package not in changed:
                    changed.append(open_package)
                self._derive(open_package, number)
                self._contradicted[number] = self.level
        return None

    def _relation(self, number: IncompatibilityId) -> int:
        """The one package whose term is still open, or one of the three constants below."""
        almost = _SATISFIED
        assignments = self._assigned
        for package, term in self.store[number].terms.items():
            assigned = assignments.get(package)
            if assigned is not None:
                known = assigned.decided or assigned.derivations[-1].known
                if known.implies(term):
                    continue
                if known.is_disjoint(term):
                    self._contradicted[number] = len(self._decisions)
                    return _CONTRADICTED
            if almost != _SATISFIED:
                return _INCONCLUSIVE
            almost = package
        return almost

    # -- conflicts ------------------------------------------------------------------------------

    def _resolve(self, number: IncompatibilityId, conflicts: list[CausedConflict]) -> CausedConflict:
        self.conflict_count += 1
        derived = False
        while True:
            incompatibility = self.store[number]
            if self._is_terminal(incompatibility):
                raise NoSolution(number)
            package, cause, level, previous = self._satisfier(incompatibility)
            if level > previous:
                self.backtrack(previous)
                if derived:
                    self._register(number)
                conflicts.append((package, number))
                return package, number
            assert cause is not None
            conclusion = prior_cause(incompatibility, self.store[cause], package, (number, cause))
            number = len(self.store)
            self.store.append(conclusion)
            derived = True
            conflicts.append((package, number))

    def _is_terminal(self, incompatibility: Incompatibility) -> bool:
        terms = incompatibility.terms
        return not terms or (len(terms) == 1 and self.root in terms and terms[self.root].positive)

    def _satisfier(self, incompatibility: Incompatibility) -> tuple[PackageId, IncompatibilityId | None, Level, Level]:
        """Who made the incompatibility true last: package, its cause, its level, and the level before it."""
        found = {
            package: self._satisfied_at(package, term.negated()) for package, term in incompatibility.terms.items()
        }
        package = max(found, key=lambda other: found[other][1])
        cause, _, level = found[package]
        known = self._assigned[package].known
        accumulated = known if cause is None else self.store[cause].terms[package].negated()
        start = accumulated.intersection(incompatibility.terms[package].negated())
        found[package] = self._satisfied_at(package, start)
        previous = max(found.values(), key=lambda entry: entry[1])[2]
        return package, cause, level, max(previous, 1)

    def _satisfied_at(self, package: PackageId, opposite: Term) -> tuple[IncompatibilityId | None, int, Level]:
        """The first assignment of the package that rules `opposite` out: cause, order, level."""
        assigned = self._assigned[package]
        for derivation in assigned.derivations:
            if derivation.known.is_disjoint(opposite):
                return derivation.cause, derivation.order, derivation.level
        return None, assigned.decided_order, assigned.decided_level

    def backtrack(self, level: Level) -> None:
        """Undo every decision above `level` and everything derived from them."""
        self.has_backtracked = True
        if self.on_backjump is not None and self.level > level:
            self.on_backjump(Backjump(level, tuple(self._decisions[level:])))
        del self._decisions[level:]
        self._contradicted = {number: at for number, at in self._contradicted.items() if at <= level}
        for package in list(self._assigned):
            assigned = self._assigned[package]
            if assigned.first_level > level:
                del self._assigned[package]
            elif assigned.last_level <= level:
                if assigned.is_open and package not in self._queue:
                    self._stale[package] = None
            else:
                self._truncate(package, assigned, level)

    def _truncate(self, package: PackageId, assigned: _Assignments, level: Level) -> None:
        while assigned.derivations[-1].level > level:
            assigned.derivations.pop()
        assigned.last_level = assigned.derivations[-1].level
        assigned.decided = None
        self._queue.pop(package, None)
        if assigned.is_open:
            self._stale[package] = None

    def backtrack_before(self, package: PackageId) -> bool:
        """Undo the decision on a package, if there is one, and everything after it."""
        if package not in self._decisions:
            return False
        self.backtrack(self._decisions.index(package))
        return True

    # -- the next package -----------------------------------------------------------------------

    def pick(self, priority: Callable[[PackageId], tuple[int, ...]]) -> PackageId | None:
        """The needed, undecided package of highest priority; None when everything is decided.

        A priority is read again only when the package's own term changed or it was put back
        (uv-resolution section 5.3).
        """
        for package in reversed(self._stale):
            assigned = self._assigned.get(package)
            if assigned is not None and assigned.is_open:
                self._queue[package] = negated = tuple(-part for part in priority(package))
                heappush(self._heap, (negated, package))
        self._stale.clear()
        while self._heap:
            negated, best = heappop(self._heap)
            if self._queue.get(best) != negated:
                continue
            del self._queue[best]
            assigned = self._assigned.get(best)
            if assigned is not None and assigned.is_open:
                return best
        return None

    def open_packages(self) -> list[PackageId]:
        """Every needed package without a version, in no particular order."""
        return [package for package, assigned in self._assigned.items() if assigned.is_open]


_SATISFIED = -1
_CONTRADICTED = -2
_INCONCLUSIVE = -3


def root_incompatibility(root: PackageId, version: VersionSet) -> Incompatibility:
    """The request has to be met."""
    return Incompatibility({root: Term(False, version)}, Origin.ROOT)
