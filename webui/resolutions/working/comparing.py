"""An answer beside the universal one, as a row."""

from __future__ import annotations

from resolver_core import (
    Resolution,
    UnknownDocument,
    compare,
    comparison_to_json,
    from_json,
    graph_to_json,
    overlay,
)
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Comparison, Submission


def compared(submission: Submission, label: str) -> Comparison:
    """The row, which is not stored yet. Raises UnknownDocument where one of the two answers is not there."""
    asked, selection = submission.asked, submission.asked.selection()
    single, universal = (_resolution(submission, one) for one in (label, Label.UNIVERSAL))
    comparison = compare(single, universal, asked.environment(label), selection.extras, selection.groups)
    graph = graph_to_json(overlay(comparison, single, universal))
    return Comparison(submission=submission, label=label, document=comparison_to_json(comparison), graph=graph)


def _resolution(submission: Submission, label: str) -> Resolution:
    document = submission.solve(label).document
    if document is None:
        raise UnknownDocument
    return from_json(document)
