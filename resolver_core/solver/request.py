"""A problem under a policy: what the root requires, and what the user said about everything else.

`uv pip` puts the requested requirements directly under the root; `uv lock` puts the project there,
with all its extras and groups (uv-resolution sections 1.1, 1.2 and 1.4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.candidates.direct_files import distribution_at
from resolver_core.index.records import IndexLocation
from resolver_core.index.routing import Routing
from resolver_core.inputs.problem import ConflictItem, LocalKind, Problem
from resolver_core.markers import MarkerSet
from resolver_core.policy import IndexRouting, MarkerReading, Policy
from resolver_core.solver.declared_conflicts import declared_conflicts, inferred_conflicts
from resolver_core.solver.overriding import standing
from resolver_core.solver.requirements import (
    LoweredRequirement,
    Lowering,
    by_name,
    flattened,
    read_requirement,
)

MEMBER_VERSION = Version("0")
"""Stands for the version of a project that states none (a dynamic version)."""


@dataclass(frozen=True, slots=True)
class Member:
    """A project that lies beside the question, as a package: its lowered metadata.

    `source` is how requirements name it ("editable:packages/q"). A dynamic version is not known: `is_versionless`.
    """

    name: NormalizedName
    version: Version
    requires_dist: tuple[LoweredRequirement, ...]
    groups: Mapping[NormalizedName, tuple[LoweredRequirement, ...]]
    extras: tuple[NormalizedName, ...]
    source: str = ""
    folder: str = ""
    requires_python: SpecifierSet | None = None
    is_versionless: bool = False
    is_asked: bool = True  #: it is the project that is asked about
    written: tuple[Requirement, ...] = ()  #: its requirements as its file states them


@dataclass(frozen=True, slots=True)
class IndexPin:
    """One statement that a project comes from one index, where `marker` holds and `item` is on."""

    index: IndexLocation
    marker: MarkerSet
    item: ConflictItem | None


@dataclass(frozen=True)
class Request:
    """Everything the user said, ready for the solver."""

    roots: tuple[LoweredRequirement, ...]
    members: tuple[Member, ...]  #: the projects that are locked
    local: Mapping[str, Member]  #: every project beside the question, by its folder
    constraints: Mapping[NormalizedName, list[LoweredRequirement]]
    overrides: Mapping[NormalizedName, list[LoweredRequirement]]
    user_level: tuple[LoweredRequirement, ...]  #: roots, the member's requirements, constraints, overrides
    direct: Mapping[NormalizedName, list[LoweredRequirement]]  #: what `lowest-direct` counts as the user's own
    pins: Mapping[NormalizedName, tuple[IndexPin, ...]]
    routing: Routing
    conflicts: tuple[tuple[ConflictItem, ...], ...]
    problem: Problem = field(repr=False)
    assume: bool = False  #: of the policy
    groups_of_root: Mapping[NormalizedName, tuple[LoweredRequirement, ...]] = field(default_factory=dict)
    """The groups of a workspace's root that is no project itself."""
    unversioned: frozenset[NormalizedName] = frozenset()
    """Projects whose version nobody states: what requires them is satisfied, since an unknown is never a value."""

    def local_project(self, source: str | None) -> Member | None:
        """The project that a source such as "editable:packages/q" means; None for an index or a URL."""
        return _local(self.local, source)

    def is_beside(self, name: NormalizedName) -> bool:
        """Whether it is the project that is asked about, or lies beside it."""
        return name == self.problem.name or any(member.name == name for member in self.local.values())

    def is_member(self, name: NormalizedName) -> bool:
        """Whether a project of this name is locked as a member, which shadows what an index offers."""
        return any(member.name == name for member in self.members)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of `[tool.uv]` about everybody's dependencies, with their sources."""

    constraints: tuple[LoweredRequirement, ...]
    overrides: tuple[LoweredRequirement, ...]
    build_constraints: tuple[LoweredRequirement, ...]


Inside = tuple[Member, tuple[LoweredRequirement, ...]]
"""A project beside the question and what it requires."""

LOCAL_KINDS = frozenset(kind.value for kind in LocalKind)


def _local(local: Mapping[str, Member], source: str | None) -> Member | None:
    kind, separator, folder = (source or "").partition(":")
    return local.get(folder) if separator and kind in LOCAL_KINDS else None


