"""resolvelib derives the kernel's answer again: a second opinion on every solved fork.

resolvelib gets the dependency lists of the fork and is offered the kernel's version of each project and
no other. It agrees if it ends without having to refuse one, with the same versions and the same graph.
Ranges are judged by packaging here, not by the kernel's version sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version
from resolvelib import AbstractProvider, BaseReporter, ResolutionImpossible, ResolutionTooDeep, Resolver
from resolvelib.resolvers import Criterion, Result
from resolvelib.structs import RequirementInformation

from resolver_core import stopping
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.packages import PackageKind
from resolver_core.solver.solved_fork import Node, SolvedFork

AGREES = "agrees"

MOST_VERSIONS = 2_000
"""Versions of one fork that are derived again: resolvelib takes quadratic time. The largest projects have 1,000."""

Key = tuple[NormalizedName, NormalizedName | None, NormalizedName | None]
"""What resolvelib decides about: a project, one extra of it, or one group of it."""

Ends = tuple[Key | None, Key]
"""An edge; None is the request."""


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """One requirement: what it asks for, and whether the kernel's version satisfies it.

    `dependency` is None for the tie of an extra or a group to its project.
    """

    key: Key
    node: Node | None  #: the kernel's version; None where it chose none
    satisfied: bool
    dependency: Dependency | None

    def __str__(self) -> str:
        if self.dependency is None:
            return f"{_text(self.key)} in the same version"
        requirement = self.dependency.requirement
        url = "" if requirement.url is None else f" @ {requirement.url}"
        return f"{self.dependency.package}{requirement.specifier}{url}"


Step = tuple[Node, tuple[tuple[Node | None, bool], ...]]
"""A version with everything it asks for: all that its part of a derivation depends on."""


def replay_all(forks: Iterable[SolvedFork], check_limits: Callable[[], None] = lambda: None) -> str:
    """The verdict on a whole solve: "agrees", or the first disagreement with its fork.

    `check_limits` is called between the forks and may raise. What a fork shares with an earlier one,
    down to the last dependency, is not derived a second time.
    """
    derived: set[Step] = set()
    for fork in forks:
        check_limits()
        verdict = replay(fork, derived)
        if verdict != AGREES:
            return verdict.replace(":", f": fork {fork.id}:", 1)
    return AGREES


def replay(fork: SolvedFork, derived: set[Step] | None = None) -> str:
    """Let resolvelib derive a fork's answer: "agrees", "disagrees: " and what it stumbled over, or "not derived again".

    `derived` are the steps of forks that agreed; those of this fork are added to it.
    """
    answer = _Answer(fork)
    fresh = answer.not_in(derived or set())
    if len(fresh) > MOST_VERSIONS:
        return f"not derived again: {len(fresh):,} versions, and at most {MOST_VERSIONS:,} are"
    provider, reporter = _Provider(answer, fresh), _Reporter()
    try:
        resolver = Resolver(provider, reporter)
        result = resolver.resolve(provider.open_wishes(None), max_rounds=2 * len(fork.nodes) + 2)
    except ResolutionImpossible as impossible:
        return f"disagrees: {_clash(impossible.causes)}"
    except ResolutionTooDeep:
        return "disagrees: resolvelib came to no end"
    verdict = reporter.rejected[0] if reporter.rejected else _difference(answer, result, fresh)
    if verdict:
        return f"disagrees: {verdict}"
    if derived is not None:
        derived.update(answer.steps.values())
    return AGREES


class _Answer:
    """What the kernel says about one fork, as resolvelib will see it."""

    def __init__(self, fork: SolvedFork) -> None:
        self._lists = fork.lists
        self.nodes = {_key(node): node for node in fork.nodes}
        self.edges = {(None if edge.parent is None else _key(edge.parent), _key(edge.child)) for edge in fork.edges}
        self.wishes = {parent: list(self._wishes(parent)) for parent in (None, *fork.nodes)}
        self.steps: dict[Node, Step] = {
            node: (node, tuple((wish.node, wish.satisfied) for wish in self.wishes[node])) for node in fork.nodes
        }

    def not_in(self, derived: set[Step]) -> set[Node]:
        """The versions that have to be derived: new steps, and whatever leads to one."""
        parents: dict[Node | None, list[Node]] = {}
        for node in self.steps:
            for wish in self.wishes[node]:
                parents.setdefault(wish.node, []).append(node)
        fresh = {node for node, step in self.steps.items() if step not in derived}
        waiting = list(fresh)
        while waiting:
            for parent in parents.get(waiting.pop(), ()):
                if parent not in fresh:
                    fresh.add(parent)
                    waiting.append(parent)
        return fresh

    def is_tie(self, parent: Key | None, child: Key) -> bool:
        """Whether an edge only holds the parts of one project together."""
        return parent is not None and parent[0] == child[0]

    def _wishes(self, parent: Node | None) -> Iterator[Wish]:
        if parent is not None and (parent.extra is not None or parent.group is not None):
            base = self.nodes.get((parent.name, None, None))
            yield Wish((parent.name, None, None), base, base is not None and base.version == parent.version, None)
        satisfied: set[Key] = set()  # one such wish says as much as a thousand, and resolvelib copies them all
        for dependency in self._lists.get(parent, ()):
            for key in _keys(dependency):
                node = self.nodes.get(key)
                wish = Wish(key, node, node is not None and _satisfies(node, dependency), dependency)
                if not wish.satisfied:
                    yield wish
                elif key not in satisfied:
                    satisfied.add(key)
                    yield wish


class _Provider(AbstractProvider[Wish, Node, Key]):
    """Knows one candidate for each key: the kernel's. What is satisfied by a derived step is not asked for again."""

    def __init__(self, answer: _Answer, fresh: set[Node]) -> None:
        self._answer = answer
        self._fresh = fresh

    def open_wishes(self, parent: Node | None) -> list[Wish]:
        """What is left to derive of what a version (None: the request) asks for."""
        return [wish for wish in self._answer.wishes[parent] if wish.node in self._fresh or not wish.satisfied]

    def identify(self, requirement_or_candidate: Wish | Node) -> Key:
        if isinstance(requirement_or_candidate, Wish):
            return requirement_or_candidate.key
        return _key(requirement_or_candidate)

    def narrow_requirement_selection(self, identifiers: Iterable[Key], *_: object, **__: object) -> Iterable[Key]:
        return [list(identifiers)[-1]]  # any order does; with the newest first fewer are open at a time

    def get_preference(self, *_: object, **__: object) -> int:
        return 0

    def find_matches(
        self,
        identifier: Key,
        requirements: Mapping[Key, Iterator[Wish]],
        incompatibilities: Mapping[Key, Iterator[Node]],
    ) -> Sequence[Node]:
        node = self._answer.nodes.get(identifier)
        if node is None or any(refused == node for refused in incompatibilities[identifier]):
            return ()
        return (node,) if all(wish.satisfied for wish in requirements[identifier]) else ()

    def is_satisfied_by(self, requirement: Wish, candidate: Node) -> bool:
        return requirement.satisfied

    def get_dependencies(self, candidate: Node) -> Iterable[Wish]:
        return self.open_wishes(candidate)


