"""A diagram as text: the valid marker that a lock would print (uv-resolution section 7.5).

The text is uv's, word for word (`covering`); all the same, markers are compared as sets.
"""

from __future__ import annotations

from typing import Final

from resolver_core.errors import BudgetExceeded
from resolver_core.markers.clauses import Clause, Term, TooManyClauses
from resolver_core.markers.covering import covering_clauses
from resolver_core.markers.diagram import FALSE, TRUE, Node

ALWAYS: Final = ""
"""The text of TRUE: no marker at all."""

NEVER: Final = "python_version < '0'"
"""The text of FALSE, as uv writes it."""

CLAUSE_LIMIT: Final = 500
"""How many clauses a text may be made from."""


def to_text(node: Node) -> str:
    """The marker of a diagram: "" for TRUE, `NEVER` for FALSE, else clauses joined by `or`.

    Where that is too long, but the opposite set is short, clauses joined by `and` instead. Raises
    `resolver_core.errors.BudgetExceeded` where both would have more than `CLAUSE_LIMIT` clauses.
    """
    if node is TRUE or node is FALSE:
        return ALWAYS if node is TRUE else NEVER
    try:
        return _join(covering_clauses(node, CLAUSE_LIMIT), " and ", " or ")
    except TooManyClauses:
        pass
    try:
        opposite = covering_clauses(node.negation, CLAUSE_LIMIT)
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
