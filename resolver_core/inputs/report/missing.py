"""What a report does not state, by field and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.projects import FoundProject

PROJECT = "project"
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


@dataclass(frozen=True, slots=True)
class Missing:
    """The fields that nothing states."""

    fields: tuple[str, ...]

    @property
    def in_words(self) -> tuple[str, ...]:
        """The same in words."""
        return tuple(_SENTENCES[name] for name in self.fields)


def missing_fields(project: FoundProject | None, stated: Iterable[str]) -> Missing:
    """The fields that no fact fills."""
    known = {*stated, *((PROJECT,) if project is not None else ())}
    return Missing(tuple(name for name in _SENTENCES if name not in known))


def stated_fields(facts: Iterable[Fact], *, has_tool: bool) -> set[str]:
    """The fields that facts fill."""
    names = {"exclude_newer": DATE, "python": PYTHON, "platform": PLATFORM}
    return {names[fact.field] for fact in facts if fact.field in names} | ({TOOL} if has_tool else set())


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
