"""Decision diagrams over marker variables: nodes, interning and the operations that know no facts.

A node asks one variable; its edges split the ordered values of that variable into intervals. A
diagram is reduced (neighbouring edges differ) and interned, so two diagrams stand for the same
function if and only if they are the same object (uv-resolution section 7.1). What uv adds to plain
logic is in `algebra`.

A node lives as long as somebody uses it: a marker, another node, or a remembered result. The table of living
nodes holds none of them; the tables of remembered results are bounded and start afresh when they are full.
All are safe to share between threads: a node enters its table under a lock.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

from resolver_core import stopping
from resolver_core.markers.variables import PYTHON, TERMINAL, Kind, Variable

Key = TypeVar("Key")
Result = TypeVar("Result")
Value = str | tuple[int, ...]
Cut = tuple[Value, int]
"""A border on the axis of a variable: just before a value (0) or just after it (1)."""

BOOLEAN_CUT: Final[Cut] = ("", 0)
"""The one border on a boolean's axis: "yes" comes first, "no" second, as for uv."""

MEMORY_LIMIT: Final = 3_000
"""How many results a table of remembered results holds before it starts afresh.

The largest recorded project (350 packages, universal) needs 2,300.
"""


class Node:
    """One question with its answers: `children[i]` holds between `cuts[i - 1]` and `cuts[i]`."""

    __slots__ = ("__weakref__", "_negation", "children", "cuts", "has_extras", "value", "variable")

    def __init__(self, variable: Variable, cuts: tuple[Cut, ...], children: tuple[Node, ...]) -> None:
        self.variable = variable
        self.cuts = cuts
        self.children = children
        self.has_extras: bool = variable.kind in (Kind.EXTRA, Kind.MEMBER) or any(
            child.has_extras for child in children
        )
        self._negation: Node | None = None  #: the two keep each other
        self.value: Any = None  #: the `MarkerSet` of this diagram, once one was asked for

    @property
    def negation(self) -> Node:
        """The diagram that is true where this one is false."""
        if self._negation is None:
            opposite = NODES.intern(self.variable, self.cuts, tuple(child.negation for child in self.children))
            self._negation, opposite._negation = opposite, self
        return self._negation

    def child_at(self, point: tuple[Value, int]) -> Node:
        """The answer for one value: the point (value, 0), or (value, ±1) for one right beside it."""
        return self.children[bisect_right(self.cuts, point)]

    def edges(self) -> Iterator[tuple[Cut | None, Cut | None, Node]]:
        """Each interval, ascending, as its two borders (None is open) and the child behind it."""
        borders = (None, *self.cuts, None)
        return ((borders[i], borders[i + 1], child) for i, child in enumerate(self.children))

    def descendants(self) -> Iterator[Node]:
        """This node and every node below it, each once, leaves left out."""
        seen: set[Node] = set()
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.children and node not in seen:
                seen.add(node)
                waiting.extend(node.children)
                yield node


TRUE: Final = Node(TERMINAL, (), ())
FALSE: Final = Node(TERMINAL, (), ())
TRUE._negation, FALSE._negation = FALSE, TRUE

NodeKey = tuple[Variable, tuple[Cut, ...], tuple[int, ...]]
"""What a node asks and answers, its children by `id`: a key must not keep them. Their parent does, so an id in the
key of a living node is not used again."""


class NodeTable:
    """The living nodes by what they ask and answer, so that there is one of each."""

    def __init__(self) -> None:
        self._living: WeakValueDictionary[NodeKey, Node] = WeakValueDictionary()
        self._lock = threading.Lock()
        self.made = 0  #: how many there ever were

    def __len__(self) -> int:
        return len(self._living)

    def intern(self, variable: Variable, cuts: tuple[Cut, ...], children: tuple[Node, ...]) -> Node:
        """The one node with these answers."""
        key = (variable, cuts, tuple(map(id, children)))
        found = self._living.get(key)
        if found is None:
            with self._lock:
                found = self._living.get(key)  # another thread may have been here
                if found is None:
                    found = self._living[key] = Node(variable, cuts, children)
                    self.made += 1
        return found


NODES: Final = NodeTable()


class Memory(dict[Key, Result]):
    """Remembered results, bounded by `MEMORY_LIMIT`."""

    def __setitem__(self, key: Key, result: Result) -> None:
        if len(self) >= MEMORY_LIMIT:
            self.clear()
        super().__setitem__(key, result)


