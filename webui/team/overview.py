"""What a team's cases come to, in a fixed number of queries: by class, project, index and week, and how soon.

Every number is of the same cases that its address in the queue shows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from resolver_core import Standing
from webui.team.case_table import unformulated
from webui.team.filters import ALL, NO_CAUSE, WITHOUT_CAUSE, QueueFilter
from webui.team.models import Case, Team
from webui.team.moves import CaseState
from webui.team.shapes import CountEntry, OverviewDocument

MOST_ROWS = 20
WEEKS = 26


def overview(team: Team, today: date) -> OverviewDocument:
    """The document; its addresses begin with the path of the queue."""
    cases = Case.objects.filter(team=team, merged_into=None)
    sums = cases.aggregate(
        total=Count("pk"),
        open=Count("pk", filter=~Q(state=CaseState.CLOSED)),
        regressions=Count("pk", filter=Q(is_regression=True)),
        judged=Count("pk", filter=~Q(standing="")),
        reproduced=Count("pk", filter=Q(standing=Standing.REPRODUCED)),
        partly_reproduced=Count("pk", filter=Q(standing=Standing.PARTLY)),
        timed=Count("verdict_seconds"),
    )
    judged = sums["judged"]
    return OverviewDocument(
        cases=sums["total"],
        open=sums["open"],
        regressions=sums["regressions"],
        judged=judged,
        reproduced=sums["reproduced"],
        partly_reproduced=sums["partly_reproduced"],
        share_reproduced=_share(sums["reproduced"], judged),
        share_partly_reproduced=_share(sums["partly_reproduced"], judged),
        median_seconds_to_verdict=_median(cases, sums["timed"]),
        states=_counted(team, cases, "state", "state"),
        standings=_counted(team, cases, "standing", "standing"),
        classes=[*_counted(team, cases, "cause_class", "cause"), *_without_cause(team, cases)],
        projects=_counted(team, cases, "project", "project"),
        indexes=_counted(team, cases, "index", "index"),
        weeks=_weeks(team, cases, today),
    )


SECTIONS = ("states", "standings", "classes", "projects", "indexes", "weeks")
"""The lists of the document."""
SUMS = (
    *("cases", "open", "regressions", "judged", "reproduced", "partly_reproduced"),
    *("share_reproduced", "share_partly_reproduced", "median_seconds_to_verdict"),
)
"""Its other numbers."""


def as_csv(document: OverviewDocument) -> str:
    """The counts as a table: list, name, cases."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("list", "name", "cases"))
    for section in SECTIONS:
        rows.writerows((section, unformulated(one["name"]), one["cases"]) for one in _entries(document, section))
    for name in SUMS:
        rows.writerow(("all", name, document[name]))  # type: ignore[literal-required]
    return written.getvalue()


def _entries(document: OverviewDocument, section: str) -> Iterator[CountEntry]:
    yield from document[section]  # type: ignore[literal-required]


def _counted(team: Team, cases: QuerySet[Case], column: str, wanted: str) -> list[CountEntry]:
    """The most frequent values of a column."""
    rows = cases.exclude(**{column: ""}).values_list(column).annotate(n=Count("pk")).order_by("-n", column)
    found = ((name, number, _address(team, **{wanted: name})) for name, number in rows[:MOST_ROWS])
    return [CountEntry(name=name, cases=number, address=address) for name, number, address in found]


def _without_cause(team: Team, cases: QuerySet[Case]) -> list[CountEntry]:
    """Those whose verdict tells no cause, where there are some."""
    number = cases.filter(WITHOUT_CAUSE).count()
    return [CountEntry(name=NO_CAUSE, cases=number, address=_address(team, cause=NO_CAUSE))] if number else []


def _weeks(team: Team, cases: QuerySet[Case], today: date) -> list[CountEntry]:
    """The last half year, empty weeks included, the oldest first."""
    monday = today - timedelta(days=today.weekday())
    begin = monday - timedelta(weeks=WEEKS - 1)
    found = cases.filter(week__gte=begin).values_list("week").annotate(n=Count("pk")).order_by()
    counts = {week.isoformat(): number for week, number in found}
    mondays = ((begin + timedelta(weeks=number)).isoformat() for number in range(WEEKS))
    return [CountEntry(name=one, cases=counts.get(one, 0), address=_address(team, week=one)) for one in mondays]


def _share(number: int, judged: int) -> float | None:
    return round(number / judged, 4) if judged else None


def _median(cases: QuerySet[Case], number: int) -> float | None:
    if not number:
        return None
    timed = cases.filter(verdict_seconds__isnull=False).order_by("verdict_seconds")
    middle = list(timed.values_list("verdict_seconds", flat=True)[(number - 1) // 2 : number // 2 + 1])
    return round(sum(float(one or 0) for one in middle) / len(middle), 1)


def _address(team: Team, **wanted: str) -> str:
    query = QueueFilter(**{"state": ALL, "merged": "no", **wanted}).query
    return f"{reverse('team-queue', args=[team.slug])}?{query}"
