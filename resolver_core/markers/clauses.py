"""Terms, clauses, and covering a diagram with few of them: the first half of writing one down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from resolver_core.markers.diagram import (
    FALSE,
    TRUE,
    Cut,
    Node,
    Value,
    align,
    alternating,
    boolean,
    conjunction,
    disjunction,
)
from resolver_core.markers.variables import Kind, Variable

Interval = tuple[Cut | None, Cut | None]


class Term(NamedTuple):
    """One comparison of a clause: `name operator 'text'`, or the reverse for `Kind.CONTAINS` and `MEMBER`."""

    variable: Variable
    operator: str
    text: str
    node: Node  #: the diagram of this comparison alone

    def __str__(self) -> str:
        quoted = f'"{self.text}"' if "'" in self.text else f"'{self.text}'"
        if self.variable.kind in (Kind.CONTAINS, Kind.MEMBER):
            return f"{quoted} {self.operator} {self.variable.name}"
        return f"{self.variable.name} {self.operator} {quoted}"


Clause = tuple[Term, ...]


class TooManyClauses(Exception):
    """More clauses than a text may have."""


class Covered(NamedTuple):
    """Clauses, and the diagram of what they cover."""

    clauses: tuple[Clause, ...]
    node: Node


class Cover:
    """Finds clauses that cover all of `needed` and nothing beyond `allowed`.

    What can be said without the first variable is said once for all its values; only the rest is said
    value by value (the idea of Minato and Morreale, for more than two values).
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._results: dict[tuple[Node, Node], Covered] = {}

    def __call__(self, needed: Node, allowed: Node) -> Covered:
        """The clauses, and what they cover. Raises `TooManyClauses` above the limit."""
        if needed is FALSE:
            return Covered((), FALSE)
        if allowed is TRUE:
            return Covered(((),), TRUE)
        result = self._results.get((needed, allowed))
        if result is None:
            result = self._results[needed, allowed] = self._split(needed, allowed)
            if len(result.clauses) > self._limit:
                raise TooManyClauses
        return result

    def _split(self, needed: Node, allowed: Node) -> Covered:
        variable = min(needed.variable, allowed.variable)
        anywhere = reduce(conjunction, _children(allowed, variable))
        wanted = reduce(disjunction, _children(needed, variable))
        clauses, covered = self(conjunction(wanted, anywhere), anywhere)
        missing = conjunction(needed, covered.negation)
        for (rest, permitted), intervals in _by_children(missing, allowed, variable).items():
            part = self(rest, permitted)
            for terms in _conditions(variable, intervals) if part.clauses else ():
                clauses += tuple(terms + clause for clause in part.clauses)
                covered = disjunction(covered, conjunction(cube(terms), part.node))
        return Covered(clauses, covered)


def _children(node: Node, variable: Variable) -> tuple[Node, ...]:
    return node.children if node.variable == variable else (node,)


def _by_children(left: Node, right: Node, variable: Variable) -> dict[tuple[Node, Node], list[Interval]]:
    """The intervals of a variable on which two diagrams go on alike."""
    if left.variable == right.variable:
        edges = list(align(left, right))
    elif left.variable == variable:
        edges = [(start, child, right) for start, _, child in left.edges()]
    else:
        edges = [(start, left, child) for start, _, child in right.edges()]
    ends = [*(start for start, _, _ in edges[1:]), None]
    grouped: dict[tuple[Node, Node], list[Interval]] = {}
    for (start, x, y), end in zip(edges, ends, strict=True):
        intervals = grouped.setdefault((x, y), [])
        if intervals and intervals[-1][1] == start:
            intervals[-1] = (intervals[-1][0], end)
        else:
            intervals.append((start, end))
    return grouped


def cube(terms: Iterable[Term]) -> Node:
    """Where all the terms hold."""
    return reduce(conjunction, (term.node for term in terms), TRUE)


def _conditions(variable: Variable, intervals: list[Interval]) -> Iterator[Clause]:
    """The alternatives that together say "the variable is in one of these intervals"."""
    if variable.kind not in (Kind.STRING, Kind.VERSION):
        yield (_boolean_term(variable, intervals[0][0] is None),)
        return
    excluded = _excluded_values(intervals)
    if excluded is not None:
        yield tuple(make_term(variable, "!=", value, True, (value, 0), (value, 1)) for value in excluded)
        return
    series = _excluded_series(intervals)
    if series is not None:
        yield (
            make_term(
                variable, "!=", f"{value_text(series)}.*", True, *filter(None, (intervals[0][1], intervals[1][0]))
            ),
        )
        return
    for lower, upper in intervals:
        yield _interval_terms(variable, lower, upper)


def _boolean_term(variable: Variable, positive: bool) -> Term:
    signs = ("==", "!=") if variable.kind == Kind.EXTRA else ("in", "not in")
    return Term(variable, signs[0 if positive else 1], variable.value, boolean(variable, positive))


def _excluded_values(intervals: list[Interval]) -> list[Value] | None:
    """The single values left out, if these intervals are everything but some single values."""
    if intervals[0][0] is not None or intervals[-1][1] is not None:
        return None
    excluded: list[Value] = []
    for (_, end), (start, _) in pairwise(intervals):
        if end is None or start is None or end[0] != start[0]:
            return None
        excluded.append(end[0])
    return excluded


def _excluded_series(intervals: list[Interval]) -> Value | None:
    """`(3, 8)` if the intervals are everything but 3.8.*."""
    if len(intervals) != 2 or intervals[0][0] is not None or intervals[1][1] is not None:
        return None
    (_, end), (start, _) = intervals
    return series_between(end, start)


def series_between(lower: Cut | None, upper: Cut | None) -> Value | None:
    """`(3, 8)` for the borders of 3.8.*; only major.minor series are written with a star."""
    if lower is None or upper is None or lower[1] or upper[1]:
        return None
    low, high = lower[0], upper[0]
    if isinstance(low, str) or isinstance(high, str) or not 1 <= len(low) <= 2 or len(high) != 2:
        return None
    low = (*low, 0)[:2]
    return low if high == (low[0], low[1] + 1) else None


def _interval_terms(variable: Variable, lower: Cut | None, upper: Cut | None) -> Clause:
    if lower is not None and upper is not None and lower[0] == upper[0]:
        return (make_term(variable, "==", lower[0], False, lower, upper),)
    terms = []
    if lower is not None:
        terms.append(make_term(variable, ">" if lower[1] else ">=", lower[0], False, lower))
    if upper is not None:
        terms.append(make_term(variable, "<=" if upper[1] else "<", upper[0], True, upper))
    return tuple(terms)


def make_term(variable: Variable, operator: str, value: Value, first: bool, *cuts: Cut) -> Term:
    """A term on an ordered variable: `first` below the first of its borders, then alternating."""
    return Term(variable, operator, value_text(value), alternating(variable, first, cuts))


def value_text(value: Value) -> str:
    """A value of an axis as it is written in a marker."""
    return value if isinstance(value, str) else ".".join(map(str, value)) or "0"
