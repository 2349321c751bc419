"""Cases of which an index says something else now than when they were solved: they are asked again.

due() ──► somebody waits? then later ──► the pages that its answer has read, as they are now ──► another one ──► a round

Nobody waits for this: it stops where anybody does, looks at a few cases at a time and at each one once a day, and asks
the indexes no more than a budget allows.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from resolver_core import BudgetExceeded, CoreError, IndexBudget, first_changed_project, read_premise
from webui import wiring
from webui.resolutions.models import Origin, Question, Solve, State, Submission
from webui.resolutions.working import index_data
from webui.team import asked_again
from webui.team.actors import APPLICATION
from webui.team.models import Case

log = logging.getLogger(__name__)

AT_ONCE = 5
"""Cases that one look takes care of."""
LOOKED_AT_EVERY = timedelta(days=1)
"""How often a case is looked at."""
REQUESTS = 400
"""That one look may make."""
MOST_NAMED = 5


def begin_of_changed_indexes() -> int:
    """A round for each team with cases of which an index says something else now; how many."""
    changed: dict[int, list[tuple[Case, str]]] = defaultdict(list)
    budget = IndexBudget(requests=REQUESTS)
    for case in due()[:AT_ONCE]:
        if somebody_waits():
            break
        mine = Case.objects.filter(pk=case.pk, index_seen_at=case.index_seen_at)
        if mine.update(index_seen_at=timezone.now()) and (project := _changed_project(case, budget)):
            changed[case.team_id].append((case, project))
    return sum(map(_begin, changed.values()))


def due() -> QuerySet[Case]:
    """Cases to be looked at, those first that were not for the longest time."""
    before = timezone.now() - LOOKED_AT_EVERY
    is_due = Q(index_seen_at__lt=before) | Q(index_seen_at=None, created_at__lt=before)
    cases = asked_again.all_askable().filter(is_due, submission__isnull=False).select_related("team", "submission")
    return cases.defer("report", "verdict", "answer").order_by(F("index_seen_at").asc(nulls_first=True), "pk")


def somebody_waits() -> bool:
    """Whether anything is to be solved or answered."""
    at_work = (State.QUEUED, State.RUNNING)
    return any(kind.objects.filter(state__in=at_work).exists() for kind in (Solve, Question))


def _begin(found: list[tuple[Case, str]]) -> bool:
    names = list(dict.fromkeys(project for _, project in found))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    why = f"an index lists other files of {', '.join(names[:MOST_NAMED])}{more}"
    team = found[0][0].team
    cases = asked_again.askable(team).filter(pk__in=[case.pk for case, _ in found])
    return asked_again.begin(APPLICATION, team, cases, why) is not None


def _changed_project(case: Case, budget: IndexBudget) -> str:
    """A project of which an index lists other files than when the case was solved; "" where none is known."""
    submission = case.submission
    if submission is None or submission.asked.recorded or submission.origin == Origin.IMPORTED:
        return ""  # no index was asked
    read = index_data.kept(submission)
    if read is None:
        return ""
    as_served = read.without(map(read_premise, submission.asked.premises))
    try:
        with wiring.open_index(refresh=True, budget=budget) as index:
            return first_changed_project(as_served, index, _cutoff(submission)) or ""
    except BudgetExceeded:
        return ""
    except CoreError:
        log.warning("the index of case %s could not be looked at", case.pk, exc_info=True)
        return ""


def _cutoff(submission: Submission) -> datetime | None:
    asked = submission.asked
    return asked.cutoff(asked.problem(timezone.now()))
