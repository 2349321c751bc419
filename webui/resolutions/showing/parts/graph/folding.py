"""Projects that go together as one node, so that a large graph can be read.

Families of a name that the same project requires ("13 nvidia-*") and projects with the same neighbours are always one.
The rest is folded only as far as needed: what would not be there without a project goes into it, the smallest first,
then what the same projects require, then what is equally far away. What matters stays apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from webui.resolutions.showing.parts.graph.chosen import ROOT, Chosen, Edge, Node
from webui.resolutions.showing.parts.graph.dominators import immediate_dominators
from webui.resolutions.showing.parts.graph.layered import Ends, ranks

MOST_BOXES = 48
FEWEST = 3  #: members of a group; two are as easily read apart


@dataclass(frozen=True)
class Group:
    """Projects that are drawn as one. `key` is the first of them, by which addresses call it."""

    key: str
    name: str  #: "13 nvidia-*", "celery + 7", "5 with torch", "60 others"
    members: tuple[Node, ...]

    @property
    def kind(self) -> str:
        """The kind of its members."""
        return self.members[0].kind

    @property
    def names(self) -> list[str]:
        """All of its projects."""
        return [node.project for node in self.members]


@dataclass(frozen=True)
class Folded:
    """Nodes, groups in the place of those that go together, and the edges between all of them."""

    nodes: dict[str, Node | Group]
    edges: tuple[Edge, ...]

    @property
    def has_root(self) -> bool:
        """Whether the pasted project is in the picture."""
        return any(edge.parent == ROOT for edge in self.edges)

    @property
    def groups(self) -> list[Group]:
        """What is folded."""
        return [node for node in self.nodes.values() if isinstance(node, Group)]


def fold(whole: Chosen, apart: Collection[str] = (), unfolded: Collection[str] = (), most: int = MOST_BOXES) -> Folded:
    """Fold a graph to about `most` nodes. `apart` are folded into families only; `unfolded` are keys of groups."""
    folding = _Folding(whole, frozenset(apart))
    for names in [*folding.families(), *folding.alike(folding.neighbours)]:
        folding.join(names)
    for step in (folding.dependants, lambda: folding.alike(folding.neighbours), lambda: folding.alike(folding.parents)):
        for names in step():
            if len(folding.members) > most:
                folding.join(names)
    folding.join_the_rest(most)
    return folding.folded(frozenset(unfolded))


def _family(project: str) -> str:
    name, dash, _ = project.partition("-")
    return name if dash else ""


class _Folding:
    """Which projects are one node so far: `members` by the first of them, the key."""

    def __init__(self, whole: Chosen, apart: frozenset[str]) -> None:
        self.whole = whole
        self.apart = apart
        self.members: dict[str, list[str]] = {name: [name] for name in whole.nodes}
        self.key = {name: name for name in (*whole.nodes, ROOT)}
        self.edges = [(edge.parent, edge.child) for edge in whole.edges]
        self.before = immediate_dominators(ROOT, self.edges)

    def join(self, names: Iterable[str]) -> None:
        """Make one node of these projects and of what is one with them; the first gives the key."""
        keys = list(dict.fromkeys(self.key[name] for name in names))
        self.members[keys[0]] = [name for key in keys for name in self.members.pop(key)]
        self.key |= dict.fromkeys(self.members[keys[0]], keys[0])

    def links(self) -> set[Ends]:
        """The edges between the nodes as they are now."""
        return {ends for ends in ((self.key[one], self.key[other]) for one, other in self.edges) if ends[0] != ends[1]}

    def free(self) -> list[str]:
        """The nodes that may be folded."""
        return [key for key, names in self.members.items() if not self.apart.intersection(names)]

    def parents(self) -> dict[str, Hashable]:
        """By whom each node is required."""
        found: dict[str, set[str]] = {}
        for parent, child in self.links():
            found.setdefault(child, set()).add(parent)
        return {key: frozenset(found.get(key, ())) for key in self.members}

    def neighbours(self) -> dict[str, Hashable]:
        """By whom each node is required, and whom it requires."""
        found: dict[str, set[str]] = {}
        for parent, child in self.links():
            found.setdefault(parent, set()).add(child)
        return {key: (before, frozenset(found.get(key, ()))) for key, before in self.parents().items()}

    def alike(self, likeness: Callable[[], Mapping[str, Hashable]]) -> list[list[str]]:
        """Nodes of one kind that may be folded and are alike in something; small classes are left as they are."""
        like = likeness()
        return self._classes(self.free(), lambda key: like[key])

    def families(self) -> list[list[str]]:
        """Projects of one family that would not be there without the same project, and that the same ones require."""
        parents: dict[str, set[str]] = {}
        for parent, child in self.edges:
            parents.setdefault(child, set()).add(parent)
        relatives: dict[tuple[str, str], set[str]] = {}
        named = [name for name in self.members if _family(name)]
        for name in named:
            relatives.setdefault((_family(name), self.before.get(name, ROOT)), set()).add(name)
        found: list[list[str]] = []
        for family in self._classes(named, lambda name: (_family(name), self.before.get(name, ROOT))):
            among = relatives[_family(family[0]), self.before.get(family[0], ROOT)]
            outside = {name: frozenset(parents.get(name, set()) - among) for name in family}
            classes: dict[frozenset[str], list[str]] = {}
            for name, before in outside.items():
                classes.setdefault(before, []).append(name)
            inner = classes.pop(frozenset(), [])
            largest = max(classes.values(), key=len, default=[])
            found += [sorted([*largest, *inner])] if len(largest) + len(inner) >= FEWEST else []
        return found

    def dependants(self) -> list[list[str]]:
        """Every project with what is there because of it alone, the smallest lot first."""
        below: dict[str, list[str]] = {}
        for name, above in self.before.items():
            while above != ROOT:
                below.setdefault(above, []).append(name)
                above = self.before[above]
        lots = []
        for head, names in below.items():
            held = [] if head in self.apart else [head]
            kind = self.whole.nodes[head].kind if held else "common"
            tail = [name for name in names if self._may_go(name, head, kind)]
            lots += [[*held, *sorted(tail)]] if tail and len(held) + len(tail) >= FEWEST else []
        return sorted(lots, key=len)

    def join_the_rest(self, most: int) -> None:
        """Fold what has the fewest neighbours, of the fullest ranks first, to about `most` nodes."""
        links = self.links()
        degree = Counter(name for ends in links for name in ends)
        columns: dict[tuple[int, str], list[str]] = {}
        rank = ranks([ROOT, *self.members], sorted(links))
        for key in self.free():
            columns.setdefault((rank[key], self._kind(key)), []).append(key)
        for column in sorted(columns.values(), key=len, reverse=True):
            surplus = len(self.members) - most + 1
            if surplus >= FEWEST:
                self.join(sorted(column, key=lambda key: (degree[key], key))[:surplus])

    def folded(self, unfolded: frozenset[str]) -> Folded:
        """The graph of these nodes; the groups that `unfolded` names are taken apart again."""
        for key in unfolded & self.members.keys():
            for name in self.members.pop(key):
                self.members[name], self.key[name] = [name], name
        nodes = {key: self._node(key, names) for key, names in self.members.items()}
        edges: dict[Ends, tuple[list[str], list[str]]] = {}
        for edge in self.whole.edges:
            ends = self.key[edge.parent], self.key[edge.child]
            if ends[0] != ends[1]:
                single, universal = edges.setdefault(ends, ([], []))
                single += edge.single
                universal += edge.universal
        return Folded(nodes, tuple(Edge(*ends, tuple(one), tuple(two)) for ends, (one, two) in edges.items()))

    def _node(self, key: str, names: list[str]) -> Node | Group:
        members = tuple(self.whole.nodes[name] for name in names)
        return members[0] if len(members) == 1 else Group(key, self._name(names), members)

    def _name(self, names: list[str]) -> str:
        """What a group is called."""
        families = {_family(name) for name in names}
        before = {self.before.get(name, ROOT) for name in names}
        if len(families) == 1 and "" not in families:
            return f"{len(names)} {families.pop()}-*"
        if len(before) == 1 and ROOT not in before:
            return f"{len(names)} with {before.pop()}"
        is_head = all(self._is_because_of(name, names[0]) for name in names[1:])
        return f"{names[0]} + {len(names) - 1}" if is_head else f"{len(names)} others"

    def _is_because_of(self, name: str, head: str) -> bool:
        """Whether a project would not be there without another one."""
        while name not in {head, ROOT}:
            name = self.before.get(name, ROOT)
        return name == head

    def _kind(self, key: str) -> str:
        return self.whole.nodes[self.members[key][0]].kind

    def _classes(self, keys: Iterable[str], alike: Callable[[str], Hashable]) -> list[list[str]]:
        classes: dict[Hashable, list[str]] = {}
        for key in keys:
            classes.setdefault((self._kind(key), alike(key)), []).append(key)
        return [sorted(found) for found in classes.values() if len(found) >= FEWEST]

    def _may_go(self, name: str, head: str, kind: str) -> bool:
        """Whether a project of this kind may go with its head: nothing that stays apart stands between them."""
        while name != head:
            if name in self.apart or self.whole.nodes[name].kind != kind:
                return False
            name = self.before[name]
        return True
