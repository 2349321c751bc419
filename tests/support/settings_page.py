"""The table of settings in docs/hosting.md, written from webui/settings.py: `python -m tests.support.settings_page`.

A setting is a call of a reader of webui/environment_variables.py. What it means says the comment behind its statement,
else the one above. One that is read elsewhere stands in a comment `# NAME (default): meaning`.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.shared import REPOSITORY

SETTINGS = REPOSITORY / "webui" / "settings.py"
PAGE = REPOSITORY / "docs" / "hosting.md"
BLOCK = re.compile(r"(<!-- settings -->\n).*?(<!-- end -->)", re.DOTALL)
READERS = ("text", "number", "flag", "names", "choice")
_ELSEWHERE = re.compile(r"# ([A-Z][A-Z_]+) \((.*?)\): (.+)")


@dataclass(frozen=True, order=True)
class Setting:
    """One environment variable."""

    name: str
    default: str
    meaning: str


def settings(source: str) -> list[Setting]:
    """All settings of a module, by name."""
    comments, lines = _comments(source), source.splitlines()
    found = [Setting(*match.groups()) for line in lines if (match := _ELSEWHERE.fullmatch(line.strip()))]
    for statement in ast.parse(source).body:
        for call in ast.walk(statement):
            if _is_reader(call):
                assert isinstance(call, ast.Call)
                name, *default = call.args
                meaning = _meaning(statement, comments, lines)
                found.append(Setting(ast.literal_eval(name), _default(call, default), meaning))
    return sorted({one.name: one for one in sorted(found, key=lambda one: len(one.meaning))}.values())


def written(text: str) -> str:
    """The page with its table as the settings are now."""
    rows = [f"| `{one.name}` | {one.default} | {one.meaning} |" for one in settings(SETTINGS.read_text("utf-8"))]
    table = "\n".join(["| name | default | meaning |", "| --- | --- | --- |", *rows])
    return BLOCK.sub(lambda block: f"{block[1]}{table}\n{block[2]}", text)


def named_in(folder: Path) -> Iterator[str]:
    """Every variable of ours that some module of a folder names."""
    for path in folder.rglob("*.py"):
        yield from re.findall(r'"(WHICHWHEEL_[A-Z_]+|REDIS_URL|DATABASE_URL|SECRET_KEY)"', path.read_text("utf-8"))


def _is_reader(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "environment"
        and node.func.attr in READERS
    )


def _default(call: ast.Call, rest: list[ast.expr]) -> str:
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr == "flag":
        return "no"
    if not rest:
        return ""
    if call.func.attr == "choice":
        words = [
            node.value for node in ast.walk(rest[0]) if isinstance(node, ast.Constant) and str(node.value).islower()
        ]
        return " / ".join(f"`{word}`" for word in dict.fromkeys(words) if word != "uv")
    value = ast.literal_eval(rest[0])
    return f"`{value:g}`" if isinstance(value, int | float) else f"`{value}`" if value else ""


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _meaning(statement: ast.stmt, comments: dict[int, str], lines: list[str]) -> str:
    assert statement.end_lineno is not None
    behind = [comments[line] for line in range(statement.lineno, statement.end_lineno + 1) if line in comments]
    if behind:
        return " ".join(behind)
    above: list[str] = []
    line = statement.lineno - 1
    while line in comments and lines[line - 1].startswith("#") and not _ELSEWHERE.fullmatch(lines[line - 1]):
        above.insert(0, comments[line])
        line -= 1
    return " ".join(above)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
