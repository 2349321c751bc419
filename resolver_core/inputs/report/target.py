"""The target that a report states: its machine and its Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine
from resolver_core.inputs.report.machine import Machine
from resolver_core.inputs.report.machines import Sources, machine_of
from resolver_core.inputs.report.observed import Observation
from resolver_core.inputs.report.sides import is_possible
from resolver_core.inputs.report.taken_apart import TakenApart
from resolver_core.inputs.report.versions import python_of

_WHEEL = re.compile(r"[\w.+%!-]{3,200}\.whl\b")


def chosen_files(observations: Iterable[Observation]) -> list[NumberedLine]:
    """The files that commands for one platform chose."""
    return [NumberedLine(one.line, one.file) for one in observations if one.file and one.is_one_platform]


def named_files(commands: Iterable[Command]) -> Iterator[NumberedLine]:
    """The wheels that commands were given to install."""
    for command in commands:
        if command.is_openers and not command.is_mention:
            yield from (NumberedLine(command.line, found[0]) for found in _WHEEL.finditer(command.text))


def stated_machine(apart: TakenApart, files: list[NumberedLine]) -> Machine | None:
    """The machine, post by post."""
    answered = [one.line for one in apart.answers if one.field == "platform"]
    exact = [line for line in apart.lines if len(line.text) <= LONGEST_LINE]
    sources = (exact, files, answered, apart.words)
    posts = ([[line for line in one if apart.rank(line) == rank] for one in sources] for rank in range(3))
    return machine_of(Sources(*post) for post in posts)


def stated_python(apart: TakenApart, files: list[NumberedLine]) -> Fact | None:
    """The Python, as exactly as it is told."""
    return python_of(apart.answers, apart.commands, apart.lines, files)


def target_facts(python: Fact | None, machine: Machine | None) -> Iterator[Fact]:
    """The fields of the question that they fill."""
    if python is not None:
        value = _minor(python.value)
        if is_possible("python", value):
            yield Fact("python", value, python.line, python.quote, python.is_assumed)
    if machine is not None and machine.platform and is_possible("platform", machine.platform):
        yield Fact("platform", machine.platform, machine.line, machine.quote, not machine.arch)


def _minor(version: str) -> str:
    """The minor version that targets are named by: "3.11.9" is "3.11"."""
    end = "t" if version.endswith("t") else ""
    parts = version.removesuffix("t").split(".")
    return ".".join(parts[:2]) + end if len(parts) > 2 else version
