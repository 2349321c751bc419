"""uv's operations on diagrams: plain logic plus uv's facts, applied exactly where uv applies them.

Source: uv-resolution sections 7.3 and 7.4. A conjunction whose two operands both start with a platform
variable is FALSE if all of it is impossible; parts of it are not pruned. OR is NOT of AND of NOTs, so
the facts reach it too (`os_name != 'nt' or sys_platform != 'linux'` is TRUE, measured).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Final

from resolver_core import stopping
from resolver_core.markers import diagram
from resolver_core.markers.diagram import FALSE, TRUE, Memory, Node, align, build, combine, map_children
from resolver_core.markers.facts import uv_possible
from resolver_core.markers.variables import LAST_PLATFORM_VARIABLE, Kind, Variable

_CONJUNCTIONS: Final[Memory[tuple[Node, Node], Node]] = Memory()


def conjunction(left: Node, right: Node) -> Node:
    """AND, as uv computes it."""
    trivial = diagram.trivial_conjunction(left, right)
    if trivial is not None:
        return trivial
    pair = diagram.unordered(left, right)
    result = _CONJUNCTIONS.get(pair)
    if result is None:
        result = combine(left, right, conjunction)
        if _both_start_with_platform(left, right) and diagram.disjoint(result, uv_possible()):
            result = FALSE
        _CONJUNCTIONS[pair] = result
    return result


def disjunction(left: Node, right: Node) -> Node:
    """OR, as uv computes it."""
    return conjunction(left.negation, right.negation).negation


def disjoint(left: Node, right: Node) -> bool:
    """Whether uv says that no environment satisfies both."""
    if diagram.trivial_conjunction(left, right) is None and _both_start_with_platform(left, right):
        return conjunction(left, right) is FALSE
    return diagram.disjoint(left, right)


def _both_start_with_platform(left: Node, right: Node) -> bool:
    return left.variable <= LAST_PLATFORM_VARIABLE and right.variable <= LAST_PLATFORM_VARIABLE


def restrict(value: Node, care: Node) -> Node:
    """A simpler diagram that equals `value` wherever `care` is true (section 7.4).

    Where `care` is false the first result that is cared for, in ascending order, is taken over, so the
    outcome depends on the order of variables and values: uv's coverage forks are made of it (6.4).
    """
    return _Restriction()(value, care)


class _Restriction:
    def __init__(self) -> None:
        self._results: dict[tuple[Node, Node], Node] = {}

    def __call__(self, value: Node, care: Node) -> Node:
        if care is TRUE or value is TRUE or value is FALSE:
            return value
        if care is FALSE or value is care.negation:
            return FALSE
        if value is care:
            return TRUE
        result = self._results.get((value, care))
        if result is None:
            result = self._results[value, care] = self._split(value, care)
        return result

    def _split(self, value: Node, care: Node) -> Node:
        stopping.check()
        if value.variable < care.variable:
            return map_children(value, lambda child: self(child, care))
        if care.variable < value.variable:
            return self(value, exists(care))
        edges = [(start, None if c is FALSE else self(v, c)) for start, v, c in align(value, care)]
        first = next((result for _, result in edges if result is not None), FALSE)
        return build(value.variable, ((start, first if result is None else result) for start, result in edges))


def exists(node: Node) -> Node:
    """The first variable of a diagram quantified out: true where some value of it makes the diagram true."""
    return reduce(disjunction, node.children, FALSE)


def assume(node: Node, value_of: Callable[[Variable], bool | None]) -> Node:
    """Fix some booleans: `value_of` gives their value, and None for a variable to keep.

    Only extras and memberships are offered. Facts are not applied again.
    """
    results: dict[Node, Node] = {}

    def visit(node: Node) -> Node:
        if not node.has_extras:
            return node
        if node not in results:
            value = value_of(node.variable) if node.variable.kind in (Kind.EXTRA, Kind.MEMBER) else None
            results[node] = map_children(node, visit) if value is None else visit(node.children[0 if value else 1])
        return results[node]

    return visit(node)
