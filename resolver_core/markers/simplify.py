"""A diagram as text: the valid marker that a lock would print (uv-resolution section 7.5).

A diagram becomes clauses joined by `or`; then every term and every clause goes without which the text
still says the same. uv's own text can differ by such a choice: markers are compared as sets, never as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from resolver_core.errors import BudgetExceeded
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
from resolver_core.markers.variables import FULL_VERSION_NAMES, Kind, Variable

ALWAYS: Final = ""
"""The text of TRUE: no marker at all."""

NEVER: Final = "python_version < '0'"
"""The text of FALSE, as uv writes it."""

CLAUSE_LIMIT: Final = 500
"""How many clauses a text may be made from."""

COVER_LIMIT: Final = 40
"""Up to how many clauses each one is tried for being covered by all the others together."""

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


def to_text(node: Node) -> str:
    """The marker of a diagram: "" for TRUE, `NEVER` for FALSE, else clauses joined by `or`.

    Where that is too long, but the opposite set is short, clauses joined by `and` instead. Raises
    `resolver_core.errors.BudgetExceeded` where both would have more than `CLAUSE_LIMIT` clauses.
    """
    if node is TRUE or node is FALSE:
        return ALWAYS if node is TRUE else NEVER
    try:
        return _join(to_clauses(node), " and ", " or ")
    except _TooLong:
        pass
    try:
        opposite = to_clauses(node.negation)
    except _TooLong:
        raise BudgetExceeded("clauses of a marker's text", CLAUSE_LIMIT) from None
    return _join([tuple(map(_opposite, clause)) for clause in opposite], " or ", " and ")


def _join(clauses: list[Clause], inner: str, outer: str) -> str:
    texts = [inner.join(map(str, clause)) for clause in clauses]
    if len(texts) == 1:
        return texts[0]
    return outer.join(f"({text})" if len(clause) > 1 else text for text, clause in zip(texts, clauses, strict=True))


_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in", "not in": "in"}


def _opposite(term: Term) -> Term:
    return term._replace(operator=_OPPOSITE[term.operator], node=term.node.negation)


def to_clauses(node: Node, limit: int | None = None) -> list[Clause]:
    """A disjunctive normal form of a diagram from which no term and (up to `COVER_LIMIT`) no clause can go.

    Raises `_TooLong` when there would be more than `limit` clauses (default: `CLAUSE_LIMIT`).
    """
    cover = _Cover(CLAUSE_LIMIT if limit is None else limit)
    shortened = (_drop_terms(node, clause) for clause in cover(node, node).clauses)
    clauses = map(_fold_series, _drop_clauses(node, list(dict.fromkeys(shortened))))
    return sorted((tuple(sorted(clause, key=_place)) for clause in clauses), key=_clause_place)


class _TooLong(Exception):
    """More clauses than a text may have."""


class _Covered(NamedTuple):
    """Clauses, and the diagram of what they cover."""

    clauses: tuple[Clause, ...]
    node: Node


class _Cover:
    """Finds clauses that cover all of `needed` and nothing beyond `allowed`.

    What can be said without the first variable is said once for all its values; only the rest is said
    value by value (the idea of Minato and Morreale, for more than two values).
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._results: dict[tuple[Node, Node], _Covered] = {}

    def __call__(self, needed: Node, allowed: Node) -> _Covered:
        if needed is FALSE:
            return _Covered((), FALSE)
        if allowed is TRUE:
            return _Covered(((),), TRUE)
        result = self._results.get((needed, allowed))
        if result is None:
            result = self._results[needed, allowed] = self._split(needed, allowed)
            if len(result.clauses) > self._limit:
                raise _TooLong
        return result

    def _split(self, needed: Node, allowed: Node) -> _Covered:
        variable = min(needed.variable, allowed.variable)
        anywhere = reduce(conjunction, _children(allowed, variable))
        wanted = reduce(disjunction, _children(needed, variable))
        clauses, covered = self(conjunction(wanted, anywhere), anywhere)
        missing = conjunction(needed, covered.negation)
        for (rest, permitted), intervals in _by_children(missing, allowed, variable).items():
            part = self(rest, permitted)
            for terms in _conditions(variable, intervals) if part.clauses else ():
                clauses += tuple(terms + clause for clause in part.clauses)
                covered = disjunction(covered, conjunction(_cube(terms), part.node))
        return _Covered(clauses, covered)


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


