"""The question that a report asks: its facts as fields, the surest of a field first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.projects import FoundProject, ProjectKind
from resolver_core.inputs.report.sides import FIELDS, LISTS, values_of

Values = dict[str, str | tuple[str, ...]]


def project_fact(projects: Sequence[FoundProject]) -> Iterator[Fact]:
    """Where the project is from, and how many others there are."""
    for project in projects[:1]:
        others = f"; {len(projects) - 1} more in the report" if len(projects) > 1 else ""
        quote = project.text.split("\n", 1)[0]
        yield Fact("text", project.said + others, project.line, quote, project.is_merged)


def option_facts(
    commands: Iterable[Command], project: FoundProject | None, variables: Mapping[str, str]
) -> Iterator[Fact]:
    """What the options of commands give: those that belong to the project, and the platform of any."""
    for command in commands:
        is_of_project = project is not None and _is_of(command, project)
        for name, value in values_of(command, variables)[0].items():
            if name in FIELDS and name != "python" and (name == "platform" or is_of_project):
                for one in (value,) if isinstance(value, str) else value:
                    yield Fact(name, one, command.line, command.text)


def _is_of(command: Command, project: FoundProject) -> bool:
    """Whether a command's options belong to the project that was found: reports compare several ways."""
    if project.kind is ProjectKind.COMMAND:
        return command.line == project.line or (command.is_of_project and "add" in project.said)
    if project.kind is ProjectKind.SCRIPT:
        return command.tool[:2] == ("uv", "run")
    return command.is_of_project if project.kind is ProjectKind.PYPROJECT else command.reads_requirements


def values(facts: Sequence[Fact], project: FoundProject | None) -> Values:
    """The fields with their values: of a list all, of the others the first. Extras must be those of the project."""
    found: Values = {}
    for fact in facts:
        if fact.field not in (*LISTS, "text", "uv"):
            found.setdefault(fact.field, fact.value)
    for name in LISTS:
        stated = dict.fromkeys(fact.value for fact in facts if fact.field == name)
        declared = None if name == "extra_index_urls" else "" if project is None else project.text
        chosen = tuple(one for one in stated if declared is None or one in declared)
        found |= {name: chosen} if chosen else {}
    return found


def shown(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that count, each once."""
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(fact.field, fact)
    kept = [fact for fact in facts if fact.field in LISTS or first[fact.field] is fact]
    return tuple({(fact.field, fact.value): fact for fact in reversed(kept)}.values())[::-1]
