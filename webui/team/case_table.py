"""Cases as a table for spreadsheets: one row each, in the order of the queue."""

from __future__ import annotations

import csv
import io
from urllib.parse import urljoin

from django.db.models import QuerySet

from webui.team.models import Case

COLUMNS = (
    *(
        "number",
        "title",
        "state",
        "closed as",
        "verdict",
        "cause",
        "project",
        "index",
        "priority",
        "assignee",
        "labels",
    ),
    *("reported by", "reported at", "received", "regression", "merged into", "fingerprint", "page"),
)
_READ = (
    *("number", "title", "state", "closed_as", "standing", "cause_class", "project", "index", "priority"),
    *("assignee__email", "reporter", "source_url", "created_at", "is_regression", "merged_into__number", "fingerprint"),
    "team__slug",
)


def as_csv(cases: QuerySet[Case], home: str) -> str:
    """The table of some cases; `home` is the address of this installation."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    found = cases.select_related("team", "assignee", "merged_into").prefetch_related("labels").only(*_READ)
    rows.writerows([unformulated(str(value)) for value in _row(case, home)] for case in found)
    return written.getvalue()


def unformulated(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _row(case: Case, home: str) -> tuple[object, ...]:
    return (
        *(
            case.number,
            case.title,
            case.state,
            case.closed_as,
            case.standing,
            case.cause_class,
            case.project,
            case.index,
        ),
        *(case.get_priority_display(), case.assignee.email if case.assignee else ""),
        " ".join(label.name for label in case.labels.all()),
        *(case.reporter, case.source_url, case.created_at.isoformat(), "yes" if case.is_regression else ""),
        *(case.merged_into.number if case.merged_into else "", case.fingerprint),
        urljoin(home, case.get_absolute_url()),
    )
