"""A pasted issue report on its way to a question: what the form starts with, and the facts beside it."""

from __future__ import annotations

from dataclasses import dataclass

from resolver_core import Report, is_report, parse_report
from webui.resolutions.asking.fields import plain_line_ends

_WORDS = {
    "text": "project",
    "python": "Python",
    "platform": "platform",
    "uv": "uv",
    "exclude_newer": "as of",
    "extras": "extra",
    "groups": "group",
    "index_url": "index",
    "extra_index_urls": "further index",
    "index_strategy": "index strategy",
    "prerelease": "pre-releases",
    "resolution": "resolution",
    "fork_strategy": "fork strategy",
}


@dataclass(frozen=True, slots=True)
class FactView:
    """One thing that was read from a report, with its line and the words that state it."""

    name: str
    value: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """What was read from a report, and what it does not state."""

    pasted: str
    facts: tuple[FactView, ...]
    missing: tuple[str, ...]
    has_project: bool


def report_in(text: object) -> Report | None:
    """The report that a text is; None for a project file and for anything else."""
    plain = plain_line_ends(text)
    return parse_report(plain) if is_report(plain) else None


def question_of(report: Report) -> dict[str, object]:
    """What the form starts with."""
    return {"text": report.text, **report.values}


def report_view(report: Report, pasted: str) -> ReportView:
    """The facts as the paste page shows them."""
    facts = (FactView(_WORDS.get(one.field, one.field), one.value, one.line, one.quote) for one in report.facts)
    return ReportView(pasted, tuple(facts), report.missing, bool(report.text))
