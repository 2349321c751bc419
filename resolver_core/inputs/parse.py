"""The door of `inputs`: a pasted text becomes a `Problem`, whatever its kind."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import UTC, datetime

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded, Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.counts import mistakes_in_counts
from resolver_core.inputs.decoding import has_lone_returns, with_line_ends
from resolver_core.inputs.document import load_toml
from resolver_core.inputs.dynamic_dependencies import is_stated_by_poetry
from resolver_core.inputs.pdm import PDM, read_pdm
from resolver_core.inputs.poetry import POETRY, read_poetry
from resolver_core.inputs.problem import InputKind, Problem
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.inputs.pyproject import PROJECT
from resolver_core.inputs.requirements_txt import parse_requirements_txt
from resolver_core.inputs.script import has_script_block, parse_script
from resolver_core.inputs.surroundings import read_in_workspace, with_path_sources, with_settings_of_root
from resolver_core.inputs.uv_configuration import TOOL_UV
from resolver_core.inputs.workspace import WorkspaceReader
from resolver_core.inputs.workspace_checks import with_refusals

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_TOML_LINE = re.compile(r"""^(?:[ \t]*\[|(?![ \t]*-)[\w."' \t-]+=[ \t]*["'\[{])""", re.MULTILINE)
"""The beginning of a table or of a quoted or bracketed value: no line of a requirements.txt looks like it."""


def parse_problem(text: str, *, filename: str | None = None, now: datetime | None = None) -> Problem:
    """Read a pasted text: `pyproject.toml` (also Poetry's or PDM's), `requirements.txt` or a PEP 723 script.

    `filename` settles the kind where it can; otherwise the text does. Spans such as
    `exclude-newer = "30 days"` end at `now` (default: this moment).
    Raises `ProblemSyntaxError` with every mistake and its line, and for a text beyond one of the `limits`.
    """
    return parse_project(ProjectFiles.single(text, filename), now=now)


def parse_project(files: ProjectFiles, *, now: datetime | None = None) -> Problem:
    """Read the file that is asked about with those beside it: workspace, path sources, settings, included files.

    As uv does when it is started in the root of the files. Raises `ProblemSyntaxError` with every mistake, and for
    files beyond one of the `limits`.
    """
    refuse_unreadable(files.text)
    _refuse_unreadable_beside(files)
    files, notes = _with_line_ends(files)
    try:
        with stopping.heeding(limit_seconds=limits.READING_SECONDS):
            problem = _parse(files, now or datetime.now(UTC))
    except BudgetExceeded as error:
        message = f"The text asks for too much: it could not be read within {limits.READING_SECONDS:g} seconds."
        raise ProblemSyntaxError((Mistake(message),)) from error
    if mistakes := tuple(mistakes_in_counts(problem)):
        raise ProblemSyntaxError(mistakes)
    return replace(problem, notes=(*problem.notes, *notes)) if notes else problem


def _with_line_ends(files: ProjectFiles) -> tuple[ProjectFiles, tuple[str, ...]]:
    """The files with line ends that every reader knows, and a note where uv does not know them."""
    plain = {path: with_line_ends(text) for path, text in files.texts.items()}
    if plain == files.texts:
        return files, ()
    files, lone = replace(files, texts=plain), has_lone_returns(files.text)
    if not lone or detect_kind(files.text, files.input) is InputKind.REQUIREMENTS:
        return files, ()
    return files, ("Lines that end in a carriage return alone were read as lines; uv refuses such a file.",)


def _parse(files: ProjectFiles, moment: datetime) -> Problem:
    if files.input.lower().endswith((".cfg", "setup.py")):
        name = posixpath.basename(files.input)
        message = f"A `{name}` is read by a build alone: write what it requires into a requirements.txt, and ask that."
        raise ProblemSyntaxError((Mistake(message),))
    match detect_kind(files.text, files.input):
        case InputKind.REQUIREMENTS:
            reader = WorkspaceReader(files, moment)
            problem = with_settings_of_root(parse_requirements_txt(files), reader)
            problem = with_path_sources(problem, reader, files)
        case InputKind.SCRIPT:
            problem = parse_script(files.text, moment)
        case _:
            files = files.as_pyproject()
            problem = _parse_toml(files, WorkspaceReader(files, moment), moment)
    return with_refusals(replace(problem, files=files))


def parse_changed(problem: Problem, text: str, *, filename: str | None = None) -> Problem:
    """The problem of another text in the place of the one asked about, with the same files beside it."""
    if problem.files is None or len(problem.files.texts) == 1:
        return parse_problem(text, filename=filename)
    return parse_project(problem.files.with_text(text))


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


def _parse_toml(files: ProjectFiles, reader: WorkspaceReader, now: datetime) -> Problem:
    document = reader.document(files.folder)
    assert document is not None, "the text that is asked about is among the files"
    document = document.afresh()
    if document.has(PROJECT):
        if document.has(PDM) and not document.has(TOOL_UV):
            return read_pdm(document, now)
        problem = read_in_workspace(reader, files)
        ignored = "`[tool.poetry]` is ignored beside `[project]`, as uv does."
        is_ignored = document.has(POETRY) and not is_stated_by_poetry(document)
        return replace(problem, notes=(*problem.notes, ignored)) if is_ignored else problem
    if document.has(POETRY):
        return read_poetry(document, now)
    if document.has(("dependency-groups",)) or document.has(TOOL_UV):
        return read_in_workspace(reader, files)
    message = "There is no `[project]` table (nor `[dependency-groups]`, `[tool.uv]` or `[tool.poetry]`)."
    raise ProblemSyntaxError((Mistake(message),))


def refuse_unreadable(text: str) -> None:
    """Raise `ProblemSyntaxError` for a text that is empty, too long or no text at all."""
    mistake = _unreadable(text)
    if mistake is not None:
        raise ProblemSyntaxError((mistake,))


def _refuse_unreadable_beside(files: ProjectFiles) -> None:
    """The same for the other files, which may be empty."""
    for path, text in files.texts.items():
        mistake = _unreadable(text) if path != files.input and text.strip() else None
        if mistake is not None:
            raise ProblemSyntaxError((replace(mistake, file=path),))


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
