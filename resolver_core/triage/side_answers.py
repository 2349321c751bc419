"""Our answers to the commands that a report compares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from resolver_core.errors import CoreError, InvalidTarget
from resolver_core.index.base import Index
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side
from resolver_core.triage.answers import Ours, answered
from resolver_core.triage.question import Asked, Values, questions

SideAnswer = tuple[Side | None, Ours]
"""A command, None where only a project was pasted, and what is answered to it."""


def side_answers(report: Report, main: Asked, index: Index, default_index: str, values: Values) -> list[SideAnswer]:
    """The answer to each command that can be read; where none can, to the project. Raises what `resolve` raises."""
    asked = list(_readable(report, default_index, values))
    return [(question.side, answered(question, index)) for question in asked or [main]]


def _readable(report: Report, default_index: str, values: Values) -> Iterator[Asked]:
    for side in report.sides:
        try:
            found = list(questions(replace(report, sides=(side,)), default_index, values))
        except (CoreError, InvalidTarget):
            continue
        yield from found
