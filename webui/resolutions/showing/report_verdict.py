"""The verdict on the report that a text was read from, once the reasons are found."""

from __future__ import annotations

from resolver_core import ReportVerdictDocument, stored_report_verdict
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Submission


def report_verdict(submission: Submission, page_url: str) -> ReportVerdictDocument | None:
    """The verdict with its drafted reply; None without a report, and while the reasons are looked for."""
    explaining = submission.explaining
    if not submission.report or submission.is_running or explaining is None or not explaining.has_ended:
        return None
    single, universal = (submission.solve(label).document for label in (Label.SINGLE, Label.UNIVERSAL))
    return stored_report_verdict(submission.report, single, universal, submission.reasons, page_url)
