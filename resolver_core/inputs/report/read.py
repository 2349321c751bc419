"""`parse_report()`: what a pasted issue report says of the question that it asks.

Nothing in a report is fetched or run. What is not stated is said to be missing rather than guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from resolver_core.errors import InvalidTarget, Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.report.blocks import Parts, parts_of
from resolver_core.inputs.report.commands import LONGEST_LINE, Command, commands_in
from resolver_core.inputs.report.projects import FoundProject, ProjectKind, projects_in
from resolver_core.inputs.script import has_script_block
from resolver_core.targets.named import target


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a report states: which field of the question it fills, and where it stands."""

    field: str
    value: str
    line: int  #: 1-based
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was read. `text` is the project's text, "" where the report has none.

    `values` are the other fields of the question; `missing` says in words what the report does not state.
    """

    text: str
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]
    values: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    uv_version: str = ""


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
    if text.startswith("---\n") or re.search(r"^ {0,3}(?:```|~~~)", text, re.MULTILINE):
        return True
    words = [line for line in text.split("\n") if len(line.split()) > 5 and not line.lstrip().startswith(("#", "-"))]
    has_table = re.search(r"^\[(?:project|tool\.)", text, re.MULTILINE) is not None
    has_command = re.search(r"\b(?:uv (?:pip|sync|lock|add|run)|pip3? install)\b", text) is not None
    return len(words) >= 2 and (has_table or has_command)


def _has_script_block_in_the_open(text: str) -> bool:
    return has_script_block("\n".join(line for _, line in parts_of(text).prose))


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def parse_report(text: str) -> Report:
    """Read a report. A text that is none gives a report without a project.

    Raises `ProblemSyntaxError` for a text that is longer than any report.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_long(text)
    parts = parts_of(text)
    commands = list(islice(commands_in(parts), limits.REPORT_BLOCKS))
    found = list(projects_in(parts, commands))
    project = found[0] if found else None
    facts = [*_project_facts(found), *_stated(parts, text, commands, project)]
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(fact.field, fact)
    lists = {
        name: tuple(dict.fromkeys(fact.value for fact in facts if fact.field == name))
        for name in ("extras", "groups", "extra_index_urls")
    }
    values: dict[str, str | tuple[str, ...]] = {
        name: fact.value for name, fact in first.items() if name not in (*lists, "text", "uv")
    }
    declared = "" if project is None else project.text
    lists |= {name: tuple(one for one in lists[name] if one in declared) for name in ("extras", "groups")}
    values |= {name: chosen for name, chosen in lists.items() if chosen}
    shown = {
        (fact.field, fact.value): fact for fact in reversed(facts) if fact.field in lists or first[fact.field] is fact
    }
    return Report(
        text="" if project is None else project.text,
        facts=tuple(reversed(shown.values())),
        missing=(*_missing(project, first), *_unread(parts)),
        values=values,
        uv_version=first["uv"].value if "uv" in first else "",
    )


def _refuse_long(text: str) -> None:
    lines = text.count("\n") + 1
    counts = ((len(text), "characters", limits.REPORT_CHARACTERS), (lines, "lines", limits.TEXT_LINES))
    for count, things, limit in counts:
        if count > limit:
            raise ProblemSyntaxError((Mistake(limits.too_many("The report", count, things, limit)),))


def _unread(parts: Parts) -> Iterator[str]:
    if parts.blocks_left_out:
        total = len(parts.blocks) + parts.blocks_left_out
        yield (
            f"the last {parts.blocks_left_out:,} of its {total:,} code blocks, "
            f"of which the first {len(parts.blocks):,} are read"
        )


def _project_facts(found: list[FoundProject]) -> Iterator[Fact]:
    for project in found[:1]:
        others = f"; {len(found) - 1} more in the report" if len(found) > 1 else ""
        yield Fact("text", project.said + others, project.line, project.text.split("\n", 1)[0])


def _missing(project: FoundProject | None, first: dict[str, Fact]) -> Iterator[str]:
    if project is None:
        yield "no project: no pyproject.toml, no list of requirements, no command that installs something"
    if "python" not in first:
        yield "no Python version"
    if "platform" not in first:
        yield "no platform"
    if "uv" not in first:
        yield "no version of uv"
    if "exclude_newer" not in first:
        yield "no date, so the index is read as it is today"


