"""Cases that may be about the same, beside those of the same fingerprint: suggested, never merged by themselves.

A fingerprint holds the decisive file, and with it a platform: the same projects may differ elsewhere, for the same
cause.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from webui.team import named_threads, search
from webui.team.models import Case, CaseWord, Thread
from webui.team.named_threads import NamedThread

MOST = 20
LISTED = ("number", "title", "state", "closed_as", "merged_into", "team__slug", "cause_class", "project", "fingerprint")


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """Another case, and what both have in common."""

    case: Case
    why: str


def similar(case: Case, thread: Thread | None) -> list[SimilarCase]:
    """Other cases of the team with the same class and project, of the same canonical thread (`thread` is that of the
    case), or that name the same one. Those of the same fingerprint are duplicates, and not among them.
    """
    named = _that_name_the_same(case, thread)
    asked_elsewhere = set() if thread is None else _fingerprints_of(thread)
    alike = Q(pk__in=named) | Q(fingerprint__in=asked_elsewhere)
    if case.cause_class and case.project:
        alike |= Q(cause_class=case.cause_class, project=case.project)
    if not alike:
        return []
    others = Case.objects.filter(alike, team=case.team_id).exclude(pk=case.pk)
    if case.fingerprint:
        others = others.exclude(fingerprint=case.fingerprint)
    rows = others.exclude(merged_into=case.pk).select_related("team").only(*LISTED).order_by("-number")[:MOST]
    found = []
    for row in rows:
        if row.pk != case.merged_into_id:
            found.append(SimilarCase(row, "; ".join(_in_common(case, row, named, asked_elsewhere))))
    return found


def _in_common(case: Case, other: Case, named: dict[int, list[int]], asked_elsewhere: set[str]) -> list[str]:
    found = []
    if case.cause_class and case.project and (other.cause_class, other.project) == (case.cause_class, case.project):
        found.append(f"the same cause, of {case.project} too")
    if other.fingerprint in asked_elsewhere:
        found.append("the same canonical thread")
    if other.pk in named:
        found.append(f"the same thread, {', '.join(f'#{number}' for number in named[other.pk])}")
    return found


def _fingerprints_of(thread: Thread) -> set[str]:
    rows = Thread.objects.filter(team=thread.team_id, url=thread.url).exclude(pk=thread.pk)
    return set(rows.values_list("fingerprint", flat=True))


def _that_name_the_same(case: Case, thread: Thread | None) -> dict[int, list[int]]:
    """By id of a case the numbers of the threads that it names, too."""
    mine = search.threads_of(case) + (named_threads.named_in([thread.url]) if thread else [])
    words = {one.words[0] for one in mine}
    if not words:
        return {}
    theirs = CaseWord.objects.filter(team=case.team_id, word__in=words).exclude(case=case)
    rows = CaseWord.objects.filter(case__in=theirs.values("case"), word__startswith="#")
    by_case: defaultdict[int, list[str]] = defaultdict(list)
    for pk, word in rows.values_list("case", "word"):
        by_case[pk].append(word)
    found = {pk: _shared(mine, named_threads.of_words(words)) for pk, words in by_case.items()}
    return {pk: numbers for pk, numbers in found.items() if numbers}


def _shared(mine: list[NamedThread], theirs: list[NamedThread]) -> list[int]:
    """The numbers that may be of the same thread on both sides."""
    told = _told(theirs)
    return sorted({one.number for one in _told(mine) if any(one.may_be(other) for other in told)})


def _told(threads: list[NamedThread]) -> list[NamedThread]:
    """Without the bare numbers of threads that stand with their repository, too."""
    whole = {one.number for one in threads if one.repository}
    return [one for one in threads if one.repository or one.number not in whole]
