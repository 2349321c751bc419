"""A problem under a policy: what the root requires, and what the user said about everything else.

`uv pip` puts the requested requirements directly under the root; `uv lock` puts the project there,
with all its extras and groups (uv-resolution sections 1.1, 1.2 and 1.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.candidates.direct_files import distribution_at
from resolver_core.index.records import IndexLocation
from resolver_core.index.routing import Routing
from resolver_core.inputs.problem import ConflictItem, Problem, RequirementLine
from resolver_core.markers import MarkerSet
from resolver_core.policy import IndexRouting, Policy
from resolver_core.solver.requirements import (
    LoweredRequirement,
    Lowering,
    by_name,
    read_requirement,
)

MEMBER_VERSION = Version("0")
"""Stands for the version of a project that states none (a dynamic version)."""


@dataclass(frozen=True, slots=True)
class Member:
    """The project itself as a package: its lowered metadata."""

    name: NormalizedName
    version: Version
    requires_dist: tuple[LoweredRequirement, ...]
    groups: Mapping[NormalizedName, tuple[LoweredRequirement, ...]]
    extras: tuple[NormalizedName, ...]


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
    member: Member | None
    constraints: Mapping[NormalizedName, list[LoweredRequirement]]
    overrides: Mapping[NormalizedName, list[LoweredRequirement]]
    user_level: tuple[LoweredRequirement, ...]  #: roots, the member's requirements, constraints, overrides
    direct: Mapping[NormalizedName, list[LoweredRequirement]]  #: what `lowest-direct` counts as the user's own
    pins: Mapping[NormalizedName, tuple[IndexPin, ...]]
    routing: Routing
    conflicts: tuple[tuple[ConflictItem, ...], ...]
    problem: Problem = field(repr=False)
    assume: bool = False  #: of the policy
    unversioned: frozenset[NormalizedName] = frozenset()
    """Projects whose version nobody states: what requires them is satisfied, since an unknown is never a value."""

    def is_member(self, name: NormalizedName) -> bool:
        """Whether a project is the one that is solved for."""
        return self.member is not None and name == self.member.name


def read_request(problem: Problem, policy: Policy) -> Request:
    """Build the request of a problem under a policy."""
    routing = Routing.of(policy.indexes, policy.default_index, policy.index_strategy)
    sources = {} if policy.settings.no_sources else problem.sources
    lowering = Lowering(sources, routing.named, problem.name)
    declared = policy.index_routing is IndexRouting.DECLARED
    lower_settings = lowering if declared else Lowering({}, routing.named, problem.name)
    constraints = [item for line in problem.constraints for item in lower_settings.lower(line)]
    overrides = [item for line in problem.overrides for item in lower_settings.lower(line)]
    member = _member(problem, lowering) if policy.roots.everything and problem.name is not None else None
    roots = _member_requests(member) if member is not None else tuple(_direct_roots(problem, policy, lowering))
    members = () if member is None else (*member.requires_dist, *(r for g in member.groups.values() for r in g))
    own = (*roots, *members) if member is None else members
    scoped = [read_requirement(r) for entry in problem.scoped_overrides for r in entry.dependencies]
    return Request(
        roots=roots,
        member=member,
        constraints=by_name(item for item in constraints if item.specifier or item.url),
        overrides=by_name(overrides),
        user_level=(*own, *constraints, *overrides, *scoped),
        direct=by_name((*own, *overrides)),
        pins=_pins((*own, *(item for item in constraints if item.specifier or item.url), *overrides)),
        routing=routing,
        conflicts=_sorted_conflicts(problem) if member is not None else (),
        problem=problem,
        assume=policy.assume,
        unversioned=frozenset(_unversioned(problem, policy, (*own, *overrides))),
    )


def _unversioned(problem: Problem, policy: Policy, own: Iterable[LoweredRequirement]) -> Iterator[NormalizedName]:
    """The project itself with a dynamic version, and sources that are not read where that is assumed away."""
    if problem.name is not None and problem.version is None:
        yield problem.name
    if policy.assume:
        supplied = {entry.name for entry in problem.dependency_metadata}
        yield from (
            item.name
            for item in own
            if item.url is not None and item.name not in supplied and distribution_at(item.name, item.url) is None
        )


def _sorted_conflicts(problem: Problem) -> tuple[tuple[ConflictItem, ...], ...]:
    """The declared conflicts with their items in uv's order: by package, extras before groups, by name."""

    def key(item: ConflictItem) -> tuple[str, int, str]:
        rank = 0 if item.extra is not None else 1 if item.group is not None else 2
        return item.package, rank, item.extra or item.group or ""

    return tuple(tuple(sorted(conflict, key=key)) for conflict in problem.conflicts)


