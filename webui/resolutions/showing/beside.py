"""The answer that somebody is about to change, in short: for the side of the editor."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from webui.resolutions.asking.askers import Asker
from webui.resolutions.asking.readers import visible_to
from webui.resolutions.models import Submission
from webui.resolutions.showing.headlines import Headline
from webui.resolutions.showing.page import resolution_page
from webui.resolutions.showing.rows import Row

MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Beside:
    """What a stored answer says. `more` counts the rows that differ and are not shown."""

    address: str
    project: str
    where: str
    headline: Headline
    rows: tuple[Row, ...]
    more: int


def answer_beside(submission_id: str, asker: Asker) -> Beside | None:
    """The answer, if there is such a one for this asker and it is there already."""
    found = Submission.objects.filter(visible_to(asker), pk=submission_id, verdict__isnull=True)
    submission = found.prefetch_related("solves", "comparisons").first()
    if submission is None or submission.is_running:
        return None
    page = resolution_page(submission, timezone.now())
    differing = [row for row in page.table.rows if row.differs or row.is_finding] if page.is_compared else []
    return Beside(
        address=page.addresses.base,
        project=page.project_name,
        where=page.where,
        headline=page.headline,
        rows=tuple(differing[:MOST_ROWS]),
        more=max(0, len(differing) - MOST_ROWS),
    )
