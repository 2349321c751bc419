"""The answers of an issue form: what stands under a heading, or behind a label and a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine

_LABELS = {
    "platform": (
        "platform",
        "os",
        "operating system",
        "system",
        "machine",
        "os version",
        "os name and version",
        "os version and name",
        "uv platform",
        "current platform",
        "os platform",
        "architecture",
        "arch",
        "environment",
        "host",
        "runner",
        "hardware",
        "os and version",
        "platform and architecture",
        "operating system and version",
        "os arch",
        "cpu",
        "distro",
        "device",
        "image",
        "os info",
        "operating systems tested on",
        "tested on",
    ),
    "version": (
        "version",
        "uv version",
        "version of uv",
        "current uv version",
        "uv",
        "pip version",
        "pip",
        "poetry version",
        "poetry",
        "pdm version",
        "pdm",
        "pip tools version",
        "pip tools",
        "pex version",
        "pex",
        "tool version",
        "versions",
        "pip compile version",
        "version uv",
        "what version of uv are you using",
        "hatch version",
        "pipenv version",
        "pipx version",
    ),
    "python": (
        "python version",
        "python",
        "version of python",
        "python interpreter",
        "interpreter",
        "python versions",
        "cpython",
        "cpython version",
        "cpython versions tested on",
        "python versions tested on",
        "tested with python",
    ),
    "date": ("date", "created"),
}
_FIELDS = {label: field for field, labels in _LABELS.items() for label in labels}
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<label>[^#\n]{1,60}?)[ \t]*#*[ \t]*$")
_BOLD = re.compile(r"(?:\*\*|__)(?P<label>[^*_\n]{1,60}?)[:?]?(?:\*\*|__)[:?]?[ \t]*$")
_INLINE = re.compile(
    r"[ \t>]{0,8}(?:[-*+•][ \t]+|\d{1,2}[.)][ \t]+|\|[ \t]*)?(?:\[[x ]\][ \t]+)?"
    r"[*_`\"]{0,3}(?P<label>[A-Za-z][\w /-]{0,50}?)"
    r"[*_`\"]{0,3}[ \t]*(?:\([^()\n]{0,80}\)[ \t]*)?(?:[:|][*_`]{0,3}[:|]?|=(?![ \t]*[\"'\[{=]))[ \t]*(?P<value>\S.*)$"
)
_ALONE = re.compile(r"[ \t]{0,8}(?:[-*+•][ \t]+)?(?P<label>[A-Za-z][\w /-]{0,50}?)[ \t]*[:?]?[ \t]*$")
_QUERY = re.compile(
    r"[`'\"]\$?[ ]?(?:(?P<python>(?:C:\\)?(?:python|py)[\d.]{0,5} (?:-VV?|--version|-c[^`\n]{1,60}version[^`\n]{0,20}))"
    r"|(?P<tool>uv|pip3?|poetry|pdm|pipx|pex|hatch|pip-compile) (?:self )?(?:--version|-V|version)"
    r"|(?P<system>uname(?: -\w{1,8})?|sw_vers(?: -\w{1,20})?|ver|lsb_release(?: -\w{1,4})?))[`'\"]"
)
"""A command that asks for a version, as a heading or a label names it."""
_INTRODUCES = re.compile(r"(?:#{1,6}[ \t]|\*\*|__)|.{0,200}(?::|\?|=>|->|\u2192)[ \t]*$")
_BEHIND = re.compile(
    r"[^:=>\u2192\n]{0,40}(?::|=>?|->|\u2192|\b(?:says|is|prints|gives)\b)[ \t]*[`*]{0,3}(?P<value>\S.*)$"
)
_ANSWER_LINES = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `label` is what was asked, in small letters."""

    field: str
    label: str
    line: NumberedLine


def answers_in(lines: Sequence[NumberedLine]) -> Iterator[Answer]:
    """What a form's fields say: those under headings first, then those behind labels."""
    short = [line for line in lines if len(line.text) <= LONGEST_LINE]
    yield from _under_headings(short)
    for line in short:
        found = _INLINE.match(line.text)
        if found is not None:
            yield from _answer(found["label"], NumberedLine(line.number, found["value"].strip(" |*`\"',")))
        asked = _QUERY.search(line.text)
        behind = _BEHIND.match(line.text, asked.end()) if asked is not None else None
        if behind is not None:
            yield from _answer(_label_of(line.text), NumberedLine(line.number, behind["value"].strip(" |*`\"',")))


def _under_headings(lines: list[NumberedLine]) -> Iterator[Answer]:
    for at, line in enumerate(lines):
        text = line.text.strip()
        found = _HEADING.match(text) or _BOLD.match(text) or _ALONE.match(line.text)
        label = found["label"] if found is not None and _field(found["label"]) is not None else _label_of(text)
        if _field(label) is None:
            continue
        for below in lines[at + 1 : at + 1 + _ANSWER_LINES]:
            answer = below.text.strip().strip("`").strip()
            if answer.startswith("#") or (answer.startswith("**") and answer.endswith(":**")):
                break
            if answer and answer != "_No response_" and _INLINE.match(answer) is None:
                yield from _answer(label, NumberedLine(below.number, answer))
                break
            if answer:
                break


def _label_of(text: str) -> str:
    """The label that a line stands for which introduces what a command says of a version; "" for any other line."""
    asked = _QUERY.search(text)
    if asked is None or not (_INTRODUCES.match(text) or _BEHIND.match(text, asked.end())):
        return ""
    return "python" if asked["python"] else "platform" if asked["system"] else f"{asked['tool']} version"


def _answer(label: str, line: NumberedLine) -> Iterator[Answer]:
    field = _field(label)
    if field is not None and line.text:
        yield Answer(field, " ".join(label.lower().replace("-", " ").split()), line)


def _field(label: str) -> str | None:
    plain = " ".join(label.lower().replace("-", " ").replace("/", " ").replace("_", " ").strip("?: *`").split())
    return _FIELDS.get(plain)
