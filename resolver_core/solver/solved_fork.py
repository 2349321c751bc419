"""What one solved fork contains: nodes and edges, read off the kernel's decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.split import Split
from resolver_core.candidates.version_map import Candidate
from resolver_core.markers import MarkerSet
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.packages import Package, PackageKind, Packages
from resolver_core.solver.requirements import LoweredRequirement


@dataclass(frozen=True, slots=True)
class Node:
    """A version, or the content of one extra or group of it. `source` is an index or direct URL."""

    name: NormalizedName
    version: Version
    extra: NormalizedName | None
    group: NormalizedName | None
    source: str


@dataclass(frozen=True, slots=True)
class Requires:
    """`parent` (None: the request) requires `child` under a marker without extras."""

    parent: Node | None
    child: Node
    marker: MarkerSet
    requirement: LoweredRequirement


@dataclass(frozen=True)
class SolvedFork:
    """A fork's answer."""

    id: str
    parent: str | None
    split_on: Split | None
    scope: Scope
    nodes: tuple[Node, ...]
    edges: tuple[Requires, ...]
    candidates: dict[tuple[NormalizedName, Version, str], Candidate]
    lists: dict[Node | None, list[Dependency]]  #: what the kernel had learned that each node requires


def read_fork(state: ForkState, packages: Packages) -> SolvedFork:
    """Read the answer of a fork in which everything is decided."""
    decided = {number: state.versions[number] for number in state.kernel.decided()}
    nodes: dict[Node, None] = {}
    edges: dict[Requires, None] = {}
    lists: dict[Node | None, list[Dependency]] = {}
    versions = {packages[number]: version for number, version in decided.items()}
    for number, version in decided.items():
        package = packages[number]
        if package.kind is PackageKind.PROJECT:
            nodes[_node(state, package, version)] = None
        elif package.kind is not PackageKind.ROOT:
            continue
        parent = None if package.kind is PackageKind.ROOT else _node(state, package, version)
        lists.setdefault(parent, []).extend(state.lists[number, version])
        for dependency in state.lists[number, version]:
            for edge in _edges(state, parent, dependency, versions):
                edges[edge] = None
    candidates = {(node.name, node.version, node.source): state.chosen[node.name, node.version] for node in nodes}
    return SolvedFork(
        state.id, state.parent, state.split_on, state.scope, tuple(nodes), tuple(edges), candidates, lists
    )


def _edges(
    state: ForkState, parent: Node | None, dependency: Dependency, versions: dict[Package, Version]
) -> Iterator[Requires]:
    wanted = dependency.package
    if parent is not None and parent.name == wanted.name and parent.group is None:
        return  # a project that requires itself
    version = versions[wanted]
    ends = [(wanted.extra, wanted.group)]
    if wanted.kind is PackageKind.EXTRA:
        ends.append((None, None))
    for extra, group in ends:
        child = _node(state, Package(PackageKind.PROJECT, wanted.name, extra, group), version)
        yield Requires(parent, child, wanted.marker, dependency.requirement)


def _node(state: ForkState, package: Package, version: Version) -> Node:
    candidate = state.chosen[package.name, version]
    source = state.urls.get(package.name) or (candidate.index.url if candidate.index is not None else "")
    return Node(package.name, version, package.extra, package.group, source)
