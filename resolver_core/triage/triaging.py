"""`triage()`: a report is solved as its reporter ran it, held against what they saw, and judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from resolver_core.index.base import Index
from resolver_core.index.kept.premised import PremisedIndex
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.report.read import parse_report
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.toml_pieces import unshown_files
from resolver_core.triage.advice import tried_advice
from resolver_core.triage.causes import found_causes
from resolver_core.triage.corrections import NOTHING_CORRECTED, Corrections, corrected
from resolver_core.triage.judging import judge
from resolver_core.triage.open_causes import Replaced
from resolver_core.triage.question import as_of_moment, main_question
from resolver_core.triage.reported_index import ReportedIndex
from resolver_core.triage.side_answers import side_answers
from resolver_core.triage.tried_facts import tried_facts
from resolver_core.triage.verdict import Verdict

DEFAULT_BUDGET = 60
"""Solves that the reasons may take."""


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
    found = tried_facts(report, main, seen)
    values = {**report.values, **{one.field: one.value for one in found.assumed}}
    asked = main_question(report, default_index, values)
    answers, is_all_answered = side_answers(report, asked, seen, default_index, values)
    causes, is_all_found = found_causes(asked, seen, budget)
    is_whole = is_all_answered and is_all_found
    replaced = Replaced(tuple(sorted(reported.replaced)), reported.stood_in)
    verdict = judge(text, report, answers, causes, found, replaced, is_whole=is_whole)
    verdict = replace(verdict, unshown=unshown_files(report.text))
    if verdict.cause is None or not is_whole:
        return verdict
    return replace(verdict, advice=tuple(tried_advice(verdict.cause.cause_class, asked, seen, served)))


def is_solvable(report: Report) -> bool:
    """Whether a report states anything that can be solved."""
    return bool(report.text) or any(side.text for side in report.sides)


def without_project(text: str) -> Verdict:
    """The verdict on a report by its words alone. Raises `ProblemSyntaxError`."""
    return judge(text, parse_report(text), (), ())
