"""A Python script with inline metadata (PEP 723) as a problem."""

from __future__ import annotations

import re
from datetime import datetime

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs.dependency_lists import read_requirements
from resolver_core.inputs.document import Document
from resolver_core.inputs.problem import InputKind, Problem
from resolver_core.inputs.pyproject import check_uses
from resolver_core.inputs.requirement import parse_requires_python
from resolver_core.inputs.tool_uv import read_tool_uv

_OPENING = re.compile(r"# /// script\s*")
_CLOSING = "# ///"


def has_script_block(text: str) -> bool:
    """Whether a line opens a `script` block."""
    return any(_OPENING.fullmatch(line) for line in text.removeprefix("\ufeff").split("\n"))


def parse_script(text: str, now: datetime) -> Problem:
    """Read the `script` block of a Python file. Raises `ProblemSyntaxError` with every mistake."""
    document = Document.parse(_block(text))
    dependencies = read_requirements(document, ("dependencies",))
    tool_uv = read_tool_uv(document, now)
    check_uses(document, tool_uv, dependencies)
    requires_python = document.read_string(("requires-python",), parse_requires_python)
    document.raise_mistakes()
    fields = tool_uv.problem_fields()
    fields["lock_refusals"] = (*tool_uv.lock_refusals, *dict.fromkeys(document.lock_mistakes))
    return Problem(
        kind=InputKind.SCRIPT,
        text=text,
        requires_python=requires_python,
        requires_python_line=document.line(("requires-python",)),
        dependencies=dependencies,
        default_groups=(),
        **fields,
        notes=tuple(dict.fromkeys(document.notes)),
    )


def _block(text: str) -> str:
    """The TOML of the block on the very lines and columns where it stands in the text."""
    lines = text.removeprefix("\ufeff").split("\n")
    openings = [index for index, line in enumerate(lines) if _OPENING.fullmatch(line)]
    if not openings:
        raise ProblemSyntaxError((Mistake("The script has no block of inline metadata (`# /// script`)."),))
    if len(openings) > 1:
        message = "A script may have one block of inline metadata only."
        raise ProblemSyntaxError((Mistake(message, openings[1] + 1, 1, lines[openings[1]].strip()),))
    start = openings[0]
    end = _end(lines, start)
    toml = ["" if index <= start or index >= end else _uncommented(line) for index, line in enumerate(lines)]
    return "\n".join(toml)


def _end(lines: list[str], start: int) -> int:
    """The index of the closing line: the last one of the unbroken comment (PEP 723)."""
    closing = None
    for index in range(start + 1, len(lines)):
        line = lines[index].rstrip()
        if line == _CLOSING:
            closing = index
        if line != "#" and not line.startswith("# "):
            break
    if closing is None:
        message = f"The block of inline metadata is not closed: a line `{_CLOSING}` is missing."
        raise ProblemSyntaxError((Mistake(message, start + 1, 1, lines[start].strip()),))
    return closing


def _uncommented(line: str) -> str:
    # Blanks in place of the comment sign keep the columns; TOML does not mind them.
    return "  " + line[2:] if line.startswith("# ") else ""
