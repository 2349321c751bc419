"""The commands of a Dockerfile, a workflow or another recipe, as if they had been typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from resolver_core.inputs.report.lines import NumberedLine

_FROM = re.compile(r"FROM[ \t]+\S")
_RUN = re.compile(r"RUN[ \t]+(?:--\w+=\S+[ \t]+|--\w+=\S+[ \t]*\\?$)*", re.IGNORECASE)
_FLAG = re.compile(r"(?:--(?:mount|network|security)=\S{1,300}[ \t]*)+")
_STEP = re.compile(r"(?P<indent>[ \t]*)(?:-[ \t]+)?(?:run|script|command):[ \t]*(?P<text>.*)")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?[ \t]*(?:#.*)?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<text>.*)")
_MOST_JOINED = 300


def recipe_lines(info: str, lines: Sequence[NumberedLine]) -> list[NumberedLine] | None:
    """The logical command lines of a recipe, with their numbers; None for what is none."""
    if info.startswith("docker") or any(_FROM.match(line.text) for line in lines):
        return list(_of_dockerfile(lines))
    if info.startswith(("yaml", "yml")) or _is_workflow(lines):
        return list(_of_workflow(lines))
    return None


def _is_workflow(lines: Sequence[NumberedLine]) -> bool:
    return (
        sum(re.match(r"[ \t]*(?:-[ \t]+)?(?:run|uses|steps|runs-on|script):", line.text) is not None for line in lines)
        > 1
    )


def _of_dockerfile(lines: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
    at = 0
    while at < len(lines):
        number, text = lines[at].number, lines[at].text.strip()
        at += 1
        if not _RUN.match(text):
            continue
        parts = [text]
        while parts[-1].endswith("\\") and at < len(lines) and len(parts) < _MOST_JOINED:
            parts[-1] = parts[-1][:-1].strip()
            following = lines[at].text.strip()
            at += 1
            parts.append("\\" if following.startswith("#") or not following else following)
        joined = " ".join(part for part in parts if part and part != "\\")
        yield NumberedLine(number, _exec_form(_FLAG.sub("", joined[3:].strip(), count=1).strip()))
        mark = re.search(r"<<-?['\"]?(\w+)", joined)
        while mark is not None and at < len(lines):
            following = lines[at].text.strip()
            at += 1
            if following == mark[1]:
                break
            yield NumberedLine(lines[at - 1].number, following)


def _exec_form(text: str) -> str:
    """`["uv", "sync"]` as one line."""
    if not text.startswith("["):
        return text
    return " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text))


def _of_workflow(lines: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
    at = 0
    while at < len(lines):
        step = _STEP.match(lines[at].text)
        number = lines[at].number
        at += 1
        if step is None:
            continue
        text = step["text"].strip()
        if text and not _BLOCK_SCALAR.fullmatch(text):
            yield NumberedLine(number, _unquoted(text))
            continue
        indent = _indent(lines[at - 1].text)
        is_folded = text.startswith(">")
        held: list[str] = []
        while at < len(lines) and (not lines[at].text.strip() or _indent(lines[at].text) > indent):
            line = lines[at].text.strip()
            item = _ITEM.match(lines[at].text) if not text else None
            first = number if held else lines[at].number
            at += 1
            held.append((item["text"] if item else line).strip())
            number = first
            if held[-1].endswith("\\") and len(held) < _MOST_JOINED:
                held[-1] = held[-1][:-1].strip()
                continue
            if is_folded and _goes_on(lines, at, indent) and len(held) < _MOST_JOINED:
                continue
            if any(held):
                yield NumberedLine(number, " ".join(part for part in held if part))
            held = []


def _goes_on(lines: Sequence[NumberedLine], at: int, indent: int) -> bool:
    """Whether the next line belongs to the same paragraph of a folded scalar."""
    return at < len(lines) and bool(lines[at].text.strip()) and _indent(lines[at].text) > indent


def _unquoted(text: str) -> str:
    """A scalar without the quotes around all of it; quotes within it are the command's own."""
    quote = text[:1]
    is_quoted = quote in ("'", '"') and len(text) > 1 and text.endswith(quote) and quote not in text[1:-1]
    return text[1:-1] if is_quoted else text


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
