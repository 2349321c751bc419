"""The text of an answer that is compared."""

from __future__ import annotations

import hashlib
import re
from functools import partial

from tests.golden.canonical_json import canonical_document, canonical_lines
from tests.golden.canonical_page import canonical_page
from tests.golden.collected import Answer, Form, Part
from tests.golden.renaming import NOTHING, Renaming
from tests.golden.volatile import steady_words

_DELETE_KEY = re.compile(r"(/delete/)[\w-]{24,}")
"""Of one run alone: it is made of chance."""


def canonical(part: Part, name: str, renaming: Renaming = NOTHING, with_blanks: bool = True) -> str:
    """The canonical text of one answer of a part, with its question and its facts at the top.

    Without blanks it says nothing of those between the words of a page.
    """
    answer = part.answers[name]
    facts = steady_words("\n".join((f"asked: {answer.asked}", *answer.facts)))
    text = f"{facts}\n{_body(answer, part.stand_ins, renaming, with_blanks)}\n"
    return _stood_in(text, part.stand_ins)


def _body(answer: Answer, stand_ins: dict[str, str], renaming: Renaming, with_blanks: bool) -> str:
    if answer.form is Form.BYTES:
        return f"SHA-256 {hashlib.sha256(answer.body).hexdigest()} of {len(answer.body)} bytes"
    text = answer.body.decode()
    if answer.form is Form.PAGE:
        return canonical_page(text, with_blanks, partial(_stood_in, stand_ins=stand_ins))
    text = _stood_in(text, stand_ins)  # before the keys are sorted, which may be addresses
    if answer.form is Form.JSON:
        return canonical_document(text, renaming)
    return canonical_lines(text, renaming) if answer.form is Form.JSON_LINES else steady_words(text)


def _stood_in(text: str, stand_ins: dict[str, str]) -> str:
    for actual in sorted(stand_ins, key=len, reverse=True):
        text = text.replace(actual, stand_ins[actual])
    return _DELETE_KEY.sub(r"\1key", text)
