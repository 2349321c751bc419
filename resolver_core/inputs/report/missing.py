"""What a report does not state, by field and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.failures import errors_in
from resolver_core.inputs.report.projects import FoundProject, ProjectKind, gets_tools_ready
from resolver_core.inputs.report.transcripts import Turn

PROJECT = "project"
REQUIREMENTS = "requirements"
PYTHON = "python"
PLATFORM = "platform"
TOOL = "uv version"
DATE = "date"

_SENTENCES = {
    PROJECT: "no project: no pyproject.toml, no list of requirements, no command that installs something",
    PYTHON: "no Python version",
    PLATFORM: "no platform",
    TOOL: "no version of uv",
    DATE: "no date, so the index is read as it is today",
}


_ONLY_LOCKING = {("uv", "lock"), ("uv", "tree"), ("uv", "export"), ("uv", "init"), ("poetry", "lock"), ("pdm", "lock")}


_OF_PROJECT = (("poetry", "pdm"), ("add", "remove", "lock", "install", "update", "sync", "export", "show", "list"))
"""Of poetry and pdm, the commands that read a project."""
_MAKING = {("uv", "init"), ("poetry", "new"), ("poetry", "init"), ("pdm", "init"), ("hatch", "new")}


@dataclass(frozen=True, slots=True)
class Missing:
    """What nothing states."""

    fields: tuple[str, ...]  #: of a question and of the files that the reporter's command read
    in_words: tuple[str, ...]  #: of a question alone: a project that a command asks for is one


def missing_fields(project: FoundProject | None, stated: Iterable[str], unseen: str) -> Missing:
    """The fields that no fact fills; `unseen` is what `unseen_file()` says."""
    known = {*stated, *((PROJECT,) if project is not None else ())}
    absent = [name for name in _SENTENCES if name not in known]
    return Missing(
        fields=(*((unseen,) if unseen else ()), *(name for name in absent if name != PROJECT)),
        in_words=tuple(_SENTENCES[name] for name in absent),
    )


def unseen_file(projects: Iterable[FoundProject], commands: Iterable[Command], turns: Iterable[Turn]) -> str:
    """What the failed command reads and the report does not show: PROJECT, REQUIREMENTS, or "" for nothing.

    Where no output tells which one failed, it is the first that reads either.
    """
    found, typed = tuple(projects), [one for one in commands if one.is_openers]
    if any(one.kind is not ProjectKind.COMMAND for one in found):
        return ""
    failed = {command.text for turn in turns if next(iter(errors_in(turn.output)), None) for command in turn.commands}
    reading = sorted((one for one in typed if _reads(one)), key=lambda one: (one.text not in failed, one.line))
    if not reading:
        needs_nothing = any(gets_tools_ready(one, one.requirements) for one in typed)
        return "" if found or needs_nothing else PROJECT
    first = reading[0]
    if not first.is_of_project:
        return REQUIREMENTS
    return "" if any(one.tool[:2] in _MAKING and one.line <= first.line for one in typed) else PROJECT


def _reads(command: Command) -> bool:
    """Whether a command reads a project or a list of requirements that stands in a file."""
    tools, names = _OF_PROJECT
    if command.tool[0] in tools:
        return command.tool[1:2] != () and command.tool[1] in names
    return command.is_of_project or command.reads_requirements


def stated_fields(facts: Iterable[Fact], *, has_tool: bool, has_system: bool) -> set[str]:
    """The fields that facts fill; a system is stated also where uv has no platform of it."""
    names = {"exclude_newer": DATE, "python": PYTHON, "platform": PLATFORM}
    named = ({TOOL} if has_tool else set()) | ({PLATFORM} if has_system else set())
    return {names[fact.field] for fact in facts if fact.field in names} | named


def is_needed(field: str, project: FoundProject | None, commands: Iterable[Command]) -> bool:
    """Whether an answer depends on a field: a range of Pythons tells which one may be taken, a lock needs no platform,
    and without a command of uv its version says nothing.
    """
    heads = {command.tool[:2] for command in commands}
    if field == PYTHON:
        return project is None or "requires-python" not in project.text
    if field == PLATFORM:
        return not heads or not heads <= _ONLY_LOCKING
    return field != TOOL or not heads or any(head[0] in ("uv", "uvx") for head in heads)
