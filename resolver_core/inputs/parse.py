"""The door of `inputs`: a pasted text becomes a `Problem`, whatever its kind."""

from __future__ import annotations

from datetime import UTC, datetime

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs.document import Document
from resolver_core.inputs.problem import Problem
from resolver_core.inputs.pyproject import read_pyproject

LONGEST_TEXT = 1_000_000
"""The longest text that is read, in bytes of UTF-8."""


def parse_problem(text: str, *, filename: str | None = None, now: datetime | None = None) -> Problem:
    """Read a pasted text: `pyproject.toml` (also Poetry's or PDM's), `requirements.txt` or a PEP 723 script.

    `filename` helps to tell the kind where the text alone does not. Spans such as
    `exclude-newer = "30 days"` end at `now` (default: this moment).
    Raises `ProblemSyntaxError` with every mistake and its line.
    """
    _refuse_unreadable(text)
    moment = now or datetime.now(UTC)
    return read_pyproject(Document.parse(text), moment)


def _refuse_unreadable(text: str) -> None:
    mistake = _unreadable(text)
    if mistake is not None:
        raise ProblemSyntaxError((mistake,))


def _unreadable(text: str) -> Mistake | None:
    if not text.strip():
        return Mistake("The text is empty: paste a pyproject.toml, a requirements.txt or a script.")
    if "\0" in text:
        before = text[: text.index("\0")]
        line = before.count("\n") + 1
        return Mistake("The text contains a NUL byte, so it is no text file.", line, len(before) - before.rfind("\n"))
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LONGEST_TEXT:
        return Mistake(f"The text is too long: {size:,} bytes, and at most {LONGEST_TEXT:,} are read.")
    return None
