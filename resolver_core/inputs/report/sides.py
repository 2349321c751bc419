"""The sides of a report: each command that resolves something, with what it asks for, its options and its mode."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import tomlkit
from packaging.utils import canonicalize_name

from resolver_core.errors import InvalidTarget
from resolver_core.inputs.report.command_lines import Command, commands_of
from resolver_core.inputs.report.observed import is_of_one_platform
from resolver_core.inputs.report.placeholders import is_placeholder
from resolver_core.inputs.report.projects import ADDING, FoundProject, ProjectKind, gets_tools_ready, project_of
from resolver_core.inputs.report.requirement_words import is_named
from resolver_core.inputs.report.variables import expanded
from resolver_core.targets.named import target

_UNIVERSAL = frozenset(
    (
        ("uv", "lock"),
        ("uv", "sync"),
        ("uv", "add"),
        ("uv", "remove"),
        ("uv", "export"),
        ("uv", "tree"),
        ("uv", "run"),
        ("poetry", "lock"),
        ("poetry", "add"),
        ("poetry", "install"),
        ("poetry", "update"),
        ("pdm", "lock"),
        ("pdm", "add"),
        ("pdm", "install"),
        ("pdm", "update"),
    )
)
_RIGHT_BEFORE = 3
"""Lines between commands that were typed one after the other, comments among them."""
_ALONE = frozenset(
    (
        ("uv", "pip", "install"),
        ("uv", "pip", "compile"),
        ("uv", "pip", "sync"),
        ("uvx",),
        ("uv", "tool", "install"),
        ("uv", "tool", "run"),
    )
)
_AS_PIP = frozenset(
    (
        ("pip", "install"),
        ("pip", "download"),
        ("pip", "wheel"),
        ("pip-compile",),
        ("pip-sync",),
        ("pex",),
        ("pipx", "install"),
        ("pipx", "run"),
    )
)
LISTS = ("extras", "groups", "extra_index_urls")
"""Fields of the question that hold several values."""
FORMATS = ("only_binary", "no_binary")
"""Options that say of which projects no source, or no wheel, counts; no fields of the question's form."""
FIELDS = frozenset(
    (
        *LISTS,
        "index_url",
        "index_strategy",
        "prerelease",
        "resolution",
        "fork_strategy",
        "exclude_newer",
        "python",
        "platform",
    )
)
"""Options of commands that are fields of the question."""


class SideMode(StrEnum):
    """How a command resolves."""

    UNIVERSAL = "universal"  #: for every environment: a lock
    ONE_PLATFORM = "one-platform"  #: for the machine at hand, as uv does it
    AS_PIP = "as-pip"  #: for the machine at hand, as pip does it


@dataclass(frozen=True, slots=True)
class Side:
    """One of the ways that a report compares. `text` is what it resolves, "" where the report does not show it.

    `values` are the fields of the question that its options give; `placeholders` are addresses that stand for the
    default index and are no values therefore.
    """

    command: str
    line: int
    mode: SideMode
    text: str = ""
    requirements: tuple[str, ...] = ()
    values: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    placeholders: tuple[str, ...] = ()


def sides_of(
    commands: Iterable[Command], projects: Sequence[FoundProject], variables: Mapping[str, str]
) -> tuple[Side, ...]:
    """The sides that the opener of a report compared, in order; those of others only where the opener shows none."""
    resolving = [_with_variables(one, variables) for one in commands]
    resolving = [one for one in resolving if _mode(one) is not None]
    own = [one for one in resolving if one.is_openers]
    read = (file.rpartition("/")[2] for one in own for file in one.files if file != "pyproject.toml")
    unnamed = next(read, "")
    shown = own or resolving
    return tuple(side for one in shown if (side := _side(one, shown, projects, unnamed, variables)) is not None)


def _with_variables(command: Command, variables: Mapping[str, str]) -> Command:
    text = expanded(command.text, variables)
    if text == command.text:
        return command
    again = commands_of(text, command.line, is_mention=command.is_mention, is_openers=command.is_openers)
    return replace(again[0], text=command.text) if again else command


def _mode(command: Command) -> SideMode | None:
    head = command.tool
    if head in _AS_PIP:
        return SideMode.AS_PIP
    if head in _ALONE:
        return SideMode.UNIVERSAL if "--universal" in command.flags else SideMode.ONE_PLATFORM
    if head == ("uv", "run") and is_of_one_platform(command):
        return SideMode.ONE_PLATFORM if command.requirements or "--script" in command.flags else None
    return SideMode.UNIVERSAL if head in _UNIVERSAL else None


def _side(
    command: Command,
    shown: Sequence[Command],
    projects: Sequence[FoundProject],
    unnamed: str,
    variables: Mapping[str, str],
) -> Side | None:
    mode = _mode(command)
    if mode is None:
        return None
    asked = tuple(one for one in command.requirements if is_named(one))
    if gets_tools_ready(command, asked):
        return None
    text = _text(command, (*_added_before(command, shown), *asked), projects, unnamed)
    if not text and not asked and command.is_mention:
        return None
    values, placeholders = values_of(command, variables)
    return Side(command.text, command.line, mode, text, asked, values, placeholders)


