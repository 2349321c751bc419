"""What the page of a case shows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils.safestring import SafeString

from resolver_core import ReportVerdictDocument
from webui.team import corrected, duplicates, notes
from webui.team.access import Member
from webui.team.case_answers import CaseAnswers
from webui.team.case_progress import CaseProgress, progress_of
from webui.team.models import Case, Change, Kind, Label, Membership, Thread
from webui.team.models.cases import Priority
from webui.team.models.threads import ThreadState
from webui.team.moves import MOVES, CaseState, ClosedAs
from webui.team.roles import Role
from webui.team.similar import SimilarCase, similar

MOST_DUPLICATES = 50
LISTED = ("number", "title", "state", "closed_as", "merged_into", "team__slug")
"""Columns of a case that is only named."""


@dataclass(frozen=True, slots=True)
class MoveButton:
    """A move with one click: what is sent, and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Something that was done, with its note as HTML."""

    change: Change
    note: SafeString | None
    is_own: bool = False  #: a note that whoever looks has written, and may edit


class CasePage:
    """One case, as a member sees it."""

    def __init__(self, request: HttpRequest, member: Member, case: Case, permalink: str) -> None:
        self.request = request
        self.member = member
        self.case = case
        self.permalink = permalink  #: with scheme and host; "" where nothing was solved

    @property
    def verdict(self) -> ReportVerdictDocument | None:
        """The verdict, once it is there: while the case is solved again, and where that came to none, there is none."""
        return self.case.verdict if self.case.is_judged and not self.case.trouble else None

    @property
    def earlier(self) -> ReportVerdictDocument | None:
        """The verdict on the words that the report had before, until there is one on those that it has now."""
        return self.case.verdict if self.verdict is None else None

    @cached_property
    def answers(self) -> CaseAnswers:
        """What can be posted."""
        return CaseAnswers(self.case, self.verdict, self.earlier, self.permalink, self.thread)

    @property
    def correcting(self) -> str:
        """Where what was read of the report is corrected; "" for nowhere."""
        return corrected.correcting(self.case)

    @cached_property
    def corrected(self) -> list[corrected.CorrectedAnswer]:
        """Answers to the same report, read in another way, that the case does not have."""
        return corrected.corrected_answers(self.request, self.case)

    @cached_property
    def progress(self) -> CaseProgress | None:
        """How far it is while it is solved."""
        return None if self.case.is_judged else progress_of(self.case)

    @cached_property
    def history(self) -> list[HistoryEntry]:
        """Everything that was done, in order."""
        rows = Change.objects.filter(case=self.case)
        return [self._entry(row) for row in rows]

    def _entry(self, row: Change) -> HistoryEntry:
        if row.kind != Kind.NOTED or not row.text:
            return HistoryEntry(row, None)
        is_own = self.member.may_write and row.actor_id == self.member.user.pk
        return HistoryEntry(row, notes.rendered(row.text), is_own)

    @property
    def seen(self) -> int:
        """The newest entry of the history."""
        return self.history[-1].change.pk if self.history else 0

    @cached_property
    def same_question(self) -> list[Case]:
        """Other cases with this fingerprint that are not merged with this one."""
        others = duplicates.same_question(self.case).select_related("team").only(*LISTED)
        related = {self.case.pk, self.case.merged_into_id}
        found = others[:MOST_DUPLICATES]
        return [one for one in found if one.pk not in related and one.merged_into_id != self.case.pk]

    @cached_property
    def similar(self) -> list[SimilarCase]:
        """Cases that may be about the same, and have another fingerprint."""
        return similar(self.case, self.thread)

    @cached_property
    def merged(self) -> list[Case]:
        """Cases that were merged into this one."""
        return list(self.case.merged.select_related("team").only(*LISTED).order_by("number"))

    @property
    def no_duplicates(self) -> str:
        """Why none is listed, and what can be done; "" where some are, or where the case is one itself."""
        if self.same_question or self.merged or self.similar or self.case.merged_into_id:
            return ""
        if not self.case.is_judged:
            return "They are looked for as soon as the verdict is there."
        if self.case.fingerprint:
            return "No other case of the team has this cause."
        return "They are found by the cause, and this case has none. One that you know of is merged by its number."

    @cached_property
    def thread(self) -> Thread | None:
        """Where the question was answered before."""
        if not self.case.fingerprint:
            return None
        return Thread.objects.filter(team=self.case.team_id, fingerprint=self.case.fingerprint).first()

    @cached_property
    def labels(self) -> list[str]:
        """The names of its labels."""
        return list(self.case.labels.values_list("name", flat=True))

    @cached_property
    def team_labels(self) -> list[str]:
        """All labels of the team."""
        return list(Label.objects.filter(team=self.case.team_id).values_list("name", flat=True))

    @cached_property
    def suggested_labels(self) -> list[str]:
        """Labels of the verdict that the team has, and the case has not."""
        suggested = [] if self.verdict is None else self.verdict["labels"]
        return [name for name in suggested if name in self.team_labels and name not in self.labels]

    @cached_property
    def assignable(self) -> list[Membership]:
        """Those whom a case may be given to."""
        rows = Membership.objects.filter(team=self.case.team_id).exclude(role=Role.VIEWER)
        return list(rows.select_related("user").order_by("pk"))

    @property
    def moves(self) -> Sequence[MoveButton]:
        """Where the case may go from here: one that is merged goes where the other one goes."""
        if self.case.merged_into_id:
            return []
        buttons = []
        for state in MOVES[self.case.state]:
            if state is CaseState.CLOSED:
                buttons += [MoveButton(f"{state}:{one}", f"Close as {one.label}") for one in ClosedAs]
            else:
                buttons.append(MoveButton(state, "Open again" if state is CaseState.NEW else state.label.capitalize()))
        return buttons

    @property
    def priorities(self) -> list[tuple[int, str]]:
        """The values of the field, and words."""
        return [(one.value, one.label) for one in Priority]

    @property
    def thread_states(self) -> list[tuple[str, str]]:
        """The values of the field, and words."""
        return [(one.value, one.label) for one in ThreadState]


def case_page(request: HttpRequest, member: Member, case: Case) -> CasePage:
    """The page of a case, for a request that says where this installation is."""
    submission = case.submission
    permalink = "" if submission is None else request.build_absolute_uri(submission.get_absolute_url())
    return CasePage(request, member, case, permalink)
