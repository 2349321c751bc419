"""The words by which a case is found: of its report, its title, and what its verdict is about.

They stand in rows of their own, so that a search costs the same however many cases there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from webui.team.models import Case, CaseWord, Team
from webui.team.named_threads import NamedThread, named_in

MOST_WORDS = 1_500
MOST_ASKED = 8
LONGEST = 64
_TOKEN = re.compile(r"[a-z0-9][a-z0-9._+@-]*[a-z0-9+]|[a-z0-9]")
_PART = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*")
_ASKED = re.compile(rf"(#?)({_TOKEN.pattern})(\*?)")


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
    wanted = set(words_of(_texts(case))) | {word for one in threads_of(case) for word in one.words}
    known = set(CaseWord.objects.filter(case=case).values_list("word", flat=True))
    CaseWord.objects.filter(case=case, word__in=known - wanted).delete()
    new = [CaseWord(team_id=case.team_id, case=case, word=word) for word in sorted(wanted - known)]
    CaseWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)


def threads_of(case: Case) -> list[NamedThread]:
    """The threads of a case: the one that it came from, that its verdict knows, and those that its text names."""
    thread = case.verdict.get("thread") if case.verdict else None
    known = [f"#{number}" for number in thread["numbers"]] if thread and thread["is_same_project"] else []
    return named_in([case.source_url, *known, case.title, case.report])


def matching(cases: QuerySet[Case], team: Team, text: str) -> QuerySet[Case]:
    """Those of a team that have every word of a text; of one that ends in `*`, a word that begins so. A number is that
    of a case or of a thread, too, and `#2` nothing else.
    """
    for mark, token, is_beginning in dict.fromkeys(_ASKED.findall(text.lower())[:MOST_ASKED]):
        word = token[:LONGEST]
        is_it = Q(word__gte=word, word__startswith=word) if is_beginning else Q(word=word)
        if not _is_number(word):
            cases = cases.filter(pk__in=_with_word(team, is_it))
            continue
        is_thread = Q(word=f"#{word}")
        cases = cases.filter(Q(number=int(word)) | Q(pk__in=_with_word(team, is_thread if mark else is_it | is_thread)))
    return cases


def _with_word(team: Team, is_it: Q) -> QuerySet[CaseWord, int]:
    return CaseWord.objects.filter(is_it, team=team).values_list("case", flat=True)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 10


def _words(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        yield token
        parts = _PART.findall(token)
        if len(parts) > 1:
            yield from parts


def _texts(case: Case) -> Iterator[str]:
    yield from (case.title, case.reporter, case.source_url, case.project, case.cause_class, case.index, case.headline)
    if case.verdict is not None:
        for cause in case.verdict["causes"]:
            yield from (cause["cause_class"], cause["filename"], *cause["projects"])
        yield from (one["observed"] for one in case.verdict["files"])
    yield case.report
