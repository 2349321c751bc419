"""Versions of the tools and of the interpreter that a report names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.labelled import Answer
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine
from resolver_core.inputs.report.transcripts import Turn
from resolver_core.inputs.report.variables import expanded

_NUMBER = r"(?P<number>\d{1,4}\.\d{1,4}(?:\.\d{1,4})?(?:(?:a|b|rc|\.dev|\.post)\d{1,4})?)(?![\w.]*/)"
_NAMES = r"(?P<name>uv|pip-tools|pip-compile|pip|poetry(?:-core)?|pdm|pex|hatch|pipenv|pipx|conda)"
_TOOLS = (
    re.compile(rf"^(?:DEBUG |TRACE )?uvx? {_NUMBER}(?: \(|$)".replace("?P<name>", "")),
    re.compile(
        rf"(?<![\w/@.-]){_NAMES}\b[`*\"']{{0,3}},?[ \t]{{0,3}}\(?(?:is[ \t]+|was[ \t]+)?(?:version|release"
        rf"|v)?[ \t]{{0,2}}(?:is|:|=|of)?[ \t]{{0,2}}[`*\"'(=v]{{0,4}}{_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_NAMES}_VER(?:SION)?[\"']?[ \t]{{0,3}}[:=][ \t]{{0,3}}[\"']?v?{_NUMBER}", re.IGNORECASE),
    re.compile(rf"(?:setup-|astral-sh/|[\s/]){_NAMES}[:@]{_NUMBER}"),
    re.compile(rf"\bversion[ \t]+(?:of[ \t]+)?`?{_NAMES}`?[ \t]+(?:is[ \t]+)?[`v]?{_NUMBER}", re.IGNORECASE),
    re.compile(rf"\b{_NAMES}[ \t]+(?:at|in|on|using|with)[ \t]+(?:version[ \t]+)?[`v]{{0,2}}{_NUMBER}", re.IGNORECASE),
)
_PINNED = re.compile(rf"(?<![\w-]){_NAMES}=={_NUMBER}")
_INSTALLING = re.compile(r"\s{0,8}(?:[+~-] [\w.-]{1,80}==|Downloading |Collecting )")
_SETUP = re.compile(r"setup-uv@")
_SETUP_VERSION = re.compile(rf"(?:^|\s)version:[ \t]*[\"']?{_NUMBER}")
_PYTHON_NUMBER = r"(?P<number>3\.\d{1,2}(?:\.\d{1,2})?(?:(?:a|b|rc)\d)?t?)(?![\w.]*\d)"
_PYTHONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bUsing (?:C?Python|PyPy) {_PYTHON_NUMBER}",
        rf"\binstalled Python version: {_PYTHON_NUMBER}",
        rf"(?<![\w.]-)\b(?:C?Python|py)[ `:]{{0,4}}(?:(?:version|here|there|used|in use|is)[ `:]{{0,3}}){{0,3}}"
        rf"[`*\"]{{0,2}}v?{_PYTHON_NUMBER}",
        rf"\(python {_PYTHON_NUMBER}\)",
        rf"\bpython_full_version[\"']?\s{{0,3}}:\s{{0,3}}[\"']{_PYTHON_NUMBER}",
        rf"\bpython-version[\"']?:\s{{0,3}}\[?[\"']?{_PYTHON_NUMBER}",
        rf"(?:^|[\s/])python:{_PYTHON_NUMBER}",
        rf"\bpython{_PYTHON_NUMBER}\b",
        rf"\bpython{{1}}={{1,2}}{_PYTHON_NUMBER}",
        rf"\bon {_PYTHON_NUMBER}(?=[\s,.;)]|$)",
        rf"\bcpython-{_PYTHON_NUMBER}-(?:linux|macos|windows)-",
    )
)
_TOLD_BY_UV = re.compile(rf"\b(?:current Python version \(|active Python version is ){_PYTHON_NUMBER}")
_BOUND_BEFORE = re.compile(r"\b(?:at least|minimum|requires?|needs?|supports?|drops?)(?: of)?\s*$", re.IGNORECASE)
_BOUND_BEHIND = re.compile(r"\s{0,2}(?:\+|(?:or|and) (?:newer|later|above|higher|greater|up)\b)", re.IGNORECASE)
_IMAGE = re.compile(rf"^\s*(?:FROM|image:)\s.{{0,100}}\bpython:{_PYTHON_NUMBER}")
_MAKING = (("uv", "venv"), ("uv", "init"), ("uv", "python"))
_ANY_PYTHON = re.compile(_PYTHON_NUMBER)
_ANY_NUMBER = re.compile(_NUMBER)
_TAG = re.compile(r"-cp3(?P<minor>\d{1,2})-cp3")


def tools_of(
    answers: Iterable[Answer],
    turns: Iterable[Turn],
    lines: Iterable[NumberedLine],
    commands: Iterable[Command],
    variables: Mapping[str, str],
) -> dict[str, Fact]:
    """By tool, the fact of its version: by a form's answer, by its own words, by what installs it."""
    short = [line for line in lines if len(line.text) <= LONGEST_LINE]
    tools = [command.tool[0] for command in commands if command.tool]
    found: dict[str, Fact] = {}
    for fact in (*_answered(answers, tools), *_told(turns), *_said(short), *_set_up(short), *_pinned(short, variables)):
        found.setdefault(fact.field, fact)
    return found


