"""What was read from a pasted text: the facts of an issue report, and the mistakes of a text."""

from __future__ import annotations

from typing import Annotated, TypedDict

from resolver_core.codec.says import says
from resolver_core.errors import Mistake
from resolver_core.inputs.report import Fact, Report


class FactEntry(TypedDict):
    """One thing that a report states."""

    field: Annotated[str, says("the option that it gives; `uv` for the version of uv")]
    value: Annotated[str, says("what it gives")]
    line: Annotated[int, says("of the report (1-based)")]
    quote: Annotated[str, says("the words that state it")]


class ReportDocument(TypedDict):
    """What was read from an issue report (`report_to_json`)."""

    facts: Annotated[list[FactEntry], says("what it states")]
    missing: Annotated[list[str], says("what it does not state, in words")]


class MistakeEntry(TypedDict):
    """One thing that is wrong in a text."""

    message: Annotated[str, says("what is wrong")]
    line: Annotated[int | None, says("1-based; `null` where it belongs to no single place")]
    column: Annotated[int | None, says("1-based")]
    text: Annotated[str, says('the offending piece, as written; "" where there is none')]
    file: Annotated[str, says('the path of the file that it is in; "" for the one that is asked about')]


def report_to_json(report: Report) -> ReportDocument:
    """The document of a report."""
    return {"facts": [fact_entry(fact) for fact in report.facts], "missing": list(report.missing)}


def fact_entry(fact: Fact) -> FactEntry:
    """The entry of a fact."""
    return {"field": fact.field, "value": fact.value, "line": fact.line, "quote": fact.quote}


def mistake_entry(mistake: Mistake) -> MistakeEntry:
    """The entry of a mistake."""
    return {
        "message": mistake.message,
        "line": mistake.line,
        "column": mistake.column,
        "text": mistake.text,
        "file": mistake.file,
    }
