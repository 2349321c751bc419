"""A report judged and told as one document: what the command line, the API and the page all show."""

from __future__ import annotations

from collections.abc import Callable

from resolver_core import stopping
from resolver_core.codec.report_entries import ReportVerdictDocument
from resolver_core.codec.report_verdict import report_verdict_to_json
from resolver_core.index.base import Index
from resolver_core.triage.corrections import NOTHING_CORRECTED, Corrections
from resolver_core.triage.labels import DEFAULT_VOCABULARY, Vocabulary
from resolver_core.triage.triaging import triage, without_project


def judge_report(
    text: str,
    index: Index,
    default_index: str,
    corrections: Corrections = NOTHING_CORRECTED,
    *,
    vocabulary: Vocabulary = DEFAULT_VOCABULARY,
    should_stop: Callable[[], bool] | None = None,
) -> ReportVerdictDocument:
    """The verdict on a report; `corrections` go before what is read, `vocabulary` has the labels that it suggests.

    The place of the permalink in its reply is `PERMALINK`. Raises what `triage` raises.
    """
    with stopping.heeding(should_stop):
        return report_verdict_to_json(triage(text, index, default_index, corrections), vocabulary=vocabulary)


def judge_report_without_project(text: str, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> ReportVerdictDocument:
    """The verdict on a report that states nothing to solve: what it is about instead, or what it has to state."""
    return report_verdict_to_json(without_project(text), vocabulary=vocabulary)
