"""The project that a report speaks of: a pasted file, a list of requirements, or what a command installs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement

from resolver_core.inputs.report.blocks import Block, Parts
from resolver_core.inputs.report.commands import Command

_TABLES = ("[project]", "[project.", "[tool.", "[[tool.", "[dependency-groups]", "[build-system]")
LONGEST_FILE = 2_000
"""Lines of a project file that was pasted without a fence."""
MOST_TRIES = 200
"""Ends that are tried for files without a fence, over the whole report."""


class ProjectKind(StrEnum):
    """Where the project of a report is from."""

    PYPROJECT = "pyproject"
    REQUIREMENTS = "requirements"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class FoundProject:
    """A project as a text that can be parsed. `said` tells where it is from."""

    text: str
    line: int
    kind: ProjectKind
    said: str


def projects_in(parts: Parts, commands: Iterable[Command]) -> Iterator[FoundProject]:
    """Every project of a report, the most telling kind first."""
    blocks = [*parts.blocks, *_unfenced(parts.prose)]
    files = [found for block in blocks if (found := _project_file(block)) is not None]
    yield from sorted(files, key=lambda found: "dependencies" not in found.text)
    yield from (found for block in parts.blocks if (found := _requirements_file(block)) is not None)
    for command in commands:
        if command.requirements:
            text = _project_of(command.requirements)
            yield FoundProject(text, command.line, ProjectKind.COMMAND, f"made from `{command.text}`")


def _project_file(block: Block) -> FoundProject | None:
    try:
        document = tomllib.loads(block.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    is_project = isinstance(document.get("project"), dict) or isinstance(document.get("tool"), dict)
    kind = ProjectKind.PYPROJECT
    return FoundProject(block.text, block.line, kind, "a pyproject.toml") if is_project else None


def _unfenced(prose: tuple[tuple[int, str], ...]) -> Iterator[Block]:
    """Text that was copied without its fences: from a table of a project file to where it stops being TOML."""
    tries, place = 0, 0
    while place < len(prose) and tries < MOST_TRIES:
        number, line = prose[place]
        place += 1
        if not line.strip().startswith(_TABLES):
            continue
        following = [text for _, text in prose[place : place + LONGEST_FILE]]
        ends = [at for at, text in enumerate(following) if not text.strip() or text.lstrip().startswith("[")]
        best: Block | None = None
        for end in [*ends, len(following)][: MOST_TRIES - tries]:
            tries += 1
            best = _parsed([line, *following[:end]], number) or best
        if best is not None:
            yield best
            place += best.text.count("\n")


def _parsed(lines: list[str], number: int) -> Block | None:
    text = "\n".join(lines) + "\n"
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return Block(text, number)


def _requirements_file(block: Block) -> FoundProject | None:
    lines = [line.partition(" #")[0].strip() for line in block.text.split("\n")]
    lines = [line for line in lines if line and not line.startswith("#")]
    options = [line for line in lines if line.startswith("-")]
    requirements = [line for line in lines if line not in options]
    if len(requirements) < 2 or not all(map(_is_requirement, requirements)):
        return None
    if not any(character in line for line in requirements for character in "=<>@["):
        return None  # a list of words is no list of requirements
    return FoundProject(block.text, block.line, ProjectKind.REQUIREMENTS, "a requirements.txt")


def _is_requirement(text: str) -> bool:
    try:
        Requirement(text)
    except InvalidRequirement:
        return False
    return True


def _project_of(requirements: tuple[str, ...]) -> str:
    document = tomlkit.document()
    project = tomlkit.table()
    project["name"], project["version"] = "from-a-report", "0"
    dependencies = tomlkit.array()
    dependencies.extend(requirements)
    project["dependencies"] = dependencies.multiline(len(requirements) > 1)
    document["project"] = project
    return tomlkit.dumps(document)
