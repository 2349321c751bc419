"""What the reporter's own commands gave: versions and files, per command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from resolver_core.inputs.report.blocks import Block, codes_in
from resolver_core.inputs.report.command_lines import Command, command_key, commands_of
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine
from resolver_core.inputs.report.transcripts import Turn

LOCK = "uv.lock"
"""What stands for the command of versions that an excerpt of a lock holds."""

_NAME = r"(?P<name>[A-Za-z0-9](?:[\w.-]{0,80}[A-Za-z0-9])?)"
_VERSION = r"(?P<version>v?\d[\w.!+-]{0,60})"
_CHANGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s{{0,6}}[+~] {_NAME}(?:\[[^\]]{{0,60}}\])?=={_VERSION}(?:\s|$)",
        rf"\s{{0,6}}(?:Added|Updated|Add|Update) {_NAME} (?:v?\d\S{{0,60}} -> )?{_VERSION}(?:,|\s|$)",
        rf"(?:DEBUG |TRACE )?Selecting: {_NAME}=={_VERSION} [(\[]",
        rf"\s{{0,6}}(?:[-•✔]|Install(?:ed)?) {{1,3}}(?:Installing|Updating|Downgrading"
        rf"|Install|Update) {_NAME} \(?(?:\S{{1,60}} -> )?{_VERSION}\)?",
        rf"(?:error: )?Distribution `{_NAME}=={_VERSION} @ ",
        r"\s{0,6}(?:\u00d7 )?(?:error: )?Failed to (?:build|download|download and build|prepare) "
        rf"`{_NAME}=={_VERSION}`",
        rf"\s{{0,6}}(?:error: |Caused by: )?Failed to (?:download|fetch wheel|build): `?{_NAME}=={_VERSION}`?(?:\s|$)",
        rf"\s{{0,6}}(?:Built|Building|Prepared|Uninstalled|Downloading|Downloaded) {_NAME}"
        rf"(?:\[[^\]]{{0,60}}\])?=={_VERSION}(?:\s|$)",
    )
)
_TREE = re.compile(
    rf"[│|\s]{{0,120}}(?:├──|└──|\|--|`--|\+--|├─|└─) ?{_NAME}(?:\[[^\]]{{0,80}}\])? "
    rf"(?:\S{{1,60}} \[ ?required: \S{{1,60}} installed: )?{_VERSION}\]?(?:\s|$)"
)
_ROOT = re.compile(rf"{_NAME}(?:\[[^\]]{{0,80}}\])? (?P<version>v\d[\w.!+-]{{0,60}})(?: \(\*\))?\s*$")
"""A line of a tree that nothing stands above."""
_PINNED = re.compile(rf"{_NAME}(?:\[[^\]]{{0,80}}\])?=={_VERSION}(?: ?;[^#]{{0,300}})?(?: \\)?(?:\s+#.*)?\s*$")
_COLUMNS = re.compile(rf"{_NAME}\s{{1,80}}{_VERSION}(?:\s{{1,80}}\S{{1,200}})?\s*$")
_DIRECT = re.compile(rf"\s{{0,6}}\+ {_NAME}=={_VERSION} \(from ")
_INSTALLED = re.compile(r"(?:Successfully installed|Would install) (?P<list>.{1,4000})")
_SATISFIED = re.compile(
    rf"Requirement already satisfied: {_NAME}[^(]{{0,200}}(?:\(from [^()]{{1,300}}\) )?\({_VERSION}\)\s*$"
)
_COLLECTING = re.compile(rf"\s{{0,6}}Collecting {_NAME}(?:\[[^\]]{{0,80}}\])?=={_VERSION}(?:\s|$)")
_WHEEL = r"(?P<file>[\w.+%!-]{3,200}(?:\.whl|\.tar\.gz|\.zip))"
_SELECTED_FILE = re.compile(rf"Selecting: {_NAME}==\S{{1,80}} (?:\[\w{{1,20}}\] )?\({_WHEEL}\)")
_DOWNLOAD = re.compile(
    r"\s{0,8}(?:[\w.-]{1,40}: )?(?:Using cached|Downloading|Downloaded|Using|Obtaining) (?:(?:wheel|sdist): |<Link )?"
    rf"(?:https?://\S{{0,400}}/)?{_WHEEL}(?:\.metadata)?(?:[#?\s(]"
    rf"|$)"
)
_FAILED_FILE = re.compile(rf"Failed to install: {_WHEEL}")
_FETCHED = re.compile(rf"Failed to (?:fetch|download)[^\n]{{0,60}}`?https?://[^\s`]{{0,400}}/{_WHEEL}")
_PACKAGE = re.compile(r"[ +]?\[\[package\]\]")
_KEY_VALUE = re.compile(r"[ +]?(?P<key>name|version)\s{0,3}=\s{0,3}\"(?P<value>[^\"]{1,100})\"")
_LISTING = frozenset(
    (
        ("pip", "list"),
        ("pip", "freeze"),
        ("uv", "pip", "list"),
        ("uv", "pip", "freeze"),
        ("uv", "pip", "compile"),
        ("uv", "export"),
        ("pip-compile",),
        ("pdm", "list"),
        ("poetry", "show"),
        ("uv", "tree"),
        ("uv", "pip", "tree"),
        ("poetry", "export"),
        ("pip", "show"),
    )
)
_SHOWS_LOCK = re.compile(r"^(?:cat|grep|rg|head|tail|type|sed|awk|git diff)\b.{0,200}\buv\.lock\b")
_LISTED = re.compile(r"\b(?:(?:uv )?pip (?:freeze|list)|uv (?:pip )?tree)\b")
_QUOTES = re.compile(
    r"`[^\w`]{0,8}(?:\S{1,40}: )?(?:[+~] |Install|Updat|Downgrad|Add|Select|Distribution|Failed|Buil[dt]|Prepared"
    r"|Uninst|Download|Using|Obtain|Requirement already|Collecting|Successfully|Would)"
)
"""A line that may have between back-ticks what a tool printed."""
_NAMED = re.compile(
    r"\b(?:uv (?:sync|lock|add|run|export|pip (?:install|compile|sync)|tool install)|pip install"
    r"|(?:poetry|pdm) (?:add|install|lock|sync|update))\b"
)
_NEAR = 40
"""Lines between a command that a sentence names and what it printed."""
_TREE_OF_ENVIRONMENT = ("uv", "pip", "tree")
"""Its roots are projects like others; that of a project's tree is the project itself."""
_TREES = frozenset((("uv", "tree"), _TREE_OF_ENVIRONMENT))
_TRIED = re.compile(
    r"\s{0,6}(?:\S{1,6} )?(?:Failed|Caused|error:|Distribution|Selecting|Building|Built"
    r"|Downloading|Uninstalled|Collecting)\b"
)
_PRINTS_LIST = re.compile(
    r"(?:cat|grep|head|tail|type|more)\b.{0,120}\b[\w.-]{0,40}requirements[\w.-]{0,40}\.(?:txt|lock)\b"
)