def python_of(
    answers: Iterable[Answer], commands: Iterable[Command], lines: Iterable[NumberedLine], files: Iterable[NumberedLine]
) -> Fact | None:
    """The Python that is used, as exactly as the report tells it: of a minor version, the patch that it names."""
    short = [line for line in lines if len(line.text) <= LONGEST_LINE]
    answered = [one.line for one in answers if one.field == "python"]
    ranked = [
        *(_python(line, _ANY_PYTHON) for line in answered if not _names_several(line)),
        *_in_use(commands, short),
        *(_python(line, _TOLD_BY_UV) for line in short),
        *(_python(line, _IMAGE) for line in (short if answered else ())),
        *(_python(line, _ANY_PYTHON) for line in answered),
        *(_python(line, pattern) for pattern in _PYTHONS for line in short if not _is_a_range(line.text)),
        *(_of_file(line) for line in files),
    ]
    stated = [fact for fact in ranked if fact is not None]
    if not stated:
        return None
    first = stated[0]
    fuller = (fact for fact in stated if fact.value.startswith(f"{first.value}.") and not first.value.endswith("t"))
    return first if first.value.count(".") > 1 else next(fuller, first)


def _answered(answers: Iterable[Answer], tools: list[str]) -> Iterator[Fact]:
    for answer in answers:
        if answer.field != "version":
            continue
        text = answer.line.text
        named = _TOOLS[1].search(text)
        number = _ANY_NUMBER.search(text)
        if named is None and number is not None and not text.lower().startswith(("python", "cpython", "pypy")):
            label = answer.label.removesuffix(" version").removeprefix("version of ").removeprefix("current ")
            name = _tool_named(label) or _tool_named(text.split()[0].lower()) or _usual(tools)
            yield Fact(name, number["number"], answer.line.number, text)


def _told(turns: Iterable[Turn]) -> Iterator[Fact]:
    """What a tool printed when it was asked for its version, and nothing but that was asked."""
    for turn in turns:
        if len(turn.commands) == 1 and turn.commands[0].only_asks:
            name = turn.commands[0].tool[0]
            for line in turn.output[:1]:
                number = _ANY_NUMBER.search(line.text[:200])
                before = line.text[: number.start()].lower() if number is not None else ""
                is_own = name in before or re.search(r"[a-z]{2}", before) is None
                if number is not None and is_own:
                    yield Fact(_tool_named(name) or name, number["number"], line.number, line.text.strip())


def _usual(tools: list[str]) -> str:
    """Which tool a bare "Version" is of."""
    first = tools[0] if tools else "uv"
    known = {"uvx": "uv", "pip-compile": "pip-tools", "pip-sync": "pip-tools"}
    return "uv" if "uv" in tools else known.get(first, first)


