"""Fork results become one answer: united nodes, markers by reachability (uv-resolution section 6.8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Conflict, Edge, Failure, Fork, Outcome, Pin, PinKey, Resolution
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.version_map import Candidate
from resolver_core.index.network.guard import without_credentials
from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.policy import Policy, UsableFile
from resolver_core.solver.catalogue import Material, VersionMetadata
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.request import Request
from resolver_core.solver.solved_fork import Node, Requires, SolvedFork
from resolver_core.targets.environment import Environment

Source = tuple[str, str, str]


def synthetic_extra(item: ConflictItem) -> str:
    """The extra by which uv.lock says that a conflicting extra or group is on (section 6.6)."""
    length = len(item.package)
    if item.extra is not None:
        return f"extra-{length}-{item.package}-{item.extra}"
    if item.group is not None:
        return f"group-{length}-{item.package}-{item.group}"
    return f"project-{length}-{item.package}"


def conflict_extra(item: ConflictItem) -> MarkerSet:
    """Where a conflicting extra or group is on."""
    return MarkerSet.extra(synthetic_extra(item))


def point_marker(target: Environment) -> MarkerSet:
    """The one environment of a target as a marker."""
    marker = MarkerSet.TRUE
    for variable in ("python_full_version", "sys_platform", "os_name", "platform_machine", "implementation_name",
                     "platform_python_implementation", "platform_system"):  # fmt: skip
        marker = marker & MarkerSet.compare(variable, "==", target.markers[variable])
    return marker


def _universal_marker(scope: Scope) -> MarkerSet:
    """A scope as a marker, its conflicting extras and groups included."""
    marker = MarkerSet.TRUE if scope.point is not None else scope.marker
    for item in sorted(scope.excluded, key=str):
        marker = marker & ~conflict_extra(item)
    for item in sorted(scope.included, key=str):
        marker = marker & conflict_extra(item)
    return marker


@dataclass
class _Graph:
    """Nodes and edges of all forks, united."""

    nodes: dict[Node, Candidate] = field(default_factory=dict)
    edges: dict[tuple[Node | None, Node], MarkerSet] = field(default_factory=dict)
    reasons: dict[tuple[Node | None, Node], Requires] = field(default_factory=dict)
    scopes: dict[MarkerSet, MarkerSet] = field(default_factory=dict)  #: of the forks, in solving order: without extras

    def add(self, fork: SolvedFork) -> None:
        scope = _universal_marker(fork.scope)
        self.scopes[scope] = MarkerSet.TRUE if fork.scope.point is not None else fork.scope.marker
        for node in fork.nodes:
            self.nodes.setdefault(node, fork.candidates[node.name, node.version, node.source])
        for edge in fork.edges:
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
            parent = next(iter(waiting))
            del waiting[parent]
            for child, marker in outgoing.get(parent, ()):
                before = reached.get(child, MarkerSet.FALSE)
                after = before | (reached[parent] & marker)
                if after is not before:
                    reached[child] = after
                    waiting[child] = None
        return reached


@dataclass(frozen=True)
class _Writer:
    """Turns sets into the texts of the answer."""

    python: PythonRange
    clash: MarkerSet  #: conflicting extras and groups on at once: impossible, so markers may hold there
    universe: MarkerSet  #: what uv takes for all environments when it shortens markers

    def relative(self, marker: MarkerSet, around: MarkerSet) -> str:
        """A marker inside of a scope. With declared conflicts uv only drops what holds everywhere (measured)."""
        if self.clash.is_false:
            return str(self.shortened(marker).restrict(self.shortened(around) & self.universe))
        whole = self.shortened(marker | self.clash if marker.extras() else marker)
        return str(whole.restrict(self.universe))

    def fork_markers(self, scopes: dict[MarkerSet, MarkerSet]) -> tuple[str, ...]:
        """Environments of forks, with their extras only where they overlap without them (uv.lock)."""
        plain = list(dict.fromkeys(scopes.values()))
        overlap = any(not a.disjoint(b) for number, a in enumerate(plain) for b in plain[:number])
        texts = map(self.text, scopes if overlap else plain)
        return tuple(text for text in dict.fromkeys(texts) if text)

    def text(self, marker: MarkerSet) -> str:
        return str(self.shortened(marker))

    def shortened(self, marker: MarkerSet) -> MarkerSet:
        """What is left to say where requires-python is understood (section 7.5)."""
        return shortened(marker, self.python)


def merge(
    forks: list[SolvedFork], request: Request, policy: Policy, material: Material, python: PythonRange
) -> Resolution:
    """Unite solved forks, in the order in which they were solved."""
    graph = _Graph()
    for fork in forks:
        graph.add(fork)
    reached = graph.reachability()
    writer = _Writer(python, _clashes(request.conflicts), _universe(graph.scopes.values(), python))
    live = {
        node: candidate
        for node, candidate in graph.nodes.items()
        if not _is_dead(reached.get(node)) and _is_provided(node, candidate, request, material)
    }
    pins = _pins(live, reached, graph, request, policy, material, writer)
    keys = {node: _key(node) for node in live}
    edges = _edges(graph, reached, keys, request, writer)
    return Resolution(
        problem_digest=request.problem.digest,
        label=policy.label,
        outcome=Outcome.SOLVED,
        requires_python=str(policy.python),
        axes=axes_of(policy),
        target=policy.target,
        forks=tuple(_fork(fork, writer) for fork in forks),
        pins=tuple(sorted(pins, key=lambda pin: pin.key)),
        edges=tuple(edges),
        fork_markers=() if forks[0].scope.point is not None else writer.fork_markers(graph.scopes),
        supported_markers=request.problem.environments,
        required_markers=request.problem.required_environments,
        pages=tuple(material.pages.values()),
    )


def shortened(marker: MarkerSet, python: PythonRange) -> MarkerSet:
    """A marker simplified under a Python target."""
    upper = None if python.upper_inclusive else python.upper
    lower = python.lower if python.lower_inclusive else None
    return marker.simplify_python(lower, upper)


def _universe(scopes: Iterable[MarkerSet], python: PythonRange) -> MarkerSet:
    """The union of the forks, shortened; without those that requires-python alone describes, if others are left.

    So a fork that requires-python rules out can be all that is left: uv 0.13.8 then shortens every
    marker to FALSE (docs/uv-behaviour.md, dead forks).
    """
    kept = [short for scope in scopes if not (short := shortened(scope, python)).is_true]
    found = MarkerSet.FALSE if kept else MarkerSet.TRUE
    for scope in kept:
        found = found | scope
    return found


def unsolved(
    request: Request,
    policy: Policy,
    material: Material,
    *,
    conflict: Conflict | None = None,
    failure: Failure | None = None,
) -> Resolution:
    """The answer of a solve that found no versions."""
    return Resolution(
        problem_digest=request.problem.digest,
        label=policy.label,
        outcome=Outcome.FAILED if conflict is None else Outcome.UNSATISFIABLE,
        requires_python=str(policy.python),
        axes=axes_of(policy),
        target=policy.target,
        conflict=conflict,
        failure=failure,
        pages=tuple(material.pages.values()),
    )


def axes_of(policy: Policy) -> dict[str, str]:
    """The axis values of a policy as text."""
    extras = ", ".join((*policy.roots.extras, *(f":{group}" for group in policy.roots.groups)))
    return {
        "python": str(policy.python),
        "environments": policy.environments.value,
        "file_rule": policy.file_rule.value,
        "metadata_rule": policy.metadata_rule.value,
        "roots": "everything" if policy.roots.everything else extras or "dependencies",
        "index_routing": policy.index_routing.value,
        "requirement_order": policy.requirement_order.value,
        "marker_reading": policy.marker_reading.value,
        "preferences": "lock" if policy.lock is not None else "none",
        "resolution": policy.resolution.value,
        "prerelease": policy.prerelease.value,
        "fork_strategy": policy.fork_strategy.value,
        "index_strategy": policy.index_strategy.value,
        "exclude_newer": "" if policy.settings.exclude_newer is None else policy.settings.exclude_newer.isoformat(),
    }


def _is_dead(marker: MarkerSet | None) -> bool:
    return marker is None or marker.is_false


def _is_provided(node: Node, candidate: Candidate, request: Request, material: Material) -> bool:
    """Whether the version has the extra at all; asking for one it lacks is only worth a warning."""
    if node.extra is None:
        return True
    local = request.local_project(node.source)
    if local is not None:
        return node.extra in local.extras
    read = material.metadata(candidate)
    return isinstance(read, VersionMetadata) and node.extra in read.metadata.provides_extra


def _key(node: Node) -> PinKey:
    return PinKey(node.name, node.version, without_credentials(node.source))


def _pins(
    live: dict[Node, Candidate],
    reached: dict[Node | None, MarkerSet],
    graph: _Graph,
    request: Request,
    policy: Policy,
    material: Material,
    writer: _Writer,
) -> Iterable[Pin]:
    where: dict[PinKey, MarkerSet] = {}
    candidates: dict[PinKey, Candidate] = {}
    for node, candidate in live.items():
        key = _key(node)
        where[key] = where.get(key, MarkerSet.FALSE) | reached[node]
        candidates.setdefault(key, candidate)
    versions: dict[NormalizedName, int] = {}
    for key in where:
        versions[key.project] = versions.get(key.project, 0) + 1
    for key, candidate in candidates.items():
        several = versions[key.project] > 1
        scopes = {scope: plain for scope, plain in graph.scopes.items() if several and not scope.disjoint(where[key])}
        marker = writer.relative(where[key], reached[None])
        yield _pin(key, candidate, marker, scopes, request, policy, material, writer)


def _pin(
    key: PinKey,
    candidate: Candidate,
    marker: str,
    scopes: dict[MarkerSet, MarkerSet],
    request: Request,
    policy: Policy,
    material: Material,
    writer: _Writer,
) -> Pin:
    local = request.local_project(key.source)
    is_root = local is not None and local.folder == request.problem.folder
    read = material.metadata(candidate) if local is None else None
    assert local is not None or isinstance(read, VersionMetadata), "a chosen version has readable metadata"
    on_target = policy.file_rule is UsableFile.ON_TARGET
    return Pin(
        key=key,
        marker=marker,
        fork_markers=writer.fork_markers(scopes),
        provenance=read.read.provenance if isinstance(read, VersionMetadata) else None,
        metadata=read.metadata if isinstance(read, VersionMetadata) else None,
        install_file=candidate.install_file if on_target else None,
        distributions=candidate.files,
        index_url=None if candidate.index is None else without_credentials(candidate.index.url),
        is_root=is_root,
    )


def _edges(
    graph: _Graph,
    reached: dict[Node | None, MarkerSet],
    keys: dict[Node, PinKey],
    request: Request,
    writer: _Writer,
) -> Iterable[Edge]:
    live = [(parent, child) for parent, child in graph.edges if (parent is None or parent in keys) and child in keys]
    filled = {parent for parent, _ in live}
    for parent, child in live:
        if child.extra is not None and child not in filled:
            continue  # uv.lock does not name an extra that brings nothing
        marker, around = graph.edges[parent, child], reached[parent]
        reason = graph.reasons[parent, child].requirement
        yield Edge(
            parent=None if parent is None else keys[parent],
            child=keys[child],
            marker=writer.relative(_inside_group(marker, parent, request.conflicts), around),
            specifier=str(reason.specifier),
            parent_extra=None if parent is None else parent.extra,
            parent_group=None if parent is None else parent.group,
            child_extra=child.extra,
            child_group=child.group,
            line=reason.line,
        )


def _inside_group(marker: MarkerSet, parent: Node | None, conflicts: tuple[tuple[ConflictItem, ...], ...]) -> MarkerSet:
    """A marker on what a group requires: there the group is on, and what conflicts with it is off."""
    if parent is None or parent.group is None:
        return marker
    item = ConflictItem(parent.name, group=parent.group)
    for conflict in conflicts:
        if item in conflict:
            marker = marker.assume_extras([synthetic_extra(item)])
            marker = marker.assume_not_extras([synthetic_extra(other) for other in conflict if other != item])
    return marker


def _fork(fork: SolvedFork, writer: _Writer) -> Fork:
    return Fork(
        id=fork.id,
        marker="" if fork.scope.point is not None else writer.text(fork.scope.marker),
        parent=fork.parent,
        split_on=fork.split_on,
        included=tuple(sorted(map(item_text, fork.scope.included))),
        excluded=tuple(sorted(map(item_text, fork.scope.excluded))),
    )


def item_text(item: ConflictItem) -> str:
    """An item of a declared conflict: "project[extra]" or "project:group"."""
    if item.extra is not None:
        return f"{item.package}[{item.extra}]"
    return item.package if item.group is None else f"{item.package}:{item.group}"


def _clashes(conflicts: tuple[tuple[ConflictItem, ...], ...]) -> MarkerSet:
    """Where two items of one declared conflict are on at once."""
    found = MarkerSet.FALSE
    for conflict in conflicts:
        for number, item in enumerate(conflict):
            for other in conflict[:number]:
                found = found | (conflict_extra(item) & conflict_extra(other))
    return found
