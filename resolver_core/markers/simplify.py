"""A diagram as text: the valid marker that a lock would print (uv-resolution section 7.5).

All ways to TRUE become clauses joined by `or`; then terms that another clause makes superfluous and
clauses that contain another one are left out. The text reads back as an equal set.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from resolver_core.markers.diagram import FALSE, TRUE, Cut, Node, Value
from resolver_core.markers.variables import FULL_VERSION_NAMES, Kind, Variable

ALWAYS: Final = ""
"""The text of TRUE: no marker at all."""

NEVER: Final = "python_version < '0'"
"""The text of FALSE, as uv writes it."""

Interval = tuple[Cut | None, Cut | None]

_OPPOSITE: Final = {"==": "!=", "<": ">=", ">": "<=", "in": "not in"}
_OPPOSITE_OF: Final = _OPPOSITE | {negated: operator for operator, negated in _OPPOSITE.items()}


class Term(NamedTuple):
    """One comparison of a clause: `name operator 'text'`, or the reverse for `Kind.CONTAINS` and `MEMBER`."""

    kind: int
    name: str
    operator: str
    text: str

    @property
    def opposite(self) -> Term:
        """The term that holds exactly where this one does not."""
        return self._replace(operator=_OPPOSITE_OF[self.operator])

    def __str__(self) -> str:
        quoted = f'"{self.text}"' if "'" in self.text else f"'{self.text}'"
        if self.kind in (Kind.CONTAINS, Kind.MEMBER):
            return f"{quoted} {self.operator} {self.name}"
        return f"{self.name} {self.operator} {quoted}"


Clause = tuple[Term, ...]


def to_text(node: Node) -> str:
    """The marker of a diagram: "" for TRUE, `NEVER` for FALSE, else clauses joined by `or`."""
    if node is TRUE or node is FALSE:
        return ALWAYS if node is TRUE else NEVER
    clauses = to_clauses(node)
    texts = [" and ".join(map(str, clause)) for clause in clauses]
    if len(texts) == 1:
        return texts[0]
    return " or ".join(f"({text})" if len(clause) > 1 else text for text, clause in zip(texts, clauses, strict=True))


def to_clauses(node: Node) -> list[Clause]:
    """The simplified disjunctive normal form of a diagram."""
    clauses = _drop_terms(list(_ways_to_true(node, ())))
    return sorted((tuple(sorted(clause, key=_place)) for clause in _drop_clauses(clauses)), key=_clause_place)


def _ways_to_true(node: Node, clause: Clause) -> Iterator[Clause]:
    if node is TRUE:
        yield clause
    if node.variable.kind == Kind.TERMINAL:
        return
    for child, intervals in _by_child(node).items():
        if child is not FALSE:
            for terms in _conditions(node.variable, intervals):
                yield from _ways_to_true(child, clause + terms)


def _by_child(node: Node) -> dict[Node, list[Interval]]:
    grouped: dict[Node, list[Interval]] = {}
    for lower, upper, child in node.edges():
        grouped.setdefault(child, []).append((lower, upper))
    return grouped


def _conditions(variable: Variable, intervals: list[Interval]) -> Iterator[Clause]:
    """The alternatives that together say "the variable is in one of these intervals"."""
    if variable.kind not in (Kind.STRING, Kind.VERSION):
        yield (_boolean_term(variable, intervals[0][0] is None),)
        return
    excluded = _excluded_values(intervals)
    if excluded is not None:
        yield tuple(_term(variable, "!=", value) for value in excluded)
        return
    series = _excluded_series(intervals) if variable.kind == Kind.VERSION else None
    if series is not None:
        yield (_term(variable, "!=", series, star=True),)
        return
    for lower, upper in intervals:
        yield _interval_terms(variable, lower, upper)


def _boolean_term(variable: Variable, positive: bool) -> Term:
    if variable.kind == Kind.EXTRA:
        return Term(variable.kind, variable.name, "==" if positive else "!=", variable.value)
    return Term(variable.kind, variable.name, "in" if positive else "not in", variable.value)


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
    series = _series(lower, upper)
    if series is not None:
        return (_term(variable, "==", series, star=True),)
    if lower is not None and upper is not None and lower[0] == upper[0]:
        return (_term(variable, "==", lower[0]),)
    terms = []
    if lower is not None:
        terms.append(_term(variable, ">" if lower[1] else ">=", lower[0]))
    if upper is not None:
        terms.append(_term(variable, "<=" if upper[1] else "<", upper[0]))
    return tuple(terms)


def _term(variable: Variable, operator: str, value: Value, star: bool = False) -> Term:
    text = value if isinstance(value, str) else ".".join(map(str, value)) or "0"
    return Term(variable.kind, variable.name, operator, text + ".*" * star)


def _drop_terms(clauses: list[Clause]) -> list[Clause]:
    """`A or (not A and B)` is `A or B`: a term goes where another clause has its opposite and nothing new."""
    sets = [frozenset(clause) for clause in clauses]
    for i, clause in enumerate(clauses):
        kept = list(clause)
        for term in clause:
            flipped = {*kept, term.opposite} - {term}
            if any(j != i and term.opposite in other and other <= flipped for j, other in enumerate(sets)):
                kept.remove(term)
        clauses[i], sets[i] = tuple(kept), frozenset(kept)
    return clauses


def _drop_clauses(clauses: list[Clause]) -> list[Clause]:
    """Leave out every clause that contains another one."""
    kept: list[frozenset[Term]] = []
    for clause in sorted(map(frozenset, clauses), key=len):
        if not any(other <= clause for other in kept):
            kept.append(clause)
    return [clause for clause in dict.fromkeys(clauses) if frozenset(clause) in kept]


def _place(term: Term) -> tuple[bool, bool, str]:
    """Versions first, then strings by name, then extras; the two readings of `platform_release` side by side."""
    return term.name not in FULL_VERSION_NAMES, term.kind in (Kind.EXTRA, Kind.MEMBER), term.name


def _clause_place(clause: Clause) -> list[tuple[bool, bool, str]]:
    return [_place(term) for term in clause]