class _Reporter(BaseReporter[Wish, Node, Key]):
    """Remembers what resolvelib had to refuse."""

    def __init__(self) -> None:
        self.rejected: list[str] = []

    def starting_round(self, index: int) -> None:
        stopping.check()

    def rejecting_candidate(self, criterion: Criterion[Wish, Node], candidate: Node) -> None:
        why = _clash(criterion.information)
        self.rejected.append(f"{_text(_key(candidate))} {candidate.version} was refused: {why}")


def _keys(dependency: Dependency) -> list[Key]:
    """What an entry of a dependency list asks for: an extra comes with its project."""
    package = dependency.package
    key: Key = (package.name, package.extra, package.group)
    return [key, (package.name, None, None)] if package.kind is PackageKind.EXTRA else [key]


def _satisfies(node: Node, dependency: Dependency) -> bool:
    if dependency.exactly is not None:
        return node.version == dependency.exactly
    requirement = dependency.requirement
    if requirement.url is not None:
        return node.source == requirement.url
    return _admits(requirement.specifier, node.version)


@lru_cache(maxsize=1_024)
def _admits(specifier: SpecifierSet, version: Version) -> bool:
    return specifier.contains(version, prereleases=True)


def _difference(answer: _Answer, result: Result[Wish, Node, Key], fresh: set[Node]) -> str:
    """In what resolvelib's graph is another one; "" where it is the same."""
    derived = {(parent, child) for parent in result.graph for child in result.graph.iter_children(parent) if child}
    reached = dict.fromkeys(result.mapping)
    waiting: list[Node | None] = [None, *result.mapping.values()]
    while waiting:  # what was derived in an earlier fork
        parent = waiting.pop()
        for wish in answer.wishes[parent]:
            if wish.node is not None and wish.node not in fresh:
                derived.add((None if parent is None else _key(parent), wish.key))
                if wish.key not in reached:
                    reached[wish.key] = None
                    waiting.append(wish.node)
    if surplus := answer.nodes.keys() - reached.keys():
        return f"nothing requires {', '.join(sorted(map(_text, surplus)))}"
    added = {ends for ends in derived - answer.edges if not answer.is_tie(*ends)}
    if wrong := (answer.edges - derived) | added:
        return f"other edges: {', '.join(sorted(map(_edge_text, wrong)))}"
    return ""


def _clash(information: Iterable[RequirementInformation[Wish, Node]]) -> str:
    unsatisfied = (entry for entry in information if not entry.requirement.satisfied)
    return "; ".join(dict.fromkeys(f"{_parent(entry.parent)} requires {entry.requirement}" for entry in unsatisfied))


def _parent(node: Any) -> str:
    return "the request" if node is None else f"{_text(_key(node))} {node.version}"


def _edge_text(ends: Ends) -> str:
    parent, child = ends
    return f"{'the request' if parent is None else _text(parent)} -> {_text(child)}"


def _key(node: Node) -> Key:
    return node.name, node.extra, node.group


def _text(key: Key) -> str:
    name, extra, group = key
    if group is not None:
        return f"{name}:{group}"
    return name if extra is None else f"{name}[{extra}]"
