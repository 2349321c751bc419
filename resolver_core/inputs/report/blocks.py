"""The parts of a Markdown report: code blocks and prose, with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

from resolver_core.inputs import limits

_HEADER = re.compile(r"\A---\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One code block. `line` is that of its first line of code (1-based) in the report."""

    text: str
    line: int
    info: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """A report taken apart. `prose` has the lines that are in no code block, by number."""

    header: str  #: a YAML header before the Markdown, "" for none
    blocks: tuple[Block, ...]
    prose: tuple[tuple[int, str], ...]
    blocks_left_out: int = 0  #: beyond `limits.REPORT_BLOCKS`


def parts_of(text: str) -> Parts:
    """Code blocks and prose of a report; a text without any code block is all prose."""
    found = _HEADER.match(text)
    header = found[0] if found else ""
    skipped = header.count("\n")
    blocks: list[Block] = []
    covered: set[int] = set(range(1, skipped + 1))
    for token in MarkdownIt("commonmark").disable("inline").parse(text[len(header) :]):
        if token.type not in ("fence", "code_block") or token.map is None:
            continue
        first, last = (number + skipped for number in token.map)
        covered.update(range(first + 1, last + 1))
        blocks.append(Block(token.content, first + (2 if token.type == "fence" else 1), token.info.strip().lower()))
    lines = enumerate(text.split("\n"), 1)
    prose = tuple((number, line) for number, line in lines if number not in covered)
    kept = tuple(blocks[: limits.REPORT_BLOCKS])
    return Parts(header, kept, prose, len(blocks) - len(kept))
