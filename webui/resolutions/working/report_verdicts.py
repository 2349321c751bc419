"""The verdict on the report that a question was read from: one way, the same as the command line's."""

from __future__ import annotations

from collections.abc import Callable

from resolver_core import ReportVerdictDocument, judge_report
from webui import wiring
from webui.resolutions.asking.corrections import corrections_of
from webui.resolutions.models import Question
from webui.resolutions.working import index_data


def judged(row: Question, should_stop: Callable[[], bool]) -> ReportVerdictDocument:
    """Solve what the report compares, on the data that are kept with the submission and what else it needs."""
    submission = row.submission
    default_index, corrections = index_data.default_index(submission), corrections_of(submission.asked)
    with index_data.opened_as_served(submission) as index:
        return judge_report(
            submission.report,
            index,
            default_index,
            corrections,
            vocabulary=wiring.vocabulary(),
            should_stop=should_stop,
        )
