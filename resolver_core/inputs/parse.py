"""The door of `inputs`: a pasted text becomes a `Problem`, whatever its kind."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded, Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.counts import mistakes_in_counts
from resolver_core.inputs.document import Document, load_toml
from resolver_core.inputs.pdm import PDM, read_pdm
from resolver_core.inputs.poetry import POETRY, read_poetry
from resolver_core.inputs.problem import InputKind, Problem
from resolver_core.inputs.pyproject import PROJECT, read_pyproject
from resolver_core.inputs.requirements_txt import parse_requirements_txt
from resolver_core.inputs.script import has_script_block, parse_script
from resolver_core.inputs.tool_uv import TOOL_UV

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_TOML_LINE = re.compile(r"""^(?:[ \t]*\[|(?![ \t]*-)[\w."' \t-]+=[ \t]*["'\[{])""", re.MULTILINE)
"""The beginning of a table or of a quoted or bracketed value: no line of a requirements.txt looks like it."""


def parse_problem(text: str, *, filename: str | None = None, now: datetime | None = None) -> Problem:
    """Read a pasted text: `pyproject.toml` (also Poetry's or PDM's), `requirements.txt` or a PEP 723 script.

    `filename` settles the kind where it can; otherwise the text does. Spans such as
    `exclude-newer = "30 days"` end at `now` (default: this moment).
    Raises `ProblemSyntaxError` with every mistake and its line, and for a text beyond one of the `limits`.
    """
    refuse_unreadable(text)
    try:
        with stopping.heeding(limit_seconds=limits.READING_SECONDS):
            problem = _parse(text, filename, now or datetime.now(UTC))
    except BudgetExceeded as error:
        message = f"The text asks for too much: it could not be read within {limits.READING_SECONDS:g} seconds."
        raise ProblemSyntaxError((Mistake(message),)) from error
    if mistakes := tuple(mistakes_in_counts(problem)):
        raise ProblemSyntaxError(mistakes)
    return problem


def _parse(text: str, filename: str | None, moment: datetime) -> Problem:
    match detect_kind(text, filename):
        case InputKind.REQUIREMENTS:
            return parse_requirements_txt(text)
        case InputKind.SCRIPT:
            return parse_script(text, moment)
        case _:
            return _parse_toml(text, moment)


def detect_kind(text: str, filename: str | None = None) -> InputKind:
    """The kind of a text. For any TOML the answer is `PYPROJECT`: which tool's it is shows once it is parsed."""
    suffix = (filename or "").lower().rpartition(".")[2]
    by_suffix = {
        "toml": InputKind.PYPROJECT,
        "txt": InputKind.REQUIREMENTS,
        "in": InputKind.REQUIREMENTS,
        "py": InputKind.SCRIPT,
    }
    if suffix in by_suffix:
        return by_suffix[suffix]
    if has_script_block(text):
        return InputKind.SCRIPT
    return InputKind.PYPROJECT if _is_toml(text) else InputKind.REQUIREMENTS


def _is_toml(text: str) -> bool:
    """Valid TOML with anything in it, or a text with a line that only TOML has."""
    try:
        return bool(load_toml(text))
    except ProblemSyntaxError:
        return _TOML_LINE.search(text) is not None


def _parse_toml(text: str, now: datetime) -> Problem:
    document = Document.parse(text)
    if document.has(PROJECT):
        if document.has(PDM) and not document.has(TOOL_UV):
            return read_pdm(document, now)
        if document.has(POETRY):
            document.notes.append("`[tool.poetry]` is ignored beside `[project]`, as uv does.")
        return read_pyproject(document, now)
    if document.has(POETRY):
        return read_poetry(document, now)
    if document.has(("dependency-groups",)) or document.has(TOOL_UV):
        return read_pyproject(document, now)
    message = "There is no `[project]` table (nor `[dependency-groups]`, `[tool.uv]` or `[tool.poetry]`)."
    raise ProblemSyntaxError((Mistake(message),))


def refuse_unreadable(text: str) -> None:
    """Raise `ProblemSyntaxError` for a text that is empty, too long or no text at all."""
    mistake = _unreadable(text)
    if mistake is not None:
        raise ProblemSyntaxError((mistake,))


def _unreadable(text: str) -> Mistake | None:
    size = len(text) if len(text) > limits.TEXT_BYTES else len(text.encode("utf-8", "surrogatepass"))
    if size > limits.TEXT_BYTES:
        return Mistake(f"The text is too long: it has {size:,} bytes, and at most {limits.TEXT_BYTES:,} are read.")
    if (lines := text.count("\n") + 1) > limits.TEXT_LINES:
        return Mistake(limits.too_many("The text", lines, "lines", limits.TEXT_LINES))
    if not text.strip("\ufeff \t\r\n\f\v"):
        return Mistake("The text is empty: paste a pyproject.toml, a requirements.txt or a script.")
    match = _NO_TEXT.search(text)
    if match is None:
        return None
    name = "a NUL byte" if match[0] == "\0" else "half of a surrogate pair"
    before = text[: match.start()]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Mistake(f"The text contains {name}, so it is no text file.", line, column)