def _member(problem: Problem, lowering: Lowering) -> Member:
    assert problem.name is not None
    requires = [item for line in problem.dependencies for item in lowering.lower(line)]
    for extra, lines in sorted(problem.optional_dependencies.items()):  # uv reads both tables by name
        condition = MarkerSet.extra(extra)
        for line in lines:
            requires += [item.under(item.marker & condition) for item in lowering.lower(line, extra=extra)]
    return Member(
        name=problem.name,
        version=problem.version or MEMBER_VERSION,
        requires_dist=tuple(requires),
        groups={group: tuple(_group(problem, group, lowering)) for group in sorted(problem.dependency_groups)},
        extras=tuple(sorted(problem.optional_dependencies)),
    )


def _group(problem: Problem, group: NormalizedName, lowering: Lowering) -> Iterator[LoweredRequirement]:
    python = problem.group_requires_python.get(group)
    marker = MarkerSet.TRUE if python is None else MarkerSet.python_specifier(python)
    for line in problem.dependency_groups[group]:
        for item in lowering.lower(line, group=group):
            yield item.under(item.marker & marker)


def _member_requests(member: Member) -> tuple[LoweredRequirement, ...]:
    """The project, every extra of it, every group of it; a local directory has one version."""
    plain = LoweredRequirement(member.name, url=f"member:{member.name}")
    requests = [replace(plain, extras=member.extras)] if member.extras else [plain]
    if member.groups:
        requests.append(replace(plain, groups=tuple(member.groups)))
    return tuple(requests)


def _direct_roots(problem: Problem, policy: Policy, lowering: Lowering) -> Iterator[LoweredRequirement]:
    """The requested requirements in declared order: dependencies, then extras, then groups."""
    selection = policy.roots
    extras = problem.optional_dependencies if selection.everything else selection.extras
    groups = problem.dependency_groups if selection.everything else selection.groups
    for line in problem.dependencies:
        yield from lowering.lower(line)
    for extra in _with_self_extras(problem, tuple(extras)):
        for line in problem.optional_dependencies.get(extra, ()):
            if not _requires_itself(problem, line):
                yield from lowering.lower(line, extra=extra)
    for group in groups:
        if group in problem.dependency_groups:
            yield from _group(problem, group, lowering)


def _with_self_extras(problem: Problem, extras: tuple[NormalizedName, ...]) -> list[NormalizedName]:
    """The extras asked for and those they reach through `project[other]`, in declared order."""
    wanted, waiting = set(extras), list(extras)
    while waiting:
        for line in problem.optional_dependencies.get(waiting.pop(), ()):
            if _requires_itself(problem, line):
                for extra in read_requirement(line.requirement).extras:
                    if extra not in wanted:
                        wanted.add(extra)
                        waiting.append(extra)
    return [extra for extra in sorted(problem.optional_dependencies) if extra in wanted]


def _requires_itself(problem: Problem, line: RequirementLine) -> bool:
    return read_requirement(line.requirement).name == problem.name


def _pins(requirements: tuple[LoweredRequirement, ...]) -> dict[NormalizedName, tuple[IndexPin, ...]]:
    found: dict[NormalizedName, dict[IndexPin, None]] = {}
    for item in requirements:
        if item.index is not None:
            pin = IndexPin(item.index, item.marker.without_extras(), item.pin_item)
            found.setdefault(item.name, {})[pin] = None
    return {name: tuple(pins) for name, pins in found.items()}
