"""A text as its sentences, and which of them say what would be otherwise: those need an experiment of their own."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=\.) (?=\S)")
_QUOTED = re.compile("“[^”]*”")
_OUTCOME = (
    r"(agrees?|(have|has|gets?|picks?) the same|there is (an answer|a solution|one|none|no solution)"
    r"|(has|gives|have|finds?) (an answer|a solution)|succeeds|would|is taken|it is)"
)
_COUNTERFACTUAL = re.compile(
    r"\b(without|because|would|follows? from|holds? back|held back|makes? the difference|if .* (did|were)"
    rf"|(with|after|for|as|to|once|where|there) .*\b{_OUTCOME})\b",
    re.IGNORECASE,
)
"""The forms of such a sentence. A quotation is not part of it."""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order; joined by blanks they are the text again."""
    return tuple(_END.split(text)) if text else ()


def is_counterfactual(sentence: str) -> bool:
    """Whether a sentence says what comes out where something is otherwise: by its form, whoever wrote it."""
    return _COUNTERFACTUAL.search(_QUOTED.sub("", sentence)) is not None