def _tool_named(text: str) -> str:
    names = {
        "uv": "uv",
        "uvx": "uv",
        "pip": "pip",
        "poetry": "poetry",
        "pdm": "pdm",
        "pex": "pex",
        "pip tools": "pip-tools",
        "pip-tools": "pip-tools",
        "pip compile": "pip-tools",
        "pip-compile": "pip-tools",
        "pip-sync": "pip-tools",
        "hatch": "hatch",
        "pipenv": "pipenv",
        "pipx": "pipx",
    }
    return names.get(text.strip("`*:"), "")


def _said(lines: list[NumberedLine]) -> Iterator[Fact]:
    for pattern in _TOOLS:
        for line in lines:
            for found in pattern.finditer(line.text):
                name = found["name"].lower() if "name" in pattern.groupindex else "uv"
                name = "pip-tools" if name == "pip-compile" else name
                is_word = name != "conda" and _INSTALLING.match(line.text) is None
                if is_word and not _is_specifier(line.text, found):
                    yield Fact(name, found["number"], line.number, line.text.strip())


def _is_specifier(text: str, found: re.Match[str]) -> bool:
    between = text[found.start() : found.start("number")]
    is_bound = any(mark in between for mark in ("==", ">", "<", "~", "^", "!="))
    return is_bound or re.match(r"\.\*|\.whl|-(?:cp|py)\d", text[found.end() :]) is not None


def _set_up(lines: list[NumberedLine]) -> Iterator[Fact]:
    """The `version` of the action that sets uv up."""
    for at, line in enumerate(lines):
        if _SETUP.search(line.text):
            for below in lines[at + 1 : at + 6]:
                found = _SETUP_VERSION.search(below.text)
                if found is not None and "uses:" not in below.text:
                    yield Fact("uv", found["number"], below.number, below.text.strip())
                    break


def _pinned(lines: list[NumberedLine], variables: Mapping[str, str]) -> Iterator[Fact]:
    for line in lines:
        if _INSTALLING.match(line.text):
            continue
        for found in _PINNED.finditer(expanded(line.text, variables)):
            yield Fact(
                found["name"].replace("pip-compile", "pip-tools"), found["number"], line.number, line.text.strip()
            )


def _python(line: NumberedLine, pattern: re.Pattern[str]) -> Fact | None:
    found = next((one for one in pattern.finditer(line.text) if not _is_bound(line.text, one)), None)
    return None if found is None else Fact("python", found["number"], line.number, line.text.strip())


def _in_use(commands: Iterable[Command], lines: Iterable[NumberedLine]) -> list[Fact]:
    """What commands ask for and what they say that they use, in order of the lines: that of the first way that a
    report compares. An environment that was only made says nothing of the ways that follow.
    """
    ordered = sorted(commands, key=lambda one: one.line)
    found = [fact for command in ordered if (fact := _of_command(command)) is not None]
    for line in lines:
        before = [one for one in ordered if one.line < line.number]
        fact = _python(line, _PYTHONS[0]) if before and before[-1].tool[:2] not in _MAKING else None
        found += [fact] if fact is not None else []
    return sorted(found, key=lambda fact: fact.line)


def _of_command(command: Command) -> Fact | None:
    for value in (*command.values("python"), command.python):
        found = _ANY_PYTHON.fullmatch(value.lower().removeprefix("cpython").removeprefix("python").lstrip("@-"))
        if found is not None:
            return Fact("python", found["number"], command.line, command.text)
    return None


def _names_several(line: NumberedLine) -> bool:
    """Whether an answer names versions between which something else has to decide."""
    return len({found["number"] for found in _ANY_PYTHON.finditer(line.text)}) > 1


def _is_bound(text: str, found: re.Match[str]) -> bool:
    """Whether a version of Python is what somebody asks for, at least: `at least Python 3.10`, `Python 3.10+`."""
    before, behind = text[: found.start()], text[found.end() :]
    return _BOUND_BEFORE.search(before) is not None or _BOUND_BEHIND.match(behind) is not None


def _is_a_range(text: str) -> bool:
    return "requires-python" in text or "Requires-Python" in text or "python_version" in text or "hint:" in text


def _of_file(line: NumberedLine) -> Fact | None:
    found = _TAG.search(line.text)
    return None if found is None else Fact("python", f"3.{found['minor']}", line.number, line.text, is_assumed=True)
