"""`is_report()`: whether a pasted text is an issue report at all."""

from __future__ import annotations

import re
import tomllib

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.report.blocks import parts_of
from resolver_core.inputs.report.prompts import split_prompt
from resolver_core.inputs.script import has_script_block
from resolver_core.inputs.secrets.redaction import redact

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_TABLE = re.compile(r"^\[(?:project|tool\.)", re.MULTILINE)
_COMMAND = re.compile(
    r"\b(?:uv (?:pip|sync|lock|add|run|tool|venv)|uvx |pip3? (?:install|download)"
    r"|poetry (?:lock|add|install)|pdm (?:lock|add|install)|pip-compile)\b"
)


def is_report(text: str, filename: str | None = None) -> bool:
    """Whether a text is a report rather than a project file, a list of requirements or a script.

    A certain mark beats the guess: the name of a Python file, or a block of inline metadata that stands in no fence.
    """
    if len(text) > limits.REPORT_CHARACTERS or text.count("\n") >= limits.TEXT_LINES:
        return False
    if (filename or "").lower().endswith(".py") or _is_toml(text):
        return False
    if has_script_block(text) and _has_script_block_in_the_open(text):
        return False
    if text.startswith("---\n") or _FENCE.search(text):
        return True
    words = [line for line in text.split("\n") if len(line.split()) > 5 and not line.lstrip().startswith(("#", "-"))]
    if _COMMAND.search(text) and any(len(line) < 400 and split_prompt(line)[0] for line in text.split("\n")[:500]):
        return True
    if words and re.search(r"`[^`\n]{0,80}" + _COMMAND.pattern, text):
        return True
    return len(words) >= 2 and (_TABLE.search(text) is not None or _COMMAND.search(text) is not None)


def readable(text: str) -> str:
    """A report with plain line ends and without its secrets. Raises `ProblemSyntaxError` for one that is too long."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.count("\n") + 1
    counts = ((len(plain), "characters", limits.REPORT_CHARACTERS), (lines, "lines", limits.TEXT_LINES))
    for count, things, limit in counts:
        if count > limit:
            raise ProblemSyntaxError((Mistake(limits.too_many("The report", count, things, limit)),))
    return redact(plain).text


def _has_script_block_in_the_open(text: str) -> bool:
    return has_script_block("\n".join(line for _, line in parts_of(text).prose))


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True
