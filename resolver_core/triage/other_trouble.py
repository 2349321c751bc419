"""Trouble that no resolver has a part in: a build, an installation, a network, permissions, the program itself."""

from __future__ import annotations

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
    files = tuple(one.filename for one in report.premises if one.filename)
    found: Trouble | None = None
    for error in report.errors:
        if says_no_answer(error.text) or says_no_file(error.text) or any(file in error.text for file in files):
            return None
        kind = kind_of(error.text)
        if kind is not None and found is None:
            found = Trouble(kind, error.number, error.text)
    return found