def read_request(problem: Problem, policy: Policy) -> Request:
    """Build the request of a problem under a policy."""
    problem = problem.with_lists(policy.lists)
    routing = Routing.of(
        policy.indexes, policy.default_index, policy.index_strategy, no_index=bool(policy.settings.no_index)
    )
    lowerings = _Lowerings(problem, policy, routing)
    lowering = lowerings.of(problem)
    lists = _lowered_lists(problem, policy, lowering)
    local = {each.folder: _member(each, lowerings.of(each)) for each in lowerings.projects if each.name is not None}
    members: tuple[Member, ...] = ()
    if policy.roots.everything and (problem.name is not None or problem.members):
        named = sorted((each.name, each.folder) for each in (problem, *problem.members) if each.name is not None)
        members = tuple(local[folder] for _, folder in named)
    nameless = next((each for each in (problem, *problem.members) if each.name is None), None)
    roots = tuple(_direct_roots(problem, policy, lowering))
    groups = {} if nameless is None or not members else _all_groups(nameless, lowerings.of(nameless))
    if members:
        roots = (*_member_requests(members), *(item for group in groups.values() for item in group))
    inside = [(member, tuple(_requirements_of(member))) for member in members]
    inside += _reached_beside((*roots, *chain.from_iterable(items for _, items in inside)), local, members, policy)
    own = (*roots, *chain.from_iterable(items for _, items in inside))
    stated = tuple(_standing(problem, lists, roots, inside))
    outside = [item for item in (*own, *lists.overrides) if item.url is None or _local(local, item.url) is None]
    scoped = [read_requirement(r) for entry in problem.scoped_overrides for r in entry.dependencies]
    return Request(
        roots=roots,
        members=members,
        local=local,
        constraints=by_name(_effective(lists.constraints)),
        overrides=by_name(lists.overrides),
        user_level=(*stated, *lists.constraints, *lists.overrides, *scoped),
        direct=by_name((*stated, *lists.overrides)),
        pins=_pins((*stated, *_effective(lists.constraints), *lists.overrides)),
        routing=routing,
        conflicts=_sorted_conflicts(problem) if members else (),
        problem=problem,
        groups_of_root=groups,
        assume=policy.assume,
        unversioned=frozenset(_unversioned(problem, policy, members, outside)),
    )


def lowered_lists(problem: Problem, policy: Policy) -> Lists:
    """The lists of a problem under a policy, as a lock records them: also what has no effect."""
    problem = problem.with_lists(policy.lists)
    routing = Routing.of(
        policy.indexes, policy.default_index, policy.index_strategy, no_index=bool(policy.settings.no_index)
    )
    return _lowered_lists(problem, policy, _Lowerings(problem, policy, routing).of(problem))


def _lowered_lists(problem: Problem, policy: Policy, lowering: Lowering) -> Lists:
    declared = policy.index_routing is IndexRouting.DECLARED
    lowering = lowering if declared else replace(lowering, sources={})
    written = (problem.constraints, problem.overrides, problem.build_constraints)
    return Lists(*(tuple(item for line in lines for item in lowering.lower(line)) for lines in written))


def _effective(constraints: Iterable[LoweredRequirement]) -> list[LoweredRequirement]:
    """A constraint that says nothing of versions has no effect, not even its source (measured)."""
    return [item for item in constraints if item.specifier or item.url]


def _unversioned(
    problem: Problem, policy: Policy, members: tuple[Member, ...], outside: Iterable[LoweredRequirement]
) -> Iterator[NormalizedName]:
    """The projects themselves with a dynamic version, and sources that are not read where that is assumed away.

    `outside` is what the user requires of projects that do not lie beside the question.
    """
    if problem.name is not None and problem.version is None:
        yield problem.name
    yield from (member.name for member in members if member.is_versionless)
    if policy.assume:
        supplied = {entry.name for entry in problem.dependency_metadata}
        yield from (
            item.name
            for item in outside
            if item.url is not None and item.name not in supplied and distribution_at(item.name, item.url) is None
        )


class _Lowerings:
    """How the requirements of each project beside the question are lowered: every project has sources of its own."""

    def __init__(self, problem: Problem, policy: Policy, routing: Routing) -> None:
        self._policy = policy
        self._routing = routing
        self.projects = (problem, *problem.members, *problem.path_sources)
        self._kinds = {project.folder: project.local_kind for project in self.projects}
        self._built = {project.folder: project.is_package is not False for project in self.projects}

    def of(self, project: Problem) -> Lowering:
        """The lowering of one of the projects."""
        settings = self._policy.settings
        skipped = settings.no_sources_package or frozenset()
        sources = {} if settings.no_sources else project.sources
        own = {index.name: index for index in reversed(project.indexes) if index.name is not None}
        return Lowering(
            sources={name: entries for name, entries in sources.items() if name not in skipped},
            indexes={**own, **self._routing.named},
            project=project.name,
            workspace={name: f"{self._kinds[folder]}:{folder}" for name, folder in project.workspace.items()},
            built=self._built,
        )


def _reached_beside(
    items: tuple[LoweredRequirement, ...], local: Mapping[str, Member], members: tuple[Member, ...], policy: Policy
) -> list[Inside]:
    """What the path sources require that the user's own requirements lead to: it counts as the user's own, too.

    Of their extras only those that are asked for count.
    """
    found: list[Inside] = []
    visited = {member.folder for member in members}
    seen: set[tuple[str, tuple[NormalizedName, ...]]] = set()
    waiting = list(items)
    while waiting:
        item = waiting.pop(0)
        folder = (item.url or "").partition(":")[2]
        if folder in local and folder not in visited and (folder, item.extras) not in seen:
            seen.add((folder, item.extras))
            required = tuple(each for each in local[folder].requires_dist if _applies(each, item.extras, policy))
            found.append((local[folder], required))
            waiting += required
    return found


