"""The text that is asked about, numbered, with what became of each line that asks for something, and its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resolver_core import ProblemSyntaxError
from webui.resolutions.models import Submission
from webui.resolutions.showing.rows import Row
from webui.resolutions.showing.sides import TextLine
from webui.stored_json import in_order


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """One of the files; `text` is "" for the one that is asked about, which is shown by its lines."""

    path: str
    lines: int
    text: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Input:
    """What was asked: the lines of the text, all files by path where there are several, and what was noted."""

    name: str
    lines: list[TextLine]
    files: list[QuestionFile]
    notes: tuple[str, ...]


def input_of(submission: Submission, rows: Iterable[Row]) -> Input:
    """The input of a stored question."""
    files = [
        QuestionFile(path, _count(text), text, is_asked=False) for path, text in in_order(submission.files).items()
    ]
    if submission.files or submission.input:
        files.append(QuestionFile(submission.input, _count(submission.text), "", is_asked=True))
    ordered = sorted(files, key=lambda file: (not file.is_asked, file.path))
    return Input(submission.input, text_lines(submission.text, rows), ordered, _notes(submission))


def text_lines(text: str, rows: Iterable[Row]) -> list[TextLine]:
    """Every line with the rows that it asks for."""
    by_line: dict[int, list[Row]] = {}
    for row in rows:
        for line in row.lines:
            by_line.setdefault(line, []).append(row)
    return [TextLine(n, line, tuple(by_line.get(n, ()))) for n, line in enumerate(text.split("\n"), 1)]


def _count(text: str) -> int:
    return len(text.splitlines())


def _notes(submission: Submission) -> tuple[str, ...]:
    """What was noted when the text was read; nothing of one that this release reads no more."""
    try:
        return submission.asked.problem(submission.created_at).notes
    except ProblemSyntaxError:
        return ()
