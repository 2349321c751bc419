"""A diagram as clauses joined by `or`, the very ones that uv 0.13.8 writes.

Measured: what needs the first variable is said value by value ("no" before "yes"), then what is left and does not
need it (the idea of Minato and Morreale, for more than two values); then clauses are sorted by what they speak of.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from resolver_core import stopping
from resolver_core.markers.clauses import (
    Clause,
    Interval,
    Term,
    TooManyClauses,
    boolean_term,
    cube,
    excluded_series,
    excluded_values,
    interval_terms,
    make_term,
    series_between,
    value_text,
)
from resolver_core.markers.diagram import FALSE, TRUE, Cut, Node, align, conjunction, disjunction
from resolver_core.markers.variables import FULL_VERSION_NAMES, Kind, Variable


def covering_clauses(node: Node, limit: int) -> list[Clause]:
    """The clauses of a diagram, sorted as uv sorts them. Raises `TooManyClauses` where there are more than `limit`."""
    clauses, _ = Covering(limit)(node, node)
    return sorted((tuple(sorted(clause, key=_place)) for clause in clauses), key=_clause_place)


class Covering:
    """Finds clauses that cover all of `needed` and nothing beyond `allowed`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._results: dict[tuple[Node, Node], tuple[tuple[Clause, ...], Node]] = {}

    def __call__(self, needed: Node, allowed: Node) -> tuple[tuple[Clause, ...], Node]:
        """The clauses, and what they cover. Raises `TooManyClauses` above the limit."""
        if needed is FALSE:
            return (), FALSE
        if allowed is TRUE:
            return ((),), TRUE
        result = self._results.get((needed, allowed))
        if result is None:
            result = self._results[needed, allowed] = self._split(needed, allowed)
            if len(result[0]) > self._limit:
                raise TooManyClauses
        return result

    def _split(self, needed: Node, allowed: Node) -> tuple[tuple[Clause, ...], Node]:
        variable = min(needed.variable, allowed.variable)
        branches = _branches(needed, allowed, variable)
        anywhere = reduce(conjunction, (permitted for _, permitted in branches))
        found: dict[tuple[tuple[Clause, ...], Node], list[Interval]] = {}
        for (wanted, permitted), intervals in branches.items():
            stopping.check()
            result = self(conjunction(wanted, anywhere.negation), permitted)
            found[result] = _joined(found.get(result, []) + intervals)
        clauses: tuple[Clause, ...] = ()
        covered = FALSE
        for (own, part), intervals in found.items():
            for terms in _conditions(variable, intervals) if own else ():
                clauses += tuple(terms + clause for clause in own)
                covered = disjunction(covered, conjunction(cube(terms), part))
        missing = conjunction(needed, covered.negation)
        left = reduce(disjunction, _children(missing, variable))
        rest, node = self(left, anywhere)
        return clauses + rest, disjunction(covered, node)


def _children(node: Node, variable: Variable) -> tuple[Node, ...]:
    return node.children if node.variable == variable else (node,)


def _branches(needed: Node, allowed: Node, variable: Variable) -> dict[tuple[Node, Node], list[Interval]]:
    """The intervals of a variable on which two diagrams go on alike; the "no" of a boolean first."""
    if needed.variable == allowed.variable:
        edges = list(align(needed, allowed))
    elif needed.variable == variable:
        edges = [(start, child, allowed) for start, _, child in needed.edges()]
    else:
        edges = [(start, needed, child) for start, _, child in allowed.edges()]
    ends = [*(start for start, _, _ in edges[1:]), None]
    found: dict[tuple[Node, Node], list[Interval]] = {}
    for (start, x, y), end in zip(edges, ends, strict=True):
        intervals = found.setdefault((x, y), [])
        if intervals and intervals[-1][1] == start:
            intervals[-1] = (intervals[-1][0], end)
        else:
            intervals.append((start, end))
    if variable.kind in (Kind.STRING, Kind.VERSION):
        return found
    return dict(reversed(found.items()))


def _joined(intervals: list[Interval]) -> list[Interval]:
    """Intervals in ascending order, those that touch made one."""
    found: list[Interval] = []
    for start, end in sorted(intervals, key=lambda interval: (interval[0] is not None, interval[0])):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _conditions(variable: Variable, intervals: list[Interval]) -> Iterator[Clause]:
    """The alternatives that together say "the variable is in one of these intervals"."""
    if variable.kind not in (Kind.STRING, Kind.VERSION):
        yield (boolean_term(variable, intervals[0][0] is None),)
        return
    excluded = excluded_values(intervals)
    series = excluded_series(intervals) if variable.kind == Kind.VERSION else None
    if excluded is not None:
        yield tuple(make_term(variable, "!=", value, True, (value, 0), (value, 1)) for value in excluded)
    elif series is not None:
        cuts = filter(None, (intervals[0][1], intervals[1][0]))
        yield (make_term(variable, "!=", f"{value_text(series)}.*", True, *cuts),)
    else:
        for lower, upper in intervals:
            yield _within(variable, lower, upper)


def _within(variable: Variable, lower: Cut | None, upper: Cut | None) -> Clause:
    series = series_between(lower, upper) if variable.kind == Kind.VERSION else None
    if series is not None and lower is not None and upper is not None:
        return (make_term(variable, "==", f"{value_text(series)}.*", False, lower, upper),)
    return interval_terms(variable, lower, upper)


def _place(term: Term) -> tuple[bool, bool, str]:
    """Versions first, then strings by name, then extras; terms on one variable keep their order."""
    variable = term.variable
    return variable.name not in FULL_VERSION_NAMES, variable.kind in (Kind.EXTRA, Kind.MEMBER), variable.name


def _clause_place(clause: Clause) -> list[tuple[bool, bool, str]]:
    return [_place(term) for term in clause]
