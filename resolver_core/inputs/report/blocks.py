"""The parts of a Markdown report: code blocks and prose, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt

from resolver_core.inputs import limits
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine

_HEADER = re.compile(r"\A---\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ONLY_TAGS = re.compile(r"\s*(?:<(?:/?(?:details|p|br|summary|div|pre|code)\b)[^<>]*>\s*)+")
_SUMMARY = re.compile(r"<summary>(.{0,300}?)(?:</summary>|$)")
_PRE = re.compile(r"</?pre>(?:</?code>)?[ \t]*|</?code></?pre>[ \t]*")
_ANY_TAG = re.compile(r"<[^<>]{1,200}>")
_ESCAPES = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
_LEAD_LINES = 4
_UTTERED = re.compile(r"_?(?:Issue opened|Comment) by @([\w-]{1,60}) on ")


@dataclass(frozen=True, slots=True)
class Block:
    """One code block. `line` is that of its first line of code (1-based) in the report."""

    text: str
    line: int
    info: str = ""
    lead: str = ""  #: the prose right above it, and the summary that it is folded under
    is_openers: bool = True  #: it stands in a post of who opened the report

    def lines(self) -> tuple[NumberedLine, ...]:
        """Its lines with their numbers in the report."""
        texts = self.text.removesuffix("\n").split("\n")
        return tuple(NumberedLine(number, text) for number, text in enumerate(texts, self.line))


@dataclass(frozen=True, slots=True)
class Parts:
    """A report taken apart. `prose` has the lines that are in no code block, by number."""

    header: str  #: a YAML header before the Markdown, "" for none
    blocks: tuple[Block, ...]
    prose: tuple[tuple[int, str], ...]
    blocks_left_out: int = 0  #: beyond `limits.REPORT_BLOCKS`
    foreign: frozenset[int] = frozenset()  #: lines of posts by others than who opened it
    later: frozenset[int] = frozenset()  #: lines of all posts but the first

    def short_prose(self) -> Iterator[tuple[int, str]]:
        """The lines of prose that a person may have written."""
        return ((number, line) for number, line in self.prose if len(line) <= LONGEST_LINE)

    def rank(self, line: int) -> int:
        """How much a line counts: 0 in the first post, 1 in a later one of the same person, 2 in those of others."""
        return 2 if line in self.foreign else 1 if line in self.later else 0


def parts_of(text: str) -> Parts:
    """Code blocks and prose of a report; a text without any code block is all prose."""
    found = _HEADER.match(text)
    header = found[0] if found else ""
    skipped = header.count("\n")
    lines = _plain(text).split("\n")
    blocks: list[Block] = []
    covered: set[int] = set(range(1, skipped + 1))
    source = "\n".join(_without_tags(lines[skipped:]))
    for token in MarkdownIt("commonmark").disable("inline").parse(source):
        if token.type not in ("fence", "code_block") or token.map is None:
            continue
        first, last = (number + skipped for number in token.map)
        covered.update(range(first + 1, last + 1))
        blocks.append(Block(token.content, first + (2 if token.type == "fence" else 1), token.info.strip().lower()))
    numbered = tuple((number, line) for number, line in enumerate(lines, 1) if number not in covered)
    prose = _without_comments(numbered)
    foreign, later = _posts(prose, len(lines))
    kept = tuple(blocks[: limits.REPORT_BLOCKS])
    return Parts(header, _with_leads(kept, prose, foreign), prose, len(blocks) - len(kept), foreign, later)


def codes_in(line: str) -> list[str]:
    """What stands between back-ticks in a line of prose."""
    return [code.strip() for code in one_tick_each(line).split("`")[1::2]]


def one_tick_each(line: str) -> str:
    """A line with one back-tick for every run of them."""
    return re.sub("`+", "`", line)


def summaries_in(line: str) -> list[str]:
    """The titles of folded parts (`<summary>`) in a line of prose."""
    if "<summary>" not in line:
        return []
    titles = [_as_words(found[1]) for found in _SUMMARY.finditer(line)]
    return [one for title in titles for one in codes_in(title) or [title]]


def _as_words(text: str) -> str:
    """Text of HTML with its code between back-ticks and without other tags."""
    return _ANY_TAG.sub("", re.sub(r"</?code>", "`", text)).strip()


def _plain(text: str) -> str:
    return _ESCAPES.sub("", text).replace("\xa0", " ")


def _without_tags(lines: list[str]) -> list[str]:
    """Lines that hold nothing but tags are blank: a fence below `<details>` is one, as its writer meant. A line of
    `<pre>` is a fence.
    """
    lines = ["```" if line.startswith(("<pre>", "</pre>")) and _PRE.fullmatch(line) else line for line in lines]
    return ["" if "<" in line and len(line) < 500 and _is_of_tags(line) else line for line in lines]


def _is_of_tags(line: str) -> bool:
    return _ONLY_TAGS.fullmatch(line) is not None or (
        line.lstrip().startswith(("<details", "<summary")) and "```" not in line
    )


def _without_comments(prose: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    """Prose without what HTML comments hide: what the form of a tracker explains to its reporters."""
    shown: list[tuple[int, str]] = []
    is_hidden = False
    for number, line in prose:
        kept = ""
        rest = line
        while rest:
            before, mark, rest = rest.partition("-->" if is_hidden else "<!--")
            kept += "" if is_hidden else before
            is_hidden = is_hidden != bool(mark)
        shown.append((number, kept))
    return tuple(shown)


def _posts(prose: tuple[tuple[int, str], ...], count: int) -> tuple[frozenset[int], frozenset[int]]:
    """The lines of posts by others than who opened the report, and of all but the first, where it says who wrote."""
    posts = [(number, found[1]) for number, line in prose if (found := _UTTERED.match(line))]
    if not posts:
        return frozenset(), frozenset()
    ends = [number for number, _ in posts[1:]] + [count + 1]
    others = ((start, end) for (start, who), end in zip(posts, ends, strict=True) if who != posts[0][1])
    foreign = frozenset(number for start, end in others for number in range(start, end))
    return foreign, frozenset(range(ends[0], count + 1))


def _with_leads(
    blocks: tuple[Block, ...], prose: tuple[tuple[int, str], ...], foreign: frozenset[int]
) -> tuple[Block, ...]:
    by_number = dict(prose)
    return tuple(
        replace(block, lead=_lead(block.line, by_number), is_openers=block.line not in foreign) for block in blocks
    )


def _lead(line: int, prose: dict[int, str]) -> str:
    """The last lines of prose above a line, as far as no code stands between, and no more than a few."""
    found: list[str] = []
    above = line - 1
    while above > 0 and len(found) < _LEAD_LINES and line - above < 3 * _LEAD_LINES:
        text = prose.get(above)
        if text is None and above < line - 2:
            break
        if text and text.strip():
            summary = _SUMMARY.search(text)
            found.append(_as_words(summary[1] if summary else text[:300]))
        above -= 1
    return "\n".join(part for part in reversed(found) if part)
