"""Terms and clauses: what a marker's text is made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from resolver_core.markers.diagram import (
    TRUE,
    Cut,
    Node,
    Value,
    alternating,
    boolean,
    conjunction,
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


def cube(terms: Iterable[Term]) -> Node:
    """Where all the terms hold."""
    return reduce(conjunction, (term.node for term in terms), TRUE)


def boolean_term(variable: Variable, positive: bool) -> Term:
    """`extra == 'x'`, `'x' in variable` or the opposite."""
    signs = ("==", "!=") if variable.kind == Kind.EXTRA else ("in", "not in")
    return Term(variable, signs[0 if positive else 1], variable.value, boolean(variable, positive))


def excluded_values(intervals: list[Interval]) -> list[Value] | None:
    """The single values left out, if these intervals are everything but some single values."""
    if intervals[0][0] is not None or intervals[-1][1] is not None:
        return None
    excluded: list[Value] = []
    for (_, end), (start, _) in pairwise(intervals):
        if end is None or start is None or end[0] != start[0]:
            return None
        excluded.append(end[0])
    return excluded


def excluded_series(intervals: list[Interval]) -> Value | None:
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


def interval_terms(variable: Variable, lower: Cut | None, upper: Cut | None) -> Clause:
    """The terms that together say "between these borders"."""
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