@dataclass(frozen=True, slots=True)
class Observation:
    """One version or file that a command gave."""

    command: str
    project: str
    version: str = ""
    file: str = ""
    line: int = 0
    is_certain: bool = True  #: it was installed or locked, not only chosen or tried
    is_listed: bool = False  #: it stands in a list, which can have a project twice
    is_one_platform: bool = False  #: the command chose for one platform, so that its files tell which


def observations_in(
    turns: Iterable[Turn], blocks: tuple[Block, ...], commands: Iterable[Command]
) -> tuple[Observation, ...]:
    """Everything that the outputs of a report say of versions and files, in order of its lines."""
    known = {command_key(command.text): command for command in commands}
    found: list[Observation] = []
    last: Command | None = None
    is_openers = True
    for turn in turns:
        if _SHOWS_LOCK.search(turn.typed) and not turn.commands:
            found += _of_lock(turn.output)
            continue
        last = last if turn.is_openers is is_openers else None
        owner = _owner(turn, blocks, known, last)
        last = turn.commands[-1] if turn.commands else last
        is_openers = turn.is_openers
        found += _of_output(turn.output, owner)
        found += _of_sentences(turn, owner, known)
    return tuple(found)


def versions_by_command(observations: Iterable[Observation]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The versions of every project, by command; of a project that was chosen anew, the last choice."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    certain: set[tuple[str, str]] = set()
    for one in observations:
        if one.version:
            key = (one.command, one.project)
            if one.is_certain or key not in certain:
                of_command = found.setdefault(one.command, {})
                held = of_command.get(one.project, ()) if one.is_listed else ()
                of_command[one.project] = (*(version for version in held if version != one.version), one.version)
            certain |= {key} if one.is_certain else set()
    return found


def files_by_project(observations: Iterable[Observation]) -> Mapping[str, str]:
    """The first file that was read or downloaded of every project."""
    found: dict[str, str] = {}
    for one in observations:
        if one.file:
            found.setdefault(one.project, one.file)
    return found


def is_listing(command: Command) -> bool:
    """Whether a command prints a list of versions, also one that another starts (`hatch run pip list`)."""
    return any(one.tool in _LISTING for one in (command, *command.started))


def is_of_one_platform(command: Command) -> bool:
    """Whether a command chooses for the machine that it runs on."""
    head = command.tool
    if head[:1] in (("pip",), ("uvx",), ("pipx",), ("pex",)) or head[:2] in (("uv", "tool"), ("uv", "pip")):
        return (
            "--universal" not in command.flags and not command.values("platform_tag") and not command.values("platform")
        )
    return head == ("uv", "run") and not command.is_of_project


def _owner(
    turn: Turn, blocks: tuple[Block, ...], known: Mapping[tuple[str, ...], Command], last: Command | None
) -> Command | None:
    loud = [command for command in turn.commands if not command.is_silent]
    if loud:
        return known.get(command_key(loud[-1].text), loud[-1])
    if _PRINTS_LIST.match(turn.typed):
        return next(
            (one for one in reversed(list(known.values())) if one.tool in _LISTING and one.line < turn.line), None
        )
    if turn.typed or turn.block < 0:
        return None
    lead = blocks[turn.block].lead
    written = writer_of(blocks[turn.block], known.values())
    if written is not None:
        return written
    return _named_in_lead(lead, turn, known) or _verbose(turn, known) or last or _before(turn, known)


def _named_in_lead(lead: str, turn: Turn, known: Mapping[tuple[str, ...], Command]) -> Command | None:
    """The command that the words above a block name, those right above it at first."""
    last = lead.rpartition("\n")[2]
    worded = _named_last(last, known)
    if worded is not None and not codes_in(last) and not _LISTED.search(last):
        return worded
    for text in reversed([*codes_in(lead), *lead.split("\n")]):
        named = commands_of(text.strip(" `:"), turn.line) if len(text) < LONGEST_LINE else []
        if named:
            return known.get(command_key(named[-1].text)) or _longest(named[-1], known) or named[-1]
    listed = _LISTED.search(lead)
    if listed is not None:
        return next(iter(commands_of(listed[0], turn.line)), None)
    return worded


def _named_last(text: str, known: Mapping[tuple[str, ...], Command]) -> Command | None:
    """The command of the report that a sentence names last, without any mark."""
    for found in reversed(_NAMED.findall(text)):
        for command in commands_of(found, 0):
            meant = known.get(command_key(command.text)) or _longest(command, known)
            if meant is not None:
                return meant
    return None


def writer_of(block: Block, commands: Iterable[Command]) -> Command | None:
    """The command that lists versions into the file that the title of a block names, unless another reads that file."""
    title = "\n".join((block.info, block.lead.rpartition("\n")[2])).lower()
    shown = list(commands)
    for command in shown:
        name = command.writes_to.rpartition("/")[2].lower()
        if name and name in title and is_listing(command):
            is_read = any(file.rpartition("/")[2].lower() == name for other in shown for file in other.files)
            return None if is_read else command
    return None


def _before(turn: Turn, known: Mapping[tuple[str, ...], Command]) -> Command | None:
    """The command that is named last before an output, if it is not far."""
    near = [
        one for one in known.values() if one.line < turn.line <= one.line + _NEAR and one.is_openers is turn.is_openers
    ]
    return max(near, key=lambda one: one.line, default=None)


def _verbose(turn: Turn, known: Mapping[tuple[str, ...], Command]) -> Command | None:
    """The command that was asked to tell more, where the output is such a log."""
    if not any(line.text.startswith(("DEBUG ", "TRACE ")) for line in turn.output[:50]):
        return None
    before = [one for one in known.values() if one.line < turn.line and one.flags & {"-v", "-vv", "--verbose"}]
    return before[-1] if before else None


def _longest(mention: Command, known: Mapping[tuple[str, ...], Command]) -> Command | None:
    """The typed command that a mention means: the last of the same kind."""
    of_kind = [one for one in known.values() if one.tool == mention.tool]
    return of_kind[-1] if of_kind else None


def _of_output(
    lines: tuple[NumberedLine, ...], owner: Command | None, *, is_quoted: bool = False
) -> Iterator[Observation]:
    """What lines say of versions and files; a line that a sentence quotes is not taken for one of a list."""
    is_lock = any(_PACKAGE.match(line.text) for line in lines)
    if is_lock:
        yield from _of_lock(lines)
        return
    if owner is None:
        return
    lists = is_listing(owner) and owner.tool not in _TREES and not is_quoted
    more = (_PINNED, _COLUMNS) if lists else (_ROOT,) if owner.tool == _TREE_OF_ENVIRONMENT else ()
    command, alone = owner.text, is_of_one_platform(owner)
    for line in lines:
        if len(line.text) > 2 * LONGEST_LINE:
            continue
        for name, version in _versions(line.text, more):
            is_certain = _TRIED.match(line.text) is None
            project, given = canonicalize_name(name), version.removeprefix("v")
            yield Observation(command, project, given, "", line.number, is_certain, lists, alone)
        for name, file in _files(line.text):
            yield Observation(command, canonicalize_name(name), "", file, line.number, False, False, alone)


def _of_sentences(turn: Turn, owner: Command | None, known: Mapping[tuple[str, ...], Command]) -> Iterator[Observation]:
    """What a tool printed and a sentence quotes between back-ticks: of the command that the sentence names before."""
    quoting = [line for line in turn.output if len(line.text) <= LONGEST_LINE and _QUOTES.search(line.text)]
    if turn.block >= 0 or not quoting:
        return
    usual = owner or _before(turn, known)
    for line in quoting:
        said = usual
        for code in codes_in(line.text):
            named = [one for one in commands_of(code, line.number) if one.is_complete]
            said = known.get(command_key(named[-1].text), said) if named else said
            quoted = (NumberedLine(line.number, code),)
            yield from _of_output(quoted, None if named else said, is_quoted=True)


def _versions(text: str, more: tuple[re.Pattern[str], ...]) -> Iterator[tuple[str, str]]:
    for pattern in _CHANGES:
        found = pattern.match(text)
        if found is not None:
            yield found["name"], found["version"]
            return
    patterns = (_TREE, _SATISFIED, _COLLECTING, *more)
    for pattern in patterns:
        found = pattern.match(text)
        if found is not None and found["version"][-1].isalnum():
            yield found["name"], found["version"]
            return
    listed = _INSTALLED.match(text)
    for word in listed["list"].split() if listed else ():
        name, _, version = word.rpartition("-")
        if name and version[:1].isdigit():
            yield name, version


def _files(text: str) -> Iterator[tuple[str, str]]:
    selected = _SELECTED_FILE.search(text)
    if selected is not None:
        yield selected["name"], selected["file"]
        return
    found = _DOWNLOAD.match(text) or _FETCHED.search(text) or _FAILED_FILE.search(text)
    if found is not None:
        file = found["file"].replace("%2B", "+").replace("%2b", "+")
        name = re.split(r"-(?=\d)", file, maxsplit=1)[0]
        yield name, file


def _of_lock(lines: tuple[NumberedLine, ...]) -> Iterator[Observation]:
    name = ""
    for line in lines:
        if _PACKAGE.match(line.text):
            name = ""
        found = _KEY_VALUE.match(line.text) if len(line.text) <= LONGEST_LINE else None
        if found is None:
            continue
        if found["key"] == "name":
            name = found["value"]
        elif name:
            yield Observation(LOCK, canonicalize_name(name), found["value"], "", line.number, is_listed=True)
            name = ""