# -- what is stated --------------------------------------------------------------------------------------

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("python", re.compile(r"Using C?Python (3\.\d{1,2})(?:\.\d{1,2})?\b")),
    ("python", re.compile(r"\bpython[- ]version:?\W{0,4}(3\.\d{1,2})\b", re.IGNORECASE)),
    ("python", re.compile(r"\bC?Python[ -]?(3\.\d{1,2})(?:\.\d{1,2})?\b", re.IGNORECASE)),
    ("uv", re.compile(r"\buv\W{0,12}(?:version\W{0,4})?(\d{1,2}\.\d{1,3}\.\d{1,3})\b")),
)
_SYSTEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "linux",
        re.compile(r"\b(?:linux|ubuntu[\d.]*|debian|fedora|centos|alpine|arch linux|manylinux\w*)\b", re.IGNORECASE),
    ),
    ("darwin", re.compile(r"\b(?:macos|mac os|os x|darwin|macbook)\b", re.IGNORECASE)),
    ("windows", re.compile(r"\b(?:windows|win11|win10|win_amd64)\b", re.IGNORECASE)),
)
_ARM = re.compile(r"\b(?:arm64|aarch64|apple silicon|m[1-4](?: pro| max)?)\b", re.IGNORECASE)
_INTEL = re.compile(r"\b(?:x86_64|x86-64|amd64|intel|x64)\b", re.IGNORECASE)
_NAMES = {
    ("linux", False): "x86_64-unknown-linux-gnu",
    ("linux", True): "aarch64-unknown-linux-gnu",
    ("darwin", True): "aarch64-apple-darwin",
    ("darwin", False): "x86_64-apple-darwin",
    ("windows", False): "x86_64-pc-windows-msvc",
    ("windows", True): "aarch64-pc-windows-msvc",
}
_DATE = re.compile(r"\b(?:created_at: |opened on |asked on )(\d{4}-\d{2}-\d{2})")
_HEADING = re.compile(r"^#{1,6} +(platform|version|python version|uv version)\W*$", re.IGNORECASE)
_OF_HEADING = {"platform": "platform", "version": "uv", "uv version": "uv", "python version": "python"}


def _stated(parts: Parts, text: str, commands: Iterable[Command], project: FoundProject | None) -> Iterator[Fact]:
    """The form's own fields first, then what commands say, then what prose and logs mention."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if len(line) <= LONGEST_LINE]
    yield from _answers(lines)
    for command in commands:
        for name, value in command.options:
            known = _is_target(name, value) if name in ("python", "platform") else _is_of(command, project)
            if known:
                yield Fact(name, value, command.line, command.text)
    for name, pattern in _PATTERNS:
        for number, line in lines:
            found = pattern.search(line)
            if found is not None and (name != "python" or _is_target(name, found[1])):
                yield Fact(name, found[1], number, line.strip())
                break
    prose = [(number, line) for number, line in parts.prose if len(line) <= LONGEST_LINE]
    yield from _platform(prose)
    for number, line in lines:
        found = _DATE.search(line)
        if found is not None:
            yield Fact("exclude_newer", found[1], number, line.strip())
            return


def _is_of(command: Command, project: FoundProject | None) -> bool:
    """Whether a command's options belong to the project that was found: reports compare several ways."""
    if project is None:
        return False
    if project.kind is ProjectKind.COMMAND:
        return command.line == project.line
    return command.is_of_project if project.kind is ProjectKind.PYPROJECT else command.reads_requirements


def _answers(lines: list[tuple[int, str]]) -> Iterator[Fact]:
    """The answers below the headings of an issue form ("### Platform")."""
    asked = ""
    for number, line in lines:
        heading = _HEADING.match(line)
        if heading is not None:
            asked = _OF_HEADING[heading[1].lower()]
        elif line.startswith("#"):
            asked = ""
        elif asked and line.strip():
            value = _value(asked, line)
            if value:
                yield Fact(asked, value, number, line.strip())
            asked = ""


def _value(asked: str, line: str) -> str:
    if asked == "platform":
        return next((fact.value for fact in _platform([(0, line)])), "")
    pattern = r"(3\.\d{1,2})" if asked == "python" else r"(\d{1,2}\.\d{1,3}\.\d{1,3})"
    found = re.search(pattern, line)
    return found[1] if found is not None and (asked != "python" or _is_target("python", found[1])) else ""


def _platform(lines: list[tuple[int, str]]) -> Iterator[Fact]:
    """The system that is named first; the machine in the same line, else the usual one."""
    for number, line in lines:
        for system, pattern in _SYSTEMS:
            if pattern.search(line):
                is_arm = bool(_ARM.search(line)) or (system == "darwin" and not _INTEL.search(line))
                yield Fact("platform", _NAMES[system, is_arm], number, line.strip())
                return


def _is_target(name: str, value: str) -> bool:
    try:
        target(*((value, "linux") if name == "python" else ("3.12", value)))
    except InvalidTarget:
        return False
    return True
