"""A diagram as text: the valid marker that a lock would print (uv-resolution section 7.5).

A diagram becomes clauses joined by `or`; then every term and every clause goes without which the text
still says the same. uv's own text can differ by such a choice: markers are compared as sets, never as text.
"""

from __future__ import annotations

from functools import reduce
from itertools import combinations
from typing import Final

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded
from resolver_core.markers.clauses import (
    Clause,
    Cover,
    Term,
    TooManyClauses,
    cube,
    make_term,
    series_between,
    value_text,
)
from resolver_core.markers.diagram import FALSE, TRUE, Node, align, conjunction, disjunction
from resolver_core.markers.variables import FULL_VERSION_NAMES, Kind, Variable

ALWAYS: Final = ""
"""The text of TRUE: no marker at all."""

NEVER: Final = "python_version < '0'"
"""The text of FALSE, as uv writes it."""

CLAUSE_LIMIT: Final = 500
"""How many clauses a text may be made from."""

COVER_LIMIT: Final = 40
"""Up to how many clauses each one is tried for being covered by all the others together."""


def to_text(node: Node) -> str:
    """The marker of a diagram: "" for TRUE, `NEVER` for FALSE, else clauses joined by `or`.

    Where that is too long, but the opposite set is short, clauses joined by `and` instead. Raises
    `resolver_core.errors.BudgetExceeded` where both would have more than `CLAUSE_LIMIT` clauses.
    """
    if node is TRUE or node is FALSE:
        return ALWAYS if node is TRUE else NEVER
    try:
        return _join(to_clauses(node), " and ", " or ")
    except TooManyClauses:
        pass
    try:
        opposite = to_clauses(node.negation)
    except TooManyClauses:
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


def to_clauses(node: Node) -> list[Clause]:
    """A disjunctive normal form of a diagram from which no term and (up to `COVER_LIMIT`) no clause can go.

    Raises `TooManyClauses` when there would be more than `CLAUSE_LIMIT`.
    """
    cover = Cover(CLAUSE_LIMIT)
    shortened = (_drop_terms(node, clause) for clause in cover(node, node).clauses)
    clauses = map(_fold_series, _drop_clauses(node, list(dict.fromkeys(shortened))))
    return sorted((tuple(sorted(clause, key=_place)) for clause in clauses), key=_clause_place)


def _fold_series(clause: Clause) -> Clause:
    """`>= 3.8` and `< 3.9` become `== 3.8.*`. Only here: until now each could go without the other."""
    for low, high in combinations(clause, 2):
        if low.variable == high.variable and (low.operator, high.operator) == (">=", "<"):
            (start,), (end,) = low.node.cuts, high.node.cuts
            series = series_between(start, end)
            if series is not None:
                folded = make_term(low.variable, "==", f"{value_text(series)}.*", False, start, end)
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
        stopping.check()
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
    cubes = {clause: cube(clause) for clause in kept}
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