def _added_before(command: Command, shown: Sequence[Command]) -> tuple[str, ...]:
    """What the commands right before one that adds to a project added to it; a project is asked for once."""
    added: dict[str, str] = {}
    held = {_name(one) for one in command.requirements}
    line = command.line
    for earlier in sorted(shown, key=lambda one: one.line, reverse=True):
        if earlier.line >= line or earlier.is_mention or command.tool not in ADDING:
            continue
        if earlier.tool != command.tool or line - earlier.line > _RIGHT_BEFORE:
            break
        line = earlier.line
        added = {_name(one): one for one in earlier.requirements if is_named(one)} | added
    return tuple(one for name, one in added.items() if name not in held)


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return canonicalize_name(found[0]) if found else requirement


def _may_read(command: Command, project: FoundProject, unnamed: str) -> bool:
    """Whether a list can be the file that a command reads: by its name, else by being the first that is read."""
    if project.kind is not ProjectKind.REQUIREMENTS:
        return True
    if "-" in command.files and 0 <= project.line - command.line <= 1:
        return True  # its input: a here-document, or what echo prints
    names = project.names or (unnamed,)
    return any(file.replace("\\", "/").rpartition("/")[2] in names for file in command.files)


def _text(command: Command, asked: tuple[str, ...], projects: Sequence[FoundProject], unnamed: str) -> str:
    """The project that a command resolves: the file before it that it reads, with what it asks for beside."""
    kinds = (ProjectKind.PYPROJECT,) if command.is_of_project else (ProjectKind.REQUIREMENTS,) if command.files else ()
    if (
        command.tool == ("uv", "run")
        and any(".py" in word for word in command.text.split())
        and not command.requirements
    ):
        kinds = (ProjectKind.SCRIPT, *kinds)
    fitting = [one for kind in kinds for one in projects if one.kind is kind and _may_read(command, one, unnamed)]
    before = [one for one in fitting if one.line < command.line and one.is_whole and not _is_of_member(one)]
    file = max(before, key=lambda one: one.line) if before else fitting[0] if fitting else None
    file = next((one for one in fitting if file is not None and one.is_merged and file.text in one.base), file)
    if file is None and command.is_of_project:
        file = next((one for one in projects if one.kind is ProjectKind.COMMAND and one.line <= command.line), None)
        return project_of(asked) if asked else "" if file is None else file.text
    if file is None:  # a list that is read and not shown leaves the question open
        return project_of(asked) if asked and not command.files else ""
    if not asked:
        return file.text
    if file.kind is ProjectKind.REQUIREMENTS:
        return file.text.rstrip("\n") + "\n" + "".join(f"{one}\n" for one in asked)
    return _with_requirements(file.text, asked)


def _is_of_member(project: FoundProject) -> bool:
    """Whether a file says in its first line that it stands in a folder below: a member of a workspace."""
    first = project.text.lstrip().split("\n", 1)[0]
    return re.match(r"#.{0,40}[\w-]/[\w./-]{0,100}pyproject\.toml", first) is not None


def _with_requirements(text: str, asked: tuple[str, ...]) -> str:
    """A project file that asks for more: what `uv add` writes."""
    try:
        document = tomlkit.parse(text)
        project = document["project"]
        held = [str(one) for one in project.get("dependencies", [])]
        project["dependencies"] = [*held, *(one for one in asked if one not in held)]
        changed = tomlkit.dumps(document)
        tomllib.loads(changed)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return text
    return changed


_VARIABLES = {
    "UV_DEFAULT_INDEX": "index_url",
    "UV_INDEX_URL": "index_url",
    "PIP_INDEX_URL": "index_url",
    "UV_INDEX": "extra_index_urls",
    "UV_EXTRA_INDEX_URL": "extra_index_urls",
    "PIP_EXTRA_INDEX_URL": "extra_index_urls",
    "UV_INDEX_STRATEGY": "index_strategy",
    "UV_PRERELEASE": "prerelease",
    "UV_RESOLUTION": "resolution",
    "UV_PYTHON": "python",
}
"""Variables that are options of uv and pip, by the field of the question that they fill."""


def _set_for(command: Command, variables: Mapping[str, str]) -> list[tuple[str, str]]:
    """The options that variables give: those before the command, else those that were set."""
    own = dict(word.split("=", 1) for word in command.text.split() if re.match(r"[A-Z_]{4,40}=", word))
    prefix = "PIP_" if command.tool[0] == "pip" else "UV_"
    given = {name: own.get(name, variables.get(name, "")) for name in _VARIABLES if name.startswith(prefix)}
    return [(_VARIABLES[name], value) for name, value in given.items() if value]


def values_of(
    command: Command, variables: Mapping[str, str]
) -> tuple[dict[str, str | tuple[str, ...]], tuple[str, ...]]:
    """The fields of the question that a command's options give, and the placeholders among its indexes."""
    values: dict[str, str | tuple[str, ...]] = {}
    placeholders: list[str] = []
    for name, value in (*command.options, *_set_for(command, variables)):
        if name not in (*FIELDS, *FORMATS) or not is_possible(name, value):
            continue
        if name in ("index_url", "extra_index_urls") and is_placeholder(value):
            placeholders.append(value)
        elif name in (*LISTS, *FORMATS):
            values[name] = (*values.get(name, ()), value)
        else:
            values.setdefault(name, value)
    if "--pre" in command.flags:
        values.setdefault("prerelease", "allow")
    if "--no-build" in command.flags:
        values["only_binary"] = (":all:",)
    return values, tuple(placeholders)


def is_possible(name: str, value: str) -> bool:
    """Whether a value can be one of its field: a Python or a platform that uv knows."""
    if name not in ("python", "platform"):
        return True
    try:
        target(*((value, "linux") if name == "python" else ("3.12", value)))
    except InvalidTarget:
        return False
    return True
