"""`Report`: everything that was read from a pasted issue report. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.failures import Unreachable
from resolver_core.inputs.report.lines import NumberedLine
from resolver_core.inputs.report.machine import Machine
from resolver_core.inputs.report.observed import Observation, files_by_project, versions_by_command
from resolver_core.inputs.report.premises import StatedFailure
from resolver_core.inputs.report.projects import FoundProject
from resolver_core.inputs.report.sides import Side


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
    projects: tuple[FoundProject, ...] = ()  #: all of them, the one that `text` is of first
    commands: tuple[Command, ...] = ()
    runs: tuple[Command, ...] = ()  #: the same as they were typed, one that was typed twice twice
    machine: Machine | None = None
    python: Fact | None = None  #: as exactly as it is stated
    tools: Mapping[str, Fact] = field(default_factory=dict)  #: by tool, its version
    as_of: Fact | None = None  #: when it was written; assumed, where only the earliest day is known
    observations: tuple[Observation, ...] = ()
    errors: tuple[NumberedLine, ...] = ()
    unreachable: tuple[Unreachable, ...] = ()
    premises: tuple[StatedFailure, ...] = ()  #: failures that it states, to be laid over the index
    sides: tuple[Side, ...] = ()  #: the commands that it compares
    missing_fields: tuple[str, ...] = ()  #: `missing`, by field

    @property
    def project(self) -> FoundProject | None:
        """Where `text` is from."""
        return self.projects[0] if self.projects else None

    @property
    def observed_versions(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What the reporter's commands gave: by command and project, the versions."""
        return versions_by_command(self.observations)

    @property
    def observed_files(self) -> Mapping[str, str]:
        """By project, the file that was read or downloaded."""
        return files_by_project(self.observations)
