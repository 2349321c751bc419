"""The search in one fork: pick a package, choose a version, take or refuse it, add what it requires.

Source: uv-resolution section 5.4 (main loop). The kernel knows what follows from what; this module asks it
what is needed, asks the chooser for a version, and tells it what the version requires.
"""

# One round of the loop, and the state that it works on (`ForkState`):
#
#                    +------------------------------- deciding: the package decided last
#                    v
#   propagate -> counts (conflicts) -> priorities (ranks) -> pick -> choose a version in `kernel.needed(package)`
#       ^                                                               |
#       |     none, or the project is unknown: learn that               |
#       |<--------------------------------------------------------------+
#       |     refused: learn that the version cannot be used            |
#       |<--------------------------------------------------------------+
#       |     taken: versions, chosen; its dependency list -> lists,    |
#       |     urls, pinned; the kernel learns and decides               |
#       |<--------------------------------------------------------------+
#                                                                       |
#             the scope splits: one copy of the state for each part     |
#             (`again`: the same package is chosen there once more)     v
#                                                       children, for the worklist in `solve`
#
# Going back undoes decisions in the kernel alone. Everything else stays: priorities, counts, urls, pinned, and
# `lists`, from which a version that is taken again gets its dependencies without being read.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.proof import Subject
from resolver_core.answer.split import Split, SplitKind
from resolver_core.candidates.version_map import Candidate
from resolver_core.candidates.versions import FULL, VersionSet
from resolver_core.solver.choosing import Choice, Forked
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.dependency_lists import DependencyLists
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.fork_sources import note_sources
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.forking import DependencyFork, in_solving_order
from resolver_core.solver.incompatibility import Incompatibility, Origin, PackageId, Term, requires
from resolver_core.solver.kernel import Backjump, Kernel, root_incompatibility
from resolver_core.solver.packages import PYTHON, ROOT, Package, PackageKind, Packages
from resolver_core.solver.search_context import SearchContext
from resolver_core.solver.unavailable import UnavailableVersion, UnknownProject

ROOT_VERSION = Version("0")


def new_kernel(packages: Packages) -> Kernel:
    """A search that knows nothing but that the request has to be met."""
    root = packages.id_of(ROOT)
    kernel = Kernel(root)
    kernel.add(root_incompatibility(root, packages.axis(ROOT.name).exactly(ROOT_VERSION)))
    return kernel


