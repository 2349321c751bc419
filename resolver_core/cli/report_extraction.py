"""An issue report as one document, solved where that is wanted: its premises laid over the index, as of its date."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from resolver_core.cli.answers import opened_index
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.question import read_question
from resolver_core.codec.extraction import ExtractionDocument, extraction_to_json
from resolver_core.errors import BudgetExceeded
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explaining import explain
from resolver_core.explain.explanation import Cause
from resolver_core.index.kept.premised import PremisedIndex
from resolver_core.index.network.default import default_index_url
from resolver_core.inputs.report import Report, parse_report
from resolver_core.inputs.report.placeholders import with_default_index
from resolver_core.inputs.report.projects import ProjectKind

_FILES = {ProjectKind.REQUIREMENTS: "requirements.txt", ProjectKind.SCRIPT: "script.py"}
_OPTIONS = {"python": "--python", "platform": "--platform", "exclude_newer": "--exclude-newer"}


@dataclass(frozen=True, slots=True)
class Solving:
    """How a report is solved. `options` are further words of the command line (`--index-url`, `--allow-network`)."""

    options: Sequence[str] = ()
    budget: int = 60  #: solves, at most


def extract_report(text: str, solving: Solving | None = None) -> ExtractionDocument:
    """What a report states; with `solving` also the class of the cause that is told first.

    That is the one of a mode without an answer, else of what differs first, else of what surprises; one that could be
    proven goes before others. None where the report has no project, where both modes agree, and where the budget ended
    first. Raises `ProblemSyntaxError` and `UsageError` for what cannot be read or asked.
    """
    report = parse_report(text)
    found = _first_class(report, solving) if solving is not None and report.text else None
    return extraction_to_json(report, found)


def _first_class(report: Report, solving: Solving) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, _FILES.get(report.projects[0].kind, "pyproject.toml"))
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        arguments = parser.parse_args([str(file), "--timeout", "0", "--assume", *_stated(report), *solving.options])
        file.write_text(with_default_index(report.text, arguments.index_url or default_index_url()), "utf-8")
        question = read_question(arguments)
        with opened_index(arguments, question) as opened:
            index = PremisedIndex(opened, report.premises)
            asked = (question.problem, question.targets, question.options, index, question.selection)
            try:
                found = explain(*asked, budget=solving.budget)
            except BudgetExceeded:
                return None
    causes: list[Cause | None] = [one.cause for one in found.failures]
    causes += [one.cause for one in found.divergences]
    causes += [one.cause for one in found.findings]
    classes = [cause.cause_class for cause in causes if cause is not None]
    proven = (found_class for found_class in classes if found_class is not CauseClass.NOT_PROVEN)
    return next(proven, classes[0] if classes else None)


def _stated(report: Report) -> Iterator[str]:
    """The target, the date and the extras that a report states, as options."""
    for name, option in _OPTIONS.items():
        if name in report.values:
            yield from (option, str(report.values[name]))
    for extra in report.values.get("extras", ()):
        yield from ("--extra", extra)
