"""Trouble that no resolver has a part in: a build, an installation, a network, permissions, the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.troubles import TroubleKind, kind_of, says_no_answer, says_no_file


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error is about, with the line that says it."""

    kind: TroubleKind
    line: int
    quote: str


def other_trouble(report: Report) -> Trouble | None:
    """What the errors of a report are about, where none of them is about versions or a file of the index."""
    if any(_is_about_versions(error.text, report) for error in report.errors):
        return None
    return next(troubles(report), None)


def troubles(report: Report) -> Iterator[Trouble]:
    """What each error is about that is not about versions."""
    for error in report.errors:
        kind = kind_of(error.text)
        if kind is not None and not _is_about_versions(error.text, report):
            yield Trouble(kind, error.number, error.text)


def _is_about_versions(text: str, report: Report) -> bool:
    return says_no_answer(text) or says_no_file(text) or any(one.is_named_in(text) for one in report.premises)
