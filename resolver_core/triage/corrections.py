"""What somebody states anew of a report: facts that were read wrongly, or that it does not state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.premises import StatedFailure
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side
from resolver_core.inputs.report.toml_pieces import completed
from resolver_core.triage.question import Values

DATE = "exclude_newer"
"""The field that holds the day of a report."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What goes before the facts that were read; None leaves them.

    `values` are fields of the question (`python`, `platform`, `exclude_newer`, …); an empty one takes the fact away.
    `premises` are all of the failures that hold.
    """

    text: str | None = None
    values: Values = field(default_factory=dict)
    premises: tuple[StatedFailure, ...] | None = None


NOTHING_CORRECTED = Corrections()


def corrected(report: Report, corrections: Corrections) -> Report:
    """The report as it would be, had its author stated this.

    A side that held the old fact holds the new one; a side that holds another one keeps it, for it compares that.
    """
    values = {name: value for name, value in {**report.values, **corrections.values}.items() if value}
    return replace(
        report,
        text=report.text if corrections.text is None else corrections.text,
        values=values,
        as_of=_day(report, corrections),
        premises=report.premises if corrections.premises is None else corrections.premises,
        sides=tuple(_side(one, report, corrections) for one in report.sides),
    )


def _day(report: Report, corrections: Corrections) -> Fact | None:
    stated = corrections.values.get(DATE)
    if stated is None:
        return report.as_of
    return Fact(DATE, str(stated), 0, str(stated)) if stated else None


def _side(side: Side, report: Report, corrections: Corrections) -> Side:
    old, new = report.text.strip(), corrections.text
    is_changed = bool(old) and new is not None and old in side.text and not _is_shown(new, report)
    values = {name: _value(name, value, report, corrections) for name, value in side.values.items()}
    return replace(
        side,
        text=side.text.replace(old, new.strip()) if is_changed and new is not None else side.text,
        values={name: value for name, value in values.items() if value},
    )


def _is_shown(text: str, report: Report) -> bool:
    """Whether a project is one that the report shows already: then another one was chosen, and none corrected."""
    shown = [*(side.text for side in report.sides), *(project.text for project in report.projects)]
    return any(text.strip() in (one.strip(), completed(one).strip()) for one in shown)


def _value(name: str, value: str | tuple[str, ...], report: Report, corrections: Corrections) -> str | tuple[str, ...]:
    is_the_old = name in corrections.values and value == report.values.get(name)
    return corrections.values[name] if is_the_old else value