def _cube(terms: Iterable[Term]) -> Node:
    return reduce(conjunction, (term.node for term in terms), TRUE)


def _conditions(variable: Variable, intervals: list[Interval]) -> Iterator[Clause]:
    """The alternatives that together say "the variable is in one of these intervals"."""
    if variable.kind not in (Kind.STRING, Kind.VERSION):
        yield (_boolean_term(variable, intervals[0][0] is None),)
        return
    excluded = _excluded_values(intervals)
    if excluded is not None:
        yield tuple(_term(variable, "!=", value, True, (value, 0), (value, 1)) for value in excluded)
        return
    series = _excluded_series(intervals)
    if series is not None:
        yield (_term(variable, "!=", f"{_text(series)}.*", True, *filter(None, (intervals[0][1], intervals[1][0]))),)
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
    return _series(end, start)


def _series(lower: Cut | None, upper: Cut | None) -> Value | None:
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
        return (_term(variable, "==", lower[0], False, lower, upper),)
    terms = []
    if lower is not None:
        terms.append(_term(variable, ">" if lower[1] else ">=", lower[0], False, lower))
    if upper is not None:
        terms.append(_term(variable, "<=" if upper[1] else "<", upper[0], True, upper))
    return tuple(terms)


def _term(variable: Variable, operator: str, value: Value, first: bool, *cuts: Cut) -> Term:
    return Term(variable, operator, _text(value), alternating(variable, first, cuts))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ".".join(map(str, value)) or "0"


def _fold_series(clause: Clause) -> Clause:
    """`>= 3.8` and `< 3.9` become `== 3.8.*`. Only here: until now each could go without the other."""
    for low, high in combinations(clause, 2):
        if low.variable == high.variable and (low.operator, high.operator) == (">=", "<"):
            (start,), (end,) = low.node.cuts, high.node.cuts
            series = _series(start, end)
            if series is not None:
                folded = _term(low.variable, "==", f"{_text(series)}.*", False, start, end)
                return tuple(folded if term is low else term for term in clause if term is not high)
    return clause


def _drop_terms(node: Node, clause: Clause) -> Clause:
    """The clause without the terms that it can lose while it still says no more than the diagram.

    Exclusions go first, so that what stays is said positively. A clause about `platform_release` keeps its
    platform, which says how the release is read.
    """
    keeps_platform = any(term.variable.name == "platform_release" for term in clause)
    kept = list(clause)
    for term in sorted(clause, key=lambda term: term.operator not in ("!=", "not in")):
        rest = [other for other in kept if other is not term]
        if not (keeps_platform and term.variable.name == "sys_platform") and _holds_throughout(node, rest):
            kept = rest
    return tuple(kept)


def _holds_throughout(node: Node, terms: list[Term]) -> bool:
    """Whether the diagram is true wherever all the terms are."""
    allowed: dict[Variable, Node] = {}
    for term in terms:
        allowed[term.variable] = conjunction(allowed.get(term.variable, TRUE), term.node)
    answers: dict[Node, bool] = {TRUE: True, FALSE: False}

    def visit(node: Node) -> bool:
        if node not in answers:
            choices = allowed.get(node.variable)
            answers[node] = all(
                visit(child)
                for child in (
                    node.children if choices is None else [c for _, c, ok in align(node, choices) if ok is TRUE]
                )
            )
        return answers[node]

    return visit(node)


def _drop_clauses(node: Node, clauses: list[Clause]) -> list[Clause]:
    """Leave out, longest first, every clause that the others cover."""
    sets = [frozenset(clause) for clause in clauses]
    kept = [clause for clause, terms in zip(clauses, sets, strict=True) if not any(other < terms for other in sets)]
    if len(kept) > COVER_LIMIT:
        return kept
    cubes = {clause: _cube(clause) for clause in kept}
    for clause in sorted(kept, key=len, reverse=True):
        rest = [other for other in kept if other is not clause]
        if reduce(disjunction, (cubes[other] for other in rest), FALSE) is node:
            kept = rest
    return kept


def _place(term: Term) -> tuple[bool, bool, str]:
    """Versions first, then strings by name, then extras; the two readings of `platform_release` side by side."""
    variable = term.variable
    return variable.name not in FULL_VERSION_NAMES, variable.kind in (Kind.EXTRA, Kind.MEMBER), variable.name


def _clause_place(clause: Clause) -> list[tuple[bool, bool, str]]:
    return [_place(term) for term in clause]
