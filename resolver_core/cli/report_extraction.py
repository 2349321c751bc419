"""An issue report as one document, solved where that is wanted: its premises laid over the index, as of its date."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from resolver_core.cli.answers import asked_index, opened_at
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.mistakes import in_file
from resolver_core.codec.extraction import ExtractionDocument, extraction_to_json
from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.report import parse_report
from resolver_core.triage.triaging import triage

REPORT = "report"
"""What the text is called in messages."""


@dataclass(frozen=True, slots=True)
class Solving:
    """How a report is solved. `options` are further words of the command line (`--index-url`, `--allow-network`)."""

    options: Sequence[str] = ()
    budget: int = 60  #: solves, at most


def extract_report(text: str, solving: Solving | None = None) -> ExtractionDocument:
    """What a report states; with `solving` also the class of the cause that is told first.

    That is the one of a mode without an answer, else of what differs first, else of what surprises; one that could be
    proven goes before others; where the index that decides could not be asked, and nothing is told for that, the one
    that holds of the index which was asked in its place. None where the report has no project, where both modes agree,
    and where the budget ended first. Raises `ProblemSyntaxError` and `UsageError` for what cannot be read or asked.
    """
    report = parse_report(text)
    found = _first_class(text, solving) if solving is not None and report.text else None
    return extraction_to_json(report, found)


def _first_class(text: str, solving: Solving) -> str | None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    arguments = parser.parse_args([REPORT, "--timeout", "0", *solving.options])
    default_index = asked_index(arguments)
    try:
        with opened_at(arguments, default_index) as index:
            verdict = triage(text, index, default_index, budget=solving.budget)
    except ProblemSyntaxError as error:
        raise in_file(REPORT, error) from None
    every = (*verdict.causes, *(one.cause for one in verdict.open_causes))
    return every[0].cause_class.value if every else None