def _applies(item: LoweredRequirement, extras: Collection[NormalizedName], policy: Policy) -> bool:
    """Whether a requirement of a project counts with these extras of it."""
    if policy.marker_reading is MarkerReading.SYMBOLIC or policy.target is None:
        return item.marker.possible(extras)
    return item.marker.evaluate(policy.target.markers, extras)


def _standing(
    problem: Problem, lists: Lists, roots: tuple[LoweredRequirement, ...], inside: Iterable[Inside]
) -> Iterator[LoweredRequirement]:
    """What overrides and exclusions leave of the user's own requirements."""
    overridden = frozenset(item.name for item in lists.overrides)
    yield from standing(problem, overridden, roots)
    for project, items in inside:
        yield from standing(problem, overridden, items, project.name, project.version)


def _requirements_of(member: Member) -> Iterator[LoweredRequirement]:
    yield from member.requires_dist
    for group in member.groups.values():
        yield from group


def _sorted_conflicts(problem: Problem) -> tuple[tuple[ConflictItem, ...], ...]:
    """The declared conflicts with their items in uv's order: by package, extras before groups, by name."""

    def key(item: ConflictItem) -> tuple[str, int, str]:
        rank = 0 if item.extra is not None else 1 if item.group is not None else 2
        return item.package, rank, item.extra or item.group or ""

    return tuple(
        tuple(sorted(conflict, key=key))
        for conflict in dict.fromkeys((*declared_conflicts(problem), *inferred_conflicts(problem)))
    )


def _member(problem: Problem, lowering: Lowering) -> Member:
    assert problem.name is not None
    by_name_of_extra = sorted(problem.optional_dependencies)  # as uv reads the table of a project that is locked
    return Member(
        name=problem.name,
        version=problem.version or MEMBER_VERSION,
        requires_dist=tuple(_declared(problem, lowering, by_name_of_extra)),
        groups={group: tuple(_group(problem, group, lowering)) for group in sorted(problem.dependency_groups)},
        extras=tuple(by_name_of_extra),
        source=problem.source,
        folder=problem.folder,
        requires_python=problem.requires_python,
        is_versionless=problem.version is None,
        written=tuple(line.requirement for line in problem.dependencies),
    )


def _declared(problem: Problem, lowering: Lowering, extras: Iterable[NormalizedName]) -> Iterator[LoweredRequirement]:
    """The requirements of a project, then those of each of its extras, in this order of them."""
    for line in problem.dependencies:
        yield from lowering.lower(line)
    for extra in extras:
        condition = MarkerSet.extra(extra)
        for line in problem.optional_dependencies[extra]:
            yield from (item.under(item.marker & condition) for item in lowering.lower(line, extra=extra))


def _group(problem: Problem, group: NormalizedName, lowering: Lowering) -> Iterator[LoweredRequirement]:
    python = problem.group_requires_python.get(group)
    marker = MarkerSet.TRUE if python is None else MarkerSet.python_specifier(python)
    for line in problem.dependency_groups[group]:
        for item in lowering.lower(line, group=group):
            yield item.under(item.marker & marker)


def _member_requests(members: tuple[Member, ...]) -> Iterator[LoweredRequirement]:
    """Every project with every extra of it, then every group; a local directory has one version."""
    plain = {member.name: LoweredRequirement(member.name, url=member.source) for member in members}
    for member in members:
        yield replace(plain[member.name], extras=member.extras)
    for member in members:
        if member.groups:
            yield replace(plain[member.name], groups=tuple(member.groups))


def _all_groups(problem: Problem, lowering: Lowering) -> dict[NormalizedName, tuple[LoweredRequirement, ...]]:
    """The groups of a workspace's root that is no project itself, by name."""
    return {group: tuple(_group(problem, group, lowering)) for group in sorted(problem.dependency_groups)}


def _direct_roots(problem: Problem, policy: Policy, lowering: Lowering) -> Iterator[LoweredRequirement]:
    """What is requested: dependencies, then extras as they are declared, then groups by name (measured)."""
    everything = policy.roots.everything
    extras = tuple(problem.optional_dependencies if everything else policy.roots.extras)
    declared = list(_declared(problem, lowering, problem.optional_dependencies))
    on = frozenset(extras)
    off = frozenset(problem.optional_dependencies) - on
    for item in flattened(declared, problem.name):
        named = item.marker.extras()  # a handful, of what may be a thousand
        marker = item.marker.assume_extras(named & on).assume_extras(named & off, on=False)
        if not marker.is_false:
            yield item.under(marker)
    for group in sorted(problem.dependency_groups if everything else set(policy.roots.groups)):
        if group in problem.dependency_groups:
            yield from _group(problem, group, lowering)


def _pins(requirements: tuple[LoweredRequirement, ...]) -> dict[NormalizedName, tuple[IndexPin, ...]]:
    found: dict[NormalizedName, dict[IndexPin, None]] = {}
    for item in requirements:
        if item.index is not None:
            pin = IndexPin(item.index, item.marker.without_extras(), item.pin_item)
            found.setdefault(item.name, {})[pin] = None
    return {name: tuple(pins) for name, pins in found.items()}
