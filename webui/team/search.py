"""The words by which a case is found: of its report, its title, and what its verdict is about.

They stand in rows of their own, so that a search costs the same however many cases there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from webui.team.models import Case, CaseWord, Team

MOST_WORDS = 1_500
MOST_ASKED = 8
LONGEST = 64
_TOKEN = re.compile(r"[a-z0-9][a-z0-9._+@-]*[a-z0-9+]|[a-z0-9]")
_PART = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*")
_ASKED = re.compile(rf"({_TOKEN.pattern})(\*?)")


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of some texts, the first ones: whole names of files, and their parts."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _words(text.lower()):
            found[word[:LONGEST]] = None
            if len(found) >= MOST_WORDS:
                return list(found)
    return list(found)


def index(case: Case) -> None:
    """Have a case found by what it says now."""
    wanted = set(words_of(_texts(case)))
    known = set(CaseWord.objects.filter(case=case).values_list("word", flat=True))
    CaseWord.objects.filter(case=case, word__in=known - wanted).delete()
    new = [CaseWord(team_id=case.team_id, case=case, word=word) for word in sorted(wanted - known)]
    CaseWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)


def matching(cases: QuerySet[Case], team: Team, text: str) -> QuerySet[Case]:
    """Those of a team that have every word of a text; of one that ends in `*`, a word that begins so."""
    for token, is_beginning in dict.fromkeys(_ASKED.findall(text.lower())[:MOST_ASKED]):
        word = token[:LONGEST]
        is_it = Q(word__gte=word, word__startswith=word) if is_beginning else Q(word=word)
        cases = cases.filter(pk__in=CaseWord.objects.filter(is_it, team=team).values("case"))
    return cases


def _words(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        yield token
        parts = _PART.findall(token)
        if len(parts) > 1:
            yield from parts


def _texts(case: Case) -> Iterator[str]:
    yield from (case.title, case.project, case.cause_class, case.index, case.headline)
    if case.verdict is not None:
        for cause in case.verdict["causes"]:
            yield from (cause["cause_class"], cause["filename"], *cause["projects"])
        yield from (one["observed"] for one in case.verdict["files"])
    yield case.report
