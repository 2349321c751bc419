"""Fork results become one answer: united nodes, markers by reachability (uv-resolution section 6.8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.resolution import Conflict, Edge, Failure, Fork, Outcome, Pin, PinKey, Resolution
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.version_map import Candidate
from resolver_core.index.network.guard import without_credentials
from resolver_core.markers import MarkerSet
from resolver_core.policy import UsableFile
from resolver_core.solver.answer_markers import MarkerWriter, universal_marker
from resolver_core.solver.conflict_extras import item_text
from resolver_core.solver.conflict_markers import Known, known_at
from resolver_core.solver.search_context import SearchContext
from resolver_core.solver.solved_fork import Node, Requires, SolvedFork
from resolver_core.solver.version_metadata import VersionMetadata


def merge(forks: list[SolvedFork], context: SearchContext, python: PythonRange) -> Resolution:
    """Unite solved forks, in the order in which they were solved."""
    graph = _Graph()
    for fork in forks:
        graph.add(fork)
    writer = MarkerWriter.of(graph.scopes.values(), python, context.request.conflicts)
    merged = _Merged(graph, context, writer)
    policy, problem = context.policy, context.request.problem
    return Resolution(
        problem_digest=problem.digest,
        label=policy.label,
        outcome=Outcome.SOLVED,
        requires_python=str(policy.python),
        axes=policy.axes,
        target=policy.target,
        forks=tuple(_fork(fork, writer) for fork in forks),
        pins=tuple(sorted(merged.pins(), key=lambda pin: pin.key)),
        edges=tuple(merged.edges()),
        fork_markers=() if forks[0].scope.point is not None else writer.fork_markers(graph.scopes),
        supported_markers=problem.environments,
        required_markers=problem.required_environments,
        pages=tuple(context.catalogue.pages.values()),
    )


def unsolved(context: SearchContext, *, conflict: Conflict | None = None, failure: Failure | None = None) -> Resolution:
    """The answer of a solve that found no versions."""
    policy = context.policy
    return Resolution(
        problem_digest=context.request.problem.digest,
        label=policy.label,
        outcome=Outcome.FAILED if conflict is None else Outcome.UNSATISFIABLE,
        requires_python=str(policy.python),
        axes=policy.axes,
        target=policy.target,
        conflict=conflict,
        failure=failure,
        pages=tuple(context.catalogue.pages.values()),
    )


@dataclass
class _Graph:
    """Nodes and edges of all forks, united."""

    nodes: dict[Node, Candidate] = field(default_factory=dict)
    edges: dict[tuple[Node | None, Node], MarkerSet] = field(default_factory=dict)
    reasons: dict[tuple[Node | None, Node], Requires] = field(default_factory=dict)
    scopes: dict[MarkerSet, MarkerSet] = field(default_factory=dict)  #: of the forks, in solving order: without extras

    def add(self, fork: SolvedFork) -> None:
        scope = universal_marker(fork.scope)
        self.scopes[scope] = MarkerSet.TRUE if fork.scope.point is not None else fork.scope.marker
        for node in fork.nodes:
            self.nodes.setdefault(node, fork.candidates[node.name, node.version, node.source])
        for edge in fork.edges:
            stopping.check()
            ends = (edge.parent, edge.child)
            marker = MarkerSet.TRUE if fork.scope.point is not None else edge.marker
            self.edges[ends] = self.edges.get(ends, MarkerSet.FALSE) | (marker & scope)
            self.reasons.setdefault(ends, edge)

    def reachability(self) -> dict[Node | None, MarkerSet]:
        """Where each node is needed: from the root along the edges, to a fixpoint."""
        outgoing: dict[Node | None, list[tuple[Node, MarkerSet]]] = {}
        for (parent, child), marker in self.edges.items():
            outgoing.setdefault(parent, []).append((child, marker))
        everywhere = MarkerSet.FALSE
        for scope in self.scopes:
            everywhere = everywhere | scope
        reached: dict[Node | None, MarkerSet] = {None: everywhere}
        waiting: dict[Node | None, None] = {None: None}
        while waiting:
            stopping.check()
            parent = next(iter(waiting))
            del waiting[parent]
            for child, marker in outgoing.get(parent, ()):
                before = reached.get(child, MarkerSet.FALSE)
                after = before | (reached[parent] & marker)
                if after is not before:
                    reached[child] = after
                    waiting[child] = None
        return reached


class _Merged:
    """The united graph without what is needed nowhere, and what of it the answer says."""

    def __init__(self, graph: _Graph, context: SearchContext, writer: MarkerWriter) -> None:
        self._graph = graph
        self._context = context
        self._request = context.request
        self._writer = writer
        self._reached = graph.reachability()
        self._live = {
            node: candidate
            for node, candidate in graph.nodes.items()
            if self._is_needed(node) and self._is_provided(node, candidate)
        }

    def _is_needed(self, node: Node) -> bool:
        marker = self._reached.get(node)
        return marker is not None and not marker.is_false

    def _is_provided(self, node: Node, candidate: Candidate) -> bool:
        """Whether the version has the extra at all; asking for one it lacks is only worth a warning."""
        if node.extra is None:
            return True
        local = self._request.local_project(node.source)
        if local is not None:
            return node.extra in local.extras
        read = self._context.metadata.of(candidate)
        return isinstance(read, VersionMetadata) and node.extra in read.metadata.provides_extra

    # -- pins ---------------------------------------------------------------------------------------

    def pins(self) -> Iterator[Pin]:
        """One pin for each version from each source."""
        where: dict[PinKey, MarkerSet] = {}
        candidates: dict[PinKey, Candidate] = {}
        for node, candidate in self._live.items():
            key = _key(node)
            where[key] = where.get(key, MarkerSet.FALSE) | self._reached[node]
            candidates.setdefault(key, candidate)
        versions: dict[NormalizedName, int] = {}
        for key in where:
            versions[key.project] = versions.get(key.project, 0) + 1
        for key, candidate in candidates.items():
            stopping.check()
            yield self._pin(key, candidate, where[key], several=versions[key.project] > 1)

    def _pin(self, key: PinKey, candidate: Candidate, where: MarkerSet, *, several: bool) -> Pin:
        scopes = self._graph.scopes
        overlapping = {scope: plain for scope, plain in scopes.items() if several and not scope.disjoint(where)}
        local = self._request.local_project(key.source)
        is_root = local is not None and local.folder == self._request.problem.folder
        read = self._context.metadata.of(candidate) if local is None else None
        assert local is not None or isinstance(read, VersionMetadata), "a chosen version has readable metadata"
        on_target = self._context.policy.file_rule_for(key.project) is UsableFile.ON_TARGET
        return Pin(
            key=key,
            marker=self._writer.relative(where, self._reached[None]),
            fork_markers=self._writer.fork_markers(overlapping),
            provenance=read.read.provenance if isinstance(read, VersionMetadata) else None,
            metadata=read.metadata if isinstance(read, VersionMetadata) else None,
            install_file=candidate.install_file if on_target else None,
            distributions=candidate.files,
            index_url=None if candidate.index is None else without_credentials(candidate.index.url),
            is_root=is_root,
        )

    # -- edges --------------------------------------------------------------------------------------

    def edges(self) -> Iterator[Edge]:
        """Who requires whom; uv.lock does not name an extra that brings nothing."""
        keys = {node: _key(node) for node in self._live}
        live = [
            (parent, child)
            for parent, child in self._graph.edges
            if (parent is None or parent in keys) and child in keys
        ]
        filled = {parent for parent, _ in live}
        known = known_at(self._graph.edges, self._request.conflicts) if self._request.conflicts else {}
        unambiguous = _unambiguous(live) if known else {}
        for parent, child in live:
            stopping.check()
            if child.extra is None or child in filled:
                ways = known.get(parent) if parent in unambiguous.get(child.name, ()) else None
                yield self._edge(parent, child, ways)

    def _edge(self, parent: Node | None, child: Node, ways: list[Known] | None) -> Edge:
        marker, requirement = self._graph.edges[parent, child], self._graph.reasons[parent, child].requirement
        return Edge(
            parent=None if parent is None else _key(parent),
            child=_key(child),
            marker=self._writer.relative(marker, self._reached[parent], ways),
            specifier=str(requirement.specifier),
            parent_extra=None if parent is None else parent.extra,
            parent_group=None if parent is None else parent.group,
            child_extra=child.extra,
            child_group=child.group,
            line=requirement.line,
        )


def _unambiguous(edges: Iterable[tuple[Node | None, Node]]) -> dict[NormalizedName, set[Node | None]]:
    """For each project those who require one version of it only: of several, uv shortens no marker."""
    versions: dict[tuple[Node | None, NormalizedName], set[tuple[Version, str]]] = {}
    for parent, child in edges:
        versions.setdefault((parent, child.name), set()).add((child.version, child.source))
    found: dict[NormalizedName, set[Node | None]] = {}
    for (parent, name), several in versions.items():
        found.setdefault(name, set()).update({parent} if len(several) == 1 else ())
    return found


def _key(node: Node) -> PinKey:
    return PinKey(node.name, node.version, without_credentials(node.source))


def _fork(fork: SolvedFork, writer: MarkerWriter) -> Fork:
    return Fork(
        id=fork.id,
        marker="" if fork.scope.point is not None else writer.text(fork.scope.marker),
        parent=fork.parent,
        split_on=fork.split_on,
        included=tuple(sorted(map(item_text, fork.scope.included))),
        excluded=tuple(sorted(map(item_text, fork.scope.excluded))),
    )