@dataclass
class ForkSearch:
    """Solves one fork, as far as it stays one."""

    state: ForkState
    context: SearchContext
    _taken: dict[tuple[PackageId, VersionSet], tuple[Version, VersionSet]] = field(default_factory=dict)

    def run(self) -> list[ForkState] | None:
        """None where the fork is solved; else the parts that it splits into, the last of which is solved first.

        Raises NoSolution, SolveFailed, and what `stopping.check` raises.
        """
        self.state.kernel.on_backjump = self._went_back
        while True:
            stopping.check()
            number = self._next_package()
            if number is None:
                return None
            self.state.deciding = number
            children = self._decide(number)
            if children is not None:
                return children

    # -- pick ---------------------------------------------------------------------------------------

    def _next_package(self) -> PackageId | None:
        state, packages = self.state, self.context.packages
        if state.again is not None:
            number, state.again = state.again, None
            return number
        before = state.kernel.conflict_count
        conflicts = state.kernel.propagate(state.deciding)
        self.context.conflicts += state.kernel.conflict_count - before
        for affected, known in conflicts:
            self._count_conflict(affected, state.kernel.store[known])
        if conflicts:
            learned = state.kernel.store[conflicts[-1][1]]
            self.context.trace.clashed(state, (packages[other] for other in learned.terms))
        self._rerank()
        return state.kernel.pick(lambda number: state.priorities.of(packages[number]))

    def _count_conflict(self, affected: PackageId, incompatibility: Incompatibility) -> None:
        packages = self.context.packages
        involved = [packages[number] for number in incompatibility.terms]
        self.state.counts.record(packages[affected], involved, packages[self.state.deciding])

    def _rerank(self) -> None:
        state = self.state
        promote, demote = state.counts.take_due()
        for package in promote:
            if state.priorities.promote(package):
                self.context.trace.reranked(state, package, "conflict-early")
        for package in demote:
            if state.priorities.demote(package):
                self.context.trace.reranked(state, package, "conflict-late")
                state.kernel.backtrack_before(self.context.packages.id_of(package))

    def _went_back(self, jump: Backjump) -> None:
        self.context.trace.went_back(self.state, jump.level, (self.context.packages[n] for n in jump.undone))

    # -- choose -------------------------------------------------------------------------------------

    def _decide(self, number: PackageId) -> list[ForkState] | None:
        """Choose a version and add what it requires; the parts, where that splits the scope."""
        package, kernel = self.context.packages[number], self.state.kernel
        self.context.prefetching.read_metadata(self.state)
        needed = kernel.needed(number)
        if (number, needed) in self._taken:
            self._take_again(number, *self._taken[number, needed])
            return None
        choice = self._choose(package, needed)
        if isinstance(choice, Forked):
            return self._split_by_version(number, choice)
        if choice is None:
            kernel.add(Incompatibility({number: Term(True, needed)}, Origin.NO_VERSIONS))
        elif isinstance(choice, UnknownProject):
            kernel.add(Incompatibility({number: Term(True, needed)}, Origin.UNAVAILABLE, reason=choice))
        elif isinstance(choice, UnavailableVersion):
            self._refuse(number, choice)
        else:
            return self._take(number, choice, needed)
        return None

    def _take_again(self, number: PackageId, version: Version, exactly: VersionSet) -> None:
        """What was chosen before the search went back is chosen again, and what it requires is known."""
        self.state.versions[number] = version
        self._tell_decision(self.context.packages[number], version)
        self.state.kernel.decide(number, exactly)

    def _choose(self, package: Package, needed: VersionSet) -> Choice | Version:
        if package.kind is PackageKind.ROOT:
            return ROOT_VERSION
        if package.kind is PackageKind.PYTHON:
            return None
        choice = self.context.chooser.choose(self.state, package, needed)
        self.state.fixed = None
        self.context.trace.pages_read(self.context.catalogue)
        return choice

    # -- refuse -------------------------------------------------------------------------------------

    def _refuse(self, number: PackageId, refused: UnavailableVersion) -> None:
        """Pass a version over; one for other Pythons is explained by the Python requirement (section 5.5)."""
        packages, kernel = self.context.packages, self.state.kernel
        package = packages[number]
        self.context.trace.refused(self.state, package, refused)
        if refused.rejection.requires_python is not None:
            python = packages.id_of(PYTHON)
            allowed = packages.axis(PYTHON.name).specifier_set(refused.rejection.requires_python)
            kernel.add(requires(number, self._widened(package, refused.version), python, allowed))
            kernel.decide(number, packages.axis(package.name).exactly(refused.version))
        else:
            self._make_unavailable(number, refused)

    def _make_unavailable(self, number: PackageId, refused: UnavailableVersion) -> None:
        wide = self._widened(self.context.packages[number], refused.version)
        self.state.kernel.add(Incompatibility({number: Term(True, wide)}, Origin.UNAVAILABLE, reason=refused))

    def _widened(self, package: Package, version: Version) -> VersionSet:
        """The version with the gap around it, up to its neighbours (section 5.2)."""
        if not package.name or package.name in self.state.urls:
            return FULL
        pinned = self.state.pinned.get(package.name)
        neighbours = self.context.catalogue.neighbours(package.name, pinned, version)
        return self.context.packages.axis(package.name).around(*neighbours)

    # -- take ---------------------------------------------------------------------------------------

    def _take(self, number: PackageId, choice: Candidate | Version, needed: VersionSet) -> list[ForkState] | None:
        state, package = self.state, self.context.packages[number]
        version = choice if isinstance(choice, Version) else choice.version
        state.versions[number] = version
        if isinstance(choice, Candidate):
            state.chosen[package.name, version] = choice
        self._tell_decision(package, version)
        if (number, version) in state.lists:
            exactly = self.context.packages.axis(package.name).exactly(version)
            if self.context.chooser.repeats_itself(state, package.name, needed):
                self._taken[number, needed] = (version, exactly)
            state.kernel.decide(number, exactly)
            return None
        parts = DependencyLists(state, self.context).parts_of(package, version)
        if isinstance(parts, Forked):
            return self._split_by_version(number, parts)
        if isinstance(parts, UnavailableVersion):
            self.context.trace.refused(state, package, parts)
            self._make_unavailable(number, parts)
        elif len(parts) == 1:
            self._add(number, version, list(parts[0].dependencies))
        else:
            return self._split_by_dependencies(number, version, parts)
        return None

    def _tell_decision(self, package: Package, version: Version) -> None:
        if package.kind is PackageKind.PROJECT:
            self.context.decisions += 1
            self.context.trace.decided(self.state, package, version)

    # -- add dependencies ---------------------------------------------------------------------------

    def _add(self, number: PackageId, version: Version, dependencies: list[Dependency]) -> None:
        """Register, learn and decide, in uv's order (section 5.4)."""
        state, packages = self.state, self.context.packages
        package = packages[number]
        state.lists[number, version] = dependencies
        self._register(dependencies)
        ranges = [(entry.package, entry.allowed(packages)) for entry in dependencies]
        for required, allowed in ranges:
            if required.base is not None:
                proxy, base = packages.id_of(required), packages.id_of(required.base)
                state.kernel.add(requires(proxy, allowed, base, allowed))
        wide = self._widened(package, version)
        learned = [requires(number, wide, packages.id_of(required), allowed) for required, allowed in ranges]
        clash = state.kernel.add_dependencies(number, packages.axis(package.name).exactly(version), learned)
        if clash is not None:
            self._count_conflict(number, state.kernel.store[clash])
        came_up = {required.name: allowed for required, allowed in ranges if required.name not in state.urls}
        self.context.prefetching.came_up(state, came_up)

    def _register(self, dependencies: list[Dependency]) -> None:
        """Note sources and priorities of everything a dependency list names."""
        state, packages = self.state, self.context.packages
        sources = len(state.urls) + len(state.pinned)
        for entry in dependencies:
            stopping.check()
            name = entry.package.name
            note_sources(state, self.context.request, entry)
            is_singleton = packages.axis(name).is_singleton(entry.allowed(packages))
            for package in (entry.package, entry.package.base):
                if package is not None:
                    state.priorities.register(package, is_singleton=is_singleton, has_url=name in state.urls)
        if len(state.urls) + len(state.pinned) > sources:
            self._taken.clear()

    # -- split --------------------------------------------------------------------------------------

    def _split_by_version(self, number: PackageId, forked: Forked) -> list[ForkState]:
        children = []
        for part in forked.parts:
            child = self._child(part.scope, forked.split)
            child.again = number
            child.fixed = part.version
            children.append(child)
        return children

    def _split_by_dependencies(
        self, number: PackageId, version: Version, parts: Iterable[DependencyFork]
    ) -> list[ForkState]:
        packages, children = self.context.packages, []
        package = packages[number]
        named = Subject.REQUEST if package.kind is PackageKind.ROOT else str(package)
        split = Split(SplitKind.REQUIREMENTS, named)
        ordered = in_solving_order(
            parts,
            lambda entry: packages.axis(entry.package.name).has_upper_bound(entry.allowed(packages)),
            lowest_python_first=self.context.policy.lowest_python_first,
        )
        for part in ordered:
            child = self._child(part.scope, split)
            child.deciding = number
            ForkSearch(child, self.context)._add(number, version, list(part.dependencies))
            children.append(child)
        return children

    def _child(self, scope: Scope, split: Split) -> ForkState:
        child = self.state.split(scope, split)
        self.context.trace.fork_opened(child.id, scope.marker, self.state.id, split)
        return child
