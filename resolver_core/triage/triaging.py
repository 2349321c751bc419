"""`triage()`: a report is solved as its reporter ran it, held against what they saw, and judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from resolver_core.errors import CoreError, InvalidTarget
from resolver_core.index.base import Index
from resolver_core.index.kept.premised import PremisedIndex
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.report.read import parse_report
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side
from resolver_core.triage.advice import tried_advice
from resolver_core.triage.answers import Ours, answered
from resolver_core.triage.causes import found_causes
from resolver_core.triage.corrections import NOTHING_CORRECTED, Corrections, corrected
from resolver_core.triage.held_against import held_against
from resolver_core.triage.judging import NOTHING_MISSING, judge
from resolver_core.triage.needed_facts import Settled, choices, settled
from resolver_core.triage.question import Asked, as_of_moment, main_question, questions
from resolver_core.triage.reported_index import ReportedIndex
from resolver_core.triage.verdict import Verdict

DEFAULT_BUDGET = 60
"""Solves that the reasons may take."""

_Answer = tuple[Side | None, Ours]


def triage(
    text: str,
    index: Index,
    default_index: str,
    corrections: Corrections = NOTHING_CORRECTED,
    *,
    mirrors: Mapping[str, str] | None = None,
    budget: int = DEFAULT_BUDGET,
) -> Verdict:
    """The verdict on a report, solved on `index` as it was on the report's day, its stated failures laid over it.

    `corrections` go before what is read. Facts that are not stated are tried with plausible values, and asked for only
    where these give different outcomes. `mirrors` has by the address of an index where it is asked instead.
    Raises `ProblemSyntaxError` for a text that is no report or whose project cannot be read, and `BudgetExceeded` and
    `Cancelled` as `resolve` does, where nothing was found by then.
    """
    report = corrected(parse_report(text), corrections)
    reported = ReportedIndex(index, default_index, as_of_moment(report), mirrors)
    served = RecordingIndex(reported)
    seen = PremisedIndex(served, report.premises)
    if not is_solvable(report):
        return judge(text, report, (), ())
    main = main_question(report, default_index, report.values)
    found = _settled(report, main, seen)
    values = {**report.values, **{one.field: one.value for one in found.assumed}}
    answers = _answers(report, main_question(report, default_index, values), seen, default_index, values)
    asked = main_question(report, default_index, values)
    causes, is_whole = found_causes(asked, seen, budget)
    verdict = judge(text, report, answers, causes, found, sorted(reported.replaced), is_whole=is_whole)
    if verdict.cause is None:
        return verdict
    return replace(verdict, advice=tuple(tried_advice(verdict.cause.cause_class, asked, seen, served)))


def is_solvable(report: Report) -> bool:
    """Whether a report states anything that can be solved."""
    return bool(report.text) or any(side.text for side in report.sides)


def without_project(text: str) -> Verdict:
    """The verdict on a report by its words alone. Raises `ProblemSyntaxError`."""
    return judge(text, parse_report(text), (), ())


def _settled(report: Report, main: Asked, index: Index) -> Settled:
    missing = list(choices(report, main))
    if not missing:
        return NOTHING_MISSING
    return settled(missing, main, lambda asked: answered(asked, index), _fitting(report, main))


def _fitting(report: Report, main: Asked) -> Callable[[Ours], float]:
    """How much of what the main command showed comes out of an answer."""

    def share(ours: Ours) -> float:
        held = held_against(report, [(main.side, ours)]).all
        return sum(held) / len(held) if held else 0.0

    return share


def _answers(
    report: Report, main: Asked, index: Index, default_index: str, values: dict[str, str | tuple[str, ...]]
) -> list[_Answer]:
    """Our answers to the commands of a report; of one that cannot be read there is none."""
    found: list[_Answer] = []
    asked = list(_readable(report, default_index, values))
    for question in asked or [main]:
        found.append((question.side, answered(question, index)))
    return found


def _readable(report: Report, default_index: str, values: dict[str, str | tuple[str, ...]]) -> list[Asked]:
    found: list[Asked] = []
    for side in report.sides:
        try:
            found += questions(replace(report, sides=(side,)), default_index, values)
        except (CoreError, InvalidTarget):
            continue
    return found