def build(variable: Variable, edges: Iterable[tuple[Cut | None, Node]]) -> Node:
    """The node with these edges, ascending, each with the border it starts at; equal neighbours are joined."""
    cuts: list[Cut] = []
    children: list[Node] = []
    for start, child in edges:
        if not children:
            children.append(child)
        elif child is not children[-1]:
            assert start is not None, "only the first edge starts without a border"
            cuts.append(start)
            children.append(child)
    return children[0] if len(children) == 1 else NODES.intern(variable, tuple(cuts), tuple(children))


def alternating(variable: Variable, first: bool, cuts: Iterable[Cut]) -> Node:
    """The diagram of one comparison: `first` up to the first border, then changing at each border."""
    truth = [FALSE, TRUE]
    starts: list[Cut | None] = [None, *cuts]
    return build(variable, ((cut, truth[first ^ (i % 2 == 1)]) for i, cut in enumerate(starts)))


def boolean(variable: Variable, value: bool = True) -> Node:
    """The diagram of a substring test, an extra or a membership."""
    return alternating(variable, value, (BOOLEAN_CUT,))


def align(left: Node, right: Node) -> Iterator[tuple[Cut | None, Node, Node]]:
    """The common intervals of two nodes of one variable: start, left child, right child."""
    i = j = 0
    start: Cut | None = None
    while True:
        yield start, left.children[i], right.children[j]
        left_cut = left.cuts[i] if i < len(left.cuts) else None
        right_cut = right.cuts[j] if j < len(right.cuts) else None
        if left_cut is None and right_cut is None:
            return
        step_left = right_cut is None or (left_cut is not None and left_cut <= right_cut)
        step_right = left_cut is None or (right_cut is not None and right_cut <= left_cut)
        start = left_cut if step_left else right_cut
        i += step_left
        j += step_right


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with every child replaced by what `change` makes of it."""
    starts = (None, *node.cuts)
    return build(node.variable, ((starts[i], change(child)) for i, child in enumerate(node.children)))


def combine(left: Node, right: Node, operation: Callable[[Node, Node], Node]) -> Node:
    """One step of a binary, symmetric operation: split on the variable that is asked first."""
    stopping.check()
    if left.variable < right.variable:
        return map_children(left, lambda child: operation(child, right))
    if right.variable < left.variable:
        return map_children(right, lambda child: operation(child, left))
    return build(left.variable, ((start, operation(x, y)) for start, x, y in align(left, right)))


def trivial_conjunction(left: Node, right: Node) -> Node | None:
    """AND where it needs no work, else None."""
    if left is TRUE or left is right:
        return right
    if right is TRUE:
        return left
    if left is FALSE or right is FALSE or left._negation is right:
        return FALSE
    return None


def unordered(left: Node, right: Node) -> tuple[Node, Node]:
    """The key of what a symmetric operation makes of two nodes."""
    return (left, right) if id(left) < id(right) else (right, left)


_CONJUNCTIONS: Final[Memory[tuple[Node, Node], Node]] = Memory()
_DISJOINT: Final[Memory[tuple[Node, Node], bool]] = Memory()


def conjunction(left: Node, right: Node) -> Node:
    """Plain AND, without any fact about the world."""
    trivial = trivial_conjunction(left, right)
    if trivial is not None:
        return trivial
    pair = unordered(left, right)
    result = _CONJUNCTIONS.get(pair)
    if result is None:
        result = _CONJUNCTIONS[pair] = combine(left, right, conjunction)
    return result


def disjunction(left: Node, right: Node) -> Node:
    """Plain OR, without any fact about the world."""
    return conjunction(left.negation, right.negation).negation


def disjoint(left: Node, right: Node) -> bool:
    """Whether plain AND would be FALSE; it builds no node."""
    trivial = trivial_conjunction(left, right)
    if trivial is not None:
        return trivial is FALSE
    pair = unordered(left, right)
    result = _DISJOINT.get(pair)
    if result is None:
        result = _DISJOINT[pair] = _disjoint_below(left, right)
    return result


def _disjoint_below(left: Node, right: Node) -> bool:
    stopping.check()
    if left.variable < right.variable:
        return all(disjoint(child, right) for child in left.children)
    if right.variable < left.variable:
        return all(disjoint(child, left) for child in right.children)
    return all(disjoint(x, y) for _, x, y in align(left, right))


def uses_python(node: Node) -> bool:
    """Whether the Python version matters to this diagram."""
    return any(below.variable == PYTHON for below in node.descendants())
