"""Pieces of Markdown in which text of other people's cannot break out."""

from __future__ import annotations

import re
from collections.abc import Iterable


def plain(text: str) -> str:
    """Text on one line: what Markdown, HTML or a mention would be made of is written out."""
    line = " ".join(text.split())
    return re.sub(r"([\\`*\[\]|])", r"\\\1", line).replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;")


def code(text: str) -> str:
    """A code span in a table cell; what is in it cannot end it."""
    inner = " ".join(text.split()).replace("|", "\\|")
    ticks = "`" * (_longest_run(inner) + 1)
    return f"{ticks} {inner} {ticks}" if "`" in inner else f"`{inner}`"


def fenced(lines: Iterable[str]) -> str:
    """A code block; what is in it cannot end it."""
    text = "\n".join(lines)
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}text\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
