"""What somebody said of a report beside it: where a question differs from what is read of its report."""

from __future__ import annotations

from resolver_core import Corrections, StatedFailure, completed, parse_report, premise_text, read_premise
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.asking.question import CORRECTABLE
from webui.resolutions.asking.reports import question_of


def corrections_of(asked: Asked) -> Corrections:
    """What goes before the facts of the report that a question was read from.

    An option that the report does not state and that is as usual is nothing that anybody said, unless it is among
    `Asked.stated`.
    """
    report = parse_report(asked.report)
    as_read = CompareForm(question_of(report))
    as_read.is_valid()
    read = as_read.cleaned_data
    said = (name for name in CORRECTABLE if name in asked.stated or getattr(asked, name) != read.get(name))
    return Corrections(
        text=None if asked.text.strip() == completed(report.text).strip() else asked.text,
        values={name: getattr(asked, name) for name in said},
        premises=_premises(asked, report.premises),
    )


def _premises(asked: Asked, stated: tuple[StatedFailure, ...]) -> tuple[StatedFailure, ...] | None:
    if list(asked.premises) == [premise_text(one) for one in stated]:
        return None  # as the report states them, each with its line
    return tuple(map(read_premise, asked.premises))
