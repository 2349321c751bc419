"""Our answers to the commands that a report compares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from resolver_core.errors import BudgetExceeded, CoreError, InvalidTarget
from resolver_core.index.base import Index
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side
from resolver_core.triage.answers import Ours, answered
from resolver_core.triage.question import Asked, Values, questions

SideAnswer = tuple[Side | None, Ours]
"""A command, None where only a project was pasted, and what is answered to it."""


def side_answers(
    report: Report, main: Asked, index: Index, default_index: str, values: Values
) -> tuple[list[SideAnswer], bool]:
    """The answer to each command that can be read, where none can, to the project; and whether the time sufficed.

    Raises what `resolve` raises, `BudgetExceeded` only before the first answer.
    """
    found: list[SideAnswer] = []
    for question in list(_readable(report, default_index, values)) or [main]:
        try:
            found.append((question.side, answered(question, index)))
        except BudgetExceeded:
            if not found:
                raise
            return found, False
    return found, True


def _readable(report: Report, default_index: str, values: Values) -> Iterator[Asked]:
    for side in report.sides:
        try:
            found = list(questions(replace(report, sides=(side,)), default_index, values))
        except (CoreError, InvalidTarget):
            continue
        yield from found
