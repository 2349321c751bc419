"""`resolve()`: the worklist of forks. A single-platform solve is the case in which nothing ever splits.

Source: uv-resolution sections 5.4 (main loop) and 6.2 (order of forks).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from time import monotonic

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import Failure, FailureKind, Resolution, SolveStats
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
from resolver_core.answer.version_fates import Considered
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.selection import Preference
from resolver_core.candidates.version_map import Candidate
from resolver_core.candidates.versions import EMPTY, FULL, VersionSet
from resolver_core.errors import BudgetExceeded, Cancelled
from resolver_core.index.base import Index
from resolver_core.index.network.guard import without_credentials
from resolver_core.inputs.problem import ForkStrategy, Problem, ResolutionMode
from resolver_core.markers import MarkerSet
from resolver_core.policy import Environments, MarkerReading, Policy, RequirementOrder
from resolver_core.solver import derivation, merging
from resolver_core.solver.catalogue import Material, VersionMetadata
from resolver_core.solver.choosing import Chooser, Forked
from resolver_core.solver.dependencies import Dependency, DependencyReader, Parent, forced
from resolver_core.solver.finding_fates import Considering
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.fork_state import ForkState, Packages
from resolver_core.solver.forking import (
    DependencyFork,
    fork_dependencies,
    fork_on_conflicts,
    in_solving_order,
    marker_lower,
)
from resolver_core.solver.incompatibility import Incompatibility, Origin, PackageId, Term, requires
from resolver_core.solver.kernel import Backjump, Kernel, NoSolution, root_incompatibility
from resolver_core.solver.packages import PYTHON, ROOT, Package, PackageKind, behind
from resolver_core.solver.replay import replay_all
from resolver_core.solver.request import Member, Request, read_request
from resolver_core.solver.requirements import LoweredRequirement
from resolver_core.solver.solved_fork import SolvedFork, read_fork
from resolver_core.solver.unavailable import (
    ImpossibleRequirement,
    NeedsOtherPython,
    SolveFailed,
    UnavailableVersion,
    UnknownProject,
    UnreadableMetadata,
)

ROOT_VERSION = Version("0")


def resolve(
    problem: Problem,
    policy: Policy,
    index: Index,
    *,
    on_event: TraceSink = ignore,
    on_considered: Callable[[Considered], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    limit_seconds: float | None = None,
    check: bool = True,
) -> Resolution:
    """Solve a problem under a policy, as uv would.

    With `check`, resolvelib derives each fork's answer again; its verdict is in `stats.replay`.
    `on_considered` hears, at the end of each part, what became of every version of every project in it.
    An unsatisfiable problem and an index that cannot be read are answers. Raises Cancelled when
    `should_stop` says so and BudgetExceeded after `limit_seconds`; both are asked at every step.
    """
    return _Solve(problem, policy, index, on_event, on_considered, should_stop, limit_seconds, check).run()


@dataclass
class _Solve:
    problem: Problem
    policy: Policy
    index: Index
    on_event: TraceSink
    on_considered: Callable[[Considered], None] | None
    should_stop: Callable[[], bool] | None
    limit_seconds: float | None
    check: bool
    started: float = field(default_factory=monotonic)
    decisions: int = 0
    conflicts: int = 0
    verdict: str = ""
    warnings: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.request: Request = read_request(self.problem, self.policy)
        self.python = PythonRange.of(self.policy.python)
        self.packages = Packages()
        self.material = Material(self.index, self.request, self.policy, self.python, self.packages)
        self.chooser = Chooser(self.material, self._required_markers(), self._preferences())
        self.considering = Considering(self.material, self.packages, self.chooser)
        self.root = self.packages.id_of(ROOT)
        self.solved: list[SolvedFork] = []
        self.waiting: list[ForkState] = []
        self.pages_seen = 0
        self.upcoming: dict[NormalizedName, VersionSet] = {}

    # -- the worklist -------------------------------------------------------------------------------

    def run(self) -> Resolution:
        """Solve fork after fork, then merge."""
        self.on_event(SolveStarted("0", self.policy.label))
        if self.policy.refusals:
            refused = Failure(FailureKind.REFUSED, "\n".join(map(str, self.policy.refusals)))
            return self._ended(merging.unsolved(self.request, self.policy, self.material, failure=refused))
        state = ForkState("0", Scope(), self.python, self._kernel(), self.root)
        try:
            self.waiting = self._first_states()
            while self.waiting:
                state = self.waiting.pop()
                self._solve_fork(state)
            self._replay()
            resolution = merging.merge(self.solved, self.request, self.policy, self.material, self.python)
        except NoSolution as impossible:
            conflict = derivation.explain(impossible.incompatibility, state, self.packages, self.material)
            self._tell_considered(state, solved=False)
            resolution = merging.unsolved(self.request, self.policy, self.material, conflict=conflict)
        except SolveFailed as failed:
            self._tell_considered(state, failed.failure, solved=False)
            resolution = merging.unsolved(self.request, self.policy, self.material, failure=failed.failure)
        return self._ended(resolution)

    def _replay(self) -> None:
        if self.check:
            self.verdict = replay_all(self.solved, self._check_limits)
            self.on_event(Replayed("0", self.verdict))

    def _ended(self, resolution: Resolution) -> Resolution:
        from dataclasses import replace

        elapsed = monotonic() - self.started
        stats = SolveStats(
            decisions=self.decisions,
            conflicts=self.conflicts,
            forks=len(self.solved),
            pages_read=len(self.material.pages),
            metadata_read=self.material.metadata_count,
            bytes_read=self.material.bytes_read,
            elapsed_seconds=elapsed,
            replay=self.verdict,
        )
        self.on_event(SolveEnded("0", resolution.outcome.value, elapsed))
        return replace(resolution, stats=stats, warnings=(*resolution.warnings, *self.warnings))

    def _kernel(self) -> Kernel:
        kernel = Kernel(self.root)
        axis = self.packages.axis(ROOT.name)
        kernel.add(root_incompatibility(self.root, axis.exactly(ROOT_VERSION)))
        return kernel

    def _first_states(self) -> list[ForkState]:
        """One state per initial scope, pushed so that the listed order is kept among equals."""
        scopes = self._first_scopes()
        states = [
            ForkState(str(number), scope, self.python, self._kernel(), self.root) for number, scope in enumerate(scopes)
        ]
        if len(states) > 1:
            for state in states:
                state.python = _narrowed(state)
            states.reverse()
            lowest = self._lowest_python_first()
            states.sort(key=lambda state: marker_lower(state.scope.marker), reverse=lowest)
        for state in states:
            self.on_event(ForkOpened(state.id, str(state.scope.marker), None, ""))
        return states

    def _first_scopes(self) -> list[Scope]:
        policy, target = self.policy, self.policy.target
        if policy.marker_reading is MarkerReading.EVALUATED:
            assert target is not None, "markers can only be evaluated on a target"
            return [Scope(point=target)]
        if policy.environments is Environments.TARGET:
            assert target is not None, "this policy is about its target alone"
            return [Scope(merging.point_marker(target))]
        markers = [MarkerSet.parse(text) for text in self.problem.environments]
        if policy.lock is not None and policy.lock.fork_markers:
            markers = [MarkerSet.parse(text) for text in policy.lock.fork_markers]
        return [Scope(marker) for marker in markers] or [Scope()]

    def _required_markers(self) -> tuple[MarkerSet, ...]:
        if self.policy.environments is Environments.TARGET:
            return ()
        texts = (*self.problem.environments, *self.problem.required_environments)
        return tuple(MarkerSet.parse(text) for text in texts)

    def _preferences(self) -> dict[NormalizedName, list[Preference]]:
        found: dict[NormalizedName, list[Preference]] = {}
        if self.policy.lock is not None:
            for package in self.policy.lock.packages:
                marker = MarkerSet.FALSE if package.fork_markers else MarkerSet.TRUE
                for text in package.fork_markers:
                    marker = marker | MarkerSet.parse(text)
                entry = Preference(package.version, package.index_url, marker, from_lock=True)
                found.setdefault(package.name, []).append(entry)
        return found

    def _lowest_python_first(self) -> bool:
        return self.policy.fork_strategy is ForkStrategy.FEWEST or self.policy.resolution is ResolutionMode.LOWEST

    # -- one fork -----------------------------------------------------------------------------------

    def _solve_fork(self, state: ForkState) -> None:
        state.kernel.on_backjump = lambda jump: self._backjumped(state, jump)
        while True:
            self._check_limits()
            package = self._next_package(state)
            if package is None:
                self._fork_solved(state)
                return
            state.deciding = package
            if not self._decide(state, package):
                return

    def _check_limits(self) -> None:
        if self.should_stop is not None and self.should_stop():
            raise Cancelled
        if self.limit_seconds is not None and monotonic() - self.started > self.limit_seconds:
            raise BudgetExceeded("seconds", self.limit_seconds)

    def _next_package(self, state: ForkState) -> PackageId | None:
        if state.again is not None:
            package, state.again = state.again, None
            return package
        before = state.kernel.conflict_count
        conflicts = state.kernel.propagate(state.deciding)
        self.conflicts += state.kernel.conflict_count - before
        for affected, number in conflicts:
            self._record_conflict(state, affected, state.kernel.store[number])
        if conflicts:
            self._tell_conflict(state, state.kernel.store[conflicts[-1][1]])
        self._rerank(state)
        return state.kernel.pick(lambda number: state.priorities.of(self.packages[number]))

    def _record_conflict(self, state: ForkState, affected: PackageId, incompatibility: Incompatibility) -> None:
        involved = [self.packages[number] for number in incompatibility.terms]
        state.counts.record(self.packages[affected], involved, self.packages[state.deciding])

    def _tell_conflict(self, state: ForkState, incompatibility: Incompatibility) -> None:
        names = tuple(sorted({str(self.packages[number].name) for number in incompatibility.terms} - {""}))
        self.on_event(ConflictFound(state.id, "clash between " + ", ".join(names) if names else "clash", names))

    def _rerank(self, state: ForkState) -> None:
        promote, demote = state.counts.take_due()
        for package in promote:
            if state.priorities.promote(package):
                self.on_event(Reranked(state.id, package.name, "conflict-early"))
        for package in demote:
            if state.priorities.demote(package):
                self.on_event(Reranked(state.id, package.name, "conflict-late"))
                state.kernel.backtrack_before(self.packages.id_of(package))

    def _backjumped(self, state: ForkState, jump: Backjump) -> None:
        names = dict.fromkeys(str(self.packages[number].name) for number in jump.undone)
        self.on_event(Backjumped(state.id, jump.level, tuple(name for name in names if name)))

    def _decide(self, state: ForkState, number: PackageId) -> bool:
        """Choose a version and add its dependencies; False where the state went on in forks."""
        package = self.packages[number]
        self._prefetch_metadata(state)
        needed = state.kernel.needed(number)
        choice = self._choose(state, package, needed)
        if isinstance(choice, Forked):
            self._push_version_forks(state, number, choice)
            return False
        if choice is None:
            state.kernel.add(Incompatibility({number: Term(True, needed)}, Origin.NO_VERSIONS))
            return True
        if isinstance(choice, UnknownProject):
            state.kernel.add(Incompatibility({number: Term(True, needed)}, Origin.UNAVAILABLE, reason=choice))
            return True
        if isinstance(choice, UnavailableVersion):
            self._refuse(state, number, choice)
            return True
        return self._take(state, number, choice)

    def _choose(
        self, state: ForkState, package: Package, needed: VersionSet
    ) -> Candidate | Version | UnavailableVersion | UnknownProject | Forked | None:
        if package.kind is PackageKind.ROOT:
            return ROOT_VERSION
        if package.kind is PackageKind.PYTHON:
            return None
        choice = self.chooser.choose(state, package, needed)
        state.fixed = None
        self._tell_pages()
        return choice

    def _tell_pages(self) -> None:
        fresh = list(self.material.pages.items())[self.pages_seen :]
        self.pages_seen += len(fresh)
        for place, record in fresh:
            versions = self.material.version_counts.get(place, 0)
            self.on_event(PageRead("0", record.project, record.index_url, versions, record.from_cache))

    def _refuse(self, state: ForkState, number: PackageId, refused: UnavailableVersion) -> None:
        """Pass a version over; one for other Pythons is explained by the Python requirement (section 5.5)."""
        package = self.packages[number]
        self._tell_refused(state, package, refused)
        wide = self._widened(state, package, refused.version)
        if isinstance(refused.reason, NeedsOtherPython):
            python = self.packages.id_of(PYTHON)
            allowed = self.packages.axis(PYTHON.name).specifier_set(refused.reason.requires_python)
            state.kernel.add(requires(number, wide, python, allowed))
            state.kernel.decide(number, self.packages.axis(package.name).exactly(refused.version))
            return
        self._make_unavailable(state, number, wide, refused)

    def _tell_refused(self, state: ForkState, package: Package, refused: UnavailableVersion) -> None:
        reason = derivation.short_reason(refused.reason)
        self.on_event(VersionRefused(state.id, package.name, str(refused.version), reason))

    @staticmethod
    def _make_unavailable(state: ForkState, number: PackageId, wide: VersionSet, refused: UnavailableVersion) -> None:
        terms = {number: Term(True, wide)}
        state.kernel.add(Incompatibility(terms, Origin.UNAVAILABLE, reason=refused))

    def _widened(self, state: ForkState, package: Package, version: Version) -> VersionSet:
        """The version with the gap around it, up to its neighbours (section 5.2)."""
        if not package.name or package.name in state.urls:
            return FULL
        pinned = state.pinned.get(package.name)
        return self.packages.axis(package.name).around(*self.material.neighbours(package.name, pinned, version))

    # -- dependencies -------------------------------------------------------------------------------

    def _take(self, state: ForkState, number: PackageId, choice: Candidate | Version) -> bool:
        package = self.packages[number]
        version = choice if isinstance(choice, Version) else choice.version
        exact = self.packages.axis(package.name).exactly(version)
        state.versions[number] = version
        if isinstance(choice, Candidate):
            state.chosen[package.name, version] = choice
        self._tell_decision(state, package, version)
        if (number, version) in state.lists:
            state.kernel.decide(number, exact)
            return True
        dependencies = self._dependencies(state, package, version)
        if isinstance(dependencies, Forked):
            self._push_version_forks(state, number, dependencies)
            return False
        if isinstance(dependencies, UnavailableVersion):
            self._tell_refused(state, package, dependencies)
            self._make_unavailable(state, number, self._widened(state, package, version), dependencies)
            return True
        if len(dependencies) == 1:
            self._add(state, number, version, list(dependencies[0].dependencies))
            return True
        self._push_dependency_forks(state, number, version, dependencies)
        return False

    def _tell_decision(self, state: ForkState, package: Package, version: Version) -> None:
        if package.kind is PackageKind.PROJECT:
            self.decisions += 1
            rank = state.priorities.rank(package).name.lower().replace("_", "-")
            self.on_event(Decided(state.id, str(package), str(version), rank, state.kernel.level))

    def _dependencies(
        self, state: ForkState, package: Package, version: Version
    ) -> tuple[DependencyFork, ...] | UnavailableVersion | Forked:
        if package.is_proxy:
            return (DependencyFork(state.scope, tuple(forced(package, version, behind(package)))),)
        listed = self._listed(state, package, version)
        if not isinstance(listed, list):
            return listed
        for entry in listed:
            if self._range(entry) == EMPTY:
                return UnavailableVersion(
                    version, ImpossibleRequirement(f"{entry.package}{entry.requirement.specifier}")
                )
        if self.policy.requirement_order is RequirementOrder.BY_NAME:
            listed.sort(key=lambda entry: entry.package.name)
        if not state.scope.can_split:
            return fork_on_conflicts(listed, state.scope, self.request.conflicts).forks
        forks = fork_dependencies(listed, state.scope, state.python, self.request.conflicts).forks
        return forks or (DependencyFork(state.scope),)

    def _listed(
        self, state: ForkState, package: Package, version: Version
    ) -> list[Dependency] | UnavailableVersion | Forked:
        reader = DependencyReader(self.request, state.scope, state.python)
        if package.kind is PackageKind.ROOT:
            return reader.dependencies(Parent(), self.request.roots)
        parent = Parent(package.name, version, package.extra, package.group)
        if not self.policy.with_dependencies:
            return []
        local = self.request.local_project(state.urls.get(package.name))
        if local is not None:
            self._warn_of_missing_extra(package, local.extras, f"{package.name} in {local.folder}")
            return reader.dependencies(parent, _member_requirements(local, package))
        metadata = self._metadata(state, package, version)
        if isinstance(metadata, UnavailableVersion):
            return metadata
        refused = self.chooser.requires_other_python(state, version, metadata)
        if refused is not None:
            return refused
        self._warn_of_missing_extra(package, metadata.metadata.provides_extra, f"{package.name}=={version}")
        return reader.dependencies(parent, metadata.requirements)

    def _warn_of_missing_extra(self, package: Package, provided: Collection[NormalizedName], said: str) -> None:
        if package.extra is not None and package.extra not in provided:
            self.warnings[f"{said} has no extra {package.extra!r}"] = None

    def _metadata(self, state: ForkState, package: Package, version: Version) -> VersionMetadata | UnavailableVersion:
        known = self.material.metadata_count
        metadata = self.material.metadata(state.chosen[package.name, version])
        if isinstance(metadata, UnreadableMetadata):
            return UnavailableVersion(version, metadata)
        if self.material.metadata_count > known:
            source = metadata.read.provenance
            self.on_event(
                MetadataReadEvent(
                    state.id, package.name, str(version), source.filename or "", source.source.value, source.from_cache
                )
            )
        return metadata

    def _range(self, entry: Dependency) -> VersionSet:
        axis = self.packages.axis(entry.package.name)
        if entry.exactly is not None:
            return axis.exactly(entry.exactly)
        return FULL if entry.requirement.url is not None else axis.specifier_set(entry.requirement.specifier)

    def _add(self, state: ForkState, number: PackageId, version: Version, dependencies: list[Dependency]) -> None:
        """Register, learn and decide, in uv's order (section 5.4)."""
        package = self.packages[number]
        state.lists[number, version] = dependencies
        self._register(state, dependencies)
        ranges = [(entry.package, self._range(entry)) for entry in dependencies]
        for required, allowed in ranges:
            if required.base is not None:
                proxy, base = self.packages.id_of(required), self.packages.id_of(required.base)
                state.kernel.add(requires(proxy, allowed, base, allowed))
        wide = self._widened(state, package, version)
        learned = [requires(number, wide, self.packages.id_of(required), allowed) for required, allowed in ranges]
        exact = self.packages.axis(package.name).exactly(version)
        clash = state.kernel.add_dependencies(number, exact, learned)
        if clash is not None:
            self._record_conflict(state, number, state.kernel.store[clash])
        self._prefetch(state, dependencies)

    def _register(self, state: ForkState, dependencies: list[Dependency]) -> None:
        """Note URLs, index pins and priorities of everything a dependency list names."""
        for entry in dependencies:
            name = entry.package.name
            self._note_url(state, entry)
            self._note_pins(state, name)
            is_singleton = self.packages.axis(name).is_singleton(self._range(entry))
            for package in (entry.package, entry.package.base):
                if package is not None:
                    state.priorities.register(package, is_singleton=is_singleton, has_url=name in state.urls)

    def _note_url(self, state: ForkState, entry: Dependency) -> None:
        name, url = entry.package.name, entry.requirement.url
        if url is None or entry.exactly is not None:
            return
        known = state.urls.setdefault(name, url)
        if known != url:
            urls = f"{without_credentials(known)} and {without_credentials(url)}"
            message = f"{name} is required from two URLs: {urls}"
            raise SolveFailed(Failure(FailureKind.INVALID, message, projects=(name,)))

    def _note_pins(self, state: ForkState, name: NormalizedName) -> None:
        for pin in self.request.pins.get(name, ()):
            if not state.scope.admits(pin.marker, ()) or not state.scope.meets(pin.marker):
                continue
            if pin.item is not None and not state.scope.allows(pin.item):
                continue
            known = state.pinned.setdefault(name, pin.index)
            if known.url != pin.index.url:
                urls = f"{without_credentials(known.url)} and {without_credentials(pin.index.url)}"
                message = f"{name} is pinned to two indexes at once: {urls}"
                raise SolveFailed(Failure(FailureKind.INVALID, message, projects=(name,)))

    def _prefetch(self, state: ForkState, dependencies: list[Dependency]) -> None:
        wanted = {
            entry.package.name: self._range(entry) for entry in dependencies if entry.package.name not in state.urls
        }
        self.material.prefetch(wanted, state.pinned)
        self.upcoming.update(wanted)

    def _prefetch_metadata(self, state: ForkState) -> None:
        """Their pages are on the way: ask for the metadata that will be needed first, all at once."""
        for name, versions in self.upcoming.items():
            self.material.prefetch_metadata(name, state.pinned.get(name), versions, state.scope)
        self.upcoming.clear()

    # -- forks ----------------------------------------------------------------------------------------

    def _push_version_forks(self, state: ForkState, number: PackageId, forked: Forked) -> None:
        package = self.packages[number]
        for part in forked.parts:
            child = self._child(state, part.scope, f"{package.name}: {forked.split_on}")
            child.again = number
            child.fixed = part.version
            self.waiting.append(child)

    def _push_dependency_forks(
        self, state: ForkState, number: PackageId, version: Version, forks: Iterable[DependencyFork]
    ) -> None:
        ordered = in_solving_order(
            forks,
            lambda entry: self.packages.axis(entry.package.name).has_upper_bound(self._range(entry)),
            lowest_python_first=self._lowest_python_first(),
        )
        split_on = f"requirements of {self.packages[number]}"
        for fork in ordered:
            child = self._child(state, fork.scope, split_on)
            child.deciding = number
            self._add(child, number, version, list(fork.dependencies))
            self.waiting.append(child)

    def _child(self, state: ForkState, scope: Scope, split_on: str) -> ForkState:
        child = state.split(scope, split_on)
        self.on_event(ForkOpened(child.id, str(scope.marker), state.id, split_on))
        return child

    def _fork_solved(self, state: ForkState) -> None:
        solved = read_fork(state, self.packages)
        self.solved.append(solved)
        self.on_event(ForkClosed(state.id, len({node.name for node in solved.nodes})))
        self._tell_considered(state)
        if self.policy.resolution is not ResolutionMode.LOWEST_DIRECT:
            self._remember(state, solved)

    def _tell_considered(self, state: ForkState, failure: Failure | None = None, *, solved: bool = True) -> None:
        if self.on_considered is not None:
            for considered in self.considering.of(state, failure, solved=solved):
                self.on_considered(considered)

    def _remember(self, state: ForkState, solved: SolvedFork) -> None:
        """The versions of a solved fork are tried first in the others (section 6.7)."""
        for node in solved.nodes:
            if node.extra is None and node.group is None and node.index_url is not None:
                entry = Preference(node.version, node.index_url, state.scope.marker, from_lock=False)
                self.chooser.preferences.setdefault(node.name, []).append(entry)


def _narrowed(state: ForkState) -> PythonRange:
    from resolver_core.solver.forking import narrowed_python

    return narrowed_python(state.python, state.scope)


def _member_requirements(member: Member, package: Package) -> tuple[LoweredRequirement, ...]:
    return member.requires_dist if package.group is None else member.groups.get(package.group, ())
