"""The conflict-driven search (PubGrub) with uv's order of work: decide, propagate, learn, go back.

The kernel knows packages by number and versions as sets; it never asks the index and never picks a
version. `fork_search` does, and tells it. Sources: uv-resolution sections 5.2 to 5.6; the algorithm is
PubGrub's (N. Weizenbaum, 2018).
"""

# The state, after two decisions, as `propagate` meets a conflict (numbers are places in `store`):
#
#   level   what happened                      _assigned[package]                         because of
#   -----   --------------------------------   ----------------------------------------   ----------------------
#     0     root derived                       root: derivations [== 0]                   #0 the request
#     1     ROOT DECIDED (_decisions[0])       root: decided == 0
#           a derived, b derived               a: [>= 1]    b: [>= 1]                     #1, #2 root requires ..
#     2     A 3 DECIDED (_decisions[1])        a: [>= 1], decided == 3
#           c derived                          c: [< 2]                                   #3 a 3 requires c < 2
#           b derived again                    b: [>= 1], [== 1]                          #4 b > 1 requires c >= 2
#           no b 1 can be used  <- conflict                                               #5 b 1 is unavailable
#
#   `_resolve(#5)`: the last assignment that makes #5 true is b == 1, from #4: prior_cause(#5, #4) = #6, with b
#   resolved away. This goes on until the incompatibility at hand holds but for one assignment of its highest level;
#   then everything above the level before it is undone (`backtrack`), and what was learned derives something new.
#   The chain of `causes` is kept: it is the proof that `derivation` reads.
#
#   _contradicted: incompatibilities that cannot become true as long as their level stands; they are skipped.
#   _queue: packages that are needed and open, with their priority; _stale: those whose priority has to be read anew.
#   _by_package: where a package occurs; _merged: the same dependency of neighbouring versions, made one (section 5.2).

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from resolver_core import stopping
from resolver_core.candidates.versions import Cut, VersionSet, holds
from resolver_core.solver.assignments import Assignments, Derivation, IncompatibilityId, Level
from resolver_core.solver.incompatibility import (
    Incompatibility,
    Origin,
    PackageId,
    Term,
    merged_dependents,
    prior_cause,
)

CausedConflict = tuple[PackageId, IncompatibilityId]
Priority = tuple[int, int, int]
"""Greater goes first (`priorities.Priority`)."""


class NoSolution(Exception):
    """The root incompatibility was derived: nothing satisfies the request."""

    def __init__(self, incompatibility: IncompatibilityId) -> None:
        super().__init__(incompatibility)
        self.incompatibility = incompatibility


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
    _assigned: dict[PackageId, Assignments] = field(default_factory=dict)
    _decisions: list[PackageId] = field(default_factory=list)
    _order: int = 0
    _queue: dict[PackageId, Priority] = field(default_factory=dict)  #: priorities, negated
    _heap: list[tuple[Priority, PackageId]] = field(default_factory=list)  #: the queue, with outdated entries
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
            self._assigned[package] = Assignments(
                [Derivation(self._order, self.level, cause, term)], self.level, self.level
            )
            known = term
        else:
            assigned.last_level = self.level
            known = assigned.known.intersection(term)
            assigned.derivations.append(Derivation(self._order, self.level, cause, known))
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
        contradicted, relation = self._contradicted, self._relation
        for number in reversed(self._by_package.get(package, ())):
            if number in contradicted:
                continue
            open_package = relation(number)
            if open_package == _SATISFIED:
                return number
            if open_package >= 0:
                if open_package not in changed:
                    changed.append(open_package)
                self._derive(open_package, number)
                contradicted[number] = self.level
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
            package: self._assigned[package].ruling_out(term.negated())
            for package, term in incompatibility.terms.items()
        }
        package = max(found, key=lambda other: found[other][1])
        cause, _, level = found[package]
        known = self._assigned[package].known
        accumulated = known if cause is None else self.store[cause].terms[package].negated()
        start = accumulated.intersection(incompatibility.terms[package].negated())
        found[package] = self._assigned[package].ruling_out(start)
        previous = max(found.values(), key=lambda entry: entry[1])[2]
        return package, cause, level, max(previous, 1)

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
                assigned.undo_above(level)
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

    def pick(self, priority: Callable[[PackageId], Priority]) -> PackageId | None:
        """The needed, undecided package of highest priority; None when everything is decided.

        A priority is read again only when the package's own term changed or it was put back
        (uv-resolution section 5.3).
        """
        for package in reversed(self._stale):
            assigned = self._assigned.get(package)
            if assigned is not None and assigned.is_open:
                rank, project, number = priority(package)
                self._queue[package] = negated = (-rank, -project, -number)
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
