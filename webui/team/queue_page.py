"""What the page of a queue shows, in a fixed number of queries however many cases there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from webui.team.access import Member
from webui.team.filters import ALL, ME, NOBODY, OPEN, STILL_OPEN, QueueFilter
from webui.team.models import Case, Label, Membership, SavedFilter
from webui.team.models.cases import Priority
from webui.team.moves import CaseState, ClosedAs
from webui.team.roles import Role

PAGE = 50
COLUMNS = (
    *("number", "title", "state", "closed_as", "priority", "version", "is_regression", "is_judged", "trouble"),
    *("cause_class", "project", "created_at", "team__slug", "assignee__name", "assignee__email", "merged_into__number"),
    *("standing", "headline", "fingerprint", "source", "source_url"),
)
"""What a row shows; reports and verdicts are not read."""


class QueuePage:
    """Some cases of a team, by a filter."""

    def __init__(self, member: Member, wanted: QueueFilter, number: int) -> None:
        self.member = member
        self.filter = wanted
        self.number = number  #: of the page, from 1

    @cached_property
    def _rows(self) -> list[Case]:
        found = self.filter.cases(self.member.team, self.member.user)
        related = ("team", "assignee", "merged_into")
        rows = found.select_related(*related).prefetch_related("labels").only(*COLUMNS)
        first = (self.number - 1) * PAGE
        return list(rows[first : first + PAGE + 1])

    @property
    def cases(self) -> Sequence[Case]:
        """The rows of this page."""
        return self._rows[:PAGE]

    @property
    def older(self) -> str:
        """The address of what follows; "" at the end."""
        return self._page(self.number + 1) if len(self._rows) > PAGE else ""

    @property
    def newer(self) -> str:
        """The address of what goes before; "" at the beginning."""
        return self._page(self.number - 1) if self.number > 1 else ""

    @property
    def address(self) -> str:
        """The address of this page."""
        return self._page(self.number)

    @property
    def mine(self) -> str:
        """The address of what is left to whoever looks."""
        return QueueFilter(assignee=ME).query

    @property
    def unassigned(self) -> str:
        """The address of what nobody has."""
        return QueueFilter(assignee=NOBODY).query

    @property
    def seen(self) -> int:
        """How much was done in the team."""
        return self.member.team.last_change

    @cached_property
    def states(self) -> list[tuple[str, str, int, bool]]:
        """Each state with its address, how many cases of the filter are in it, and whether it is chosen."""
        found = self.filter.without_state(self.member.team, self.member.user)
        is_merged = ExpressionWrapper(Q(merged_into__isnull=False), output_field=BooleanField())
        rows = found.annotate(is_merged=is_merged).values_list("state", "is_merged").annotate(n=Count("pk")).order_by()
        counts = {(state, is_merged): n for state, is_merged, n in rows}
        named: list[tuple[str, str, list[CaseState]]] = [
            ("open", "", [*STILL_OPEN]),
            *((str(one.label), one.value, [one]) for one in CaseState),
            ("all", ALL, list(CaseState)),
        ]
        return [self._of_state(counts, *one) for one in named]

    def _of_state(
        self, counts: dict[tuple[str, bool], int], words: str, value: str, states: list[CaseState]
    ) -> tuple[str, str, int, bool]:
        wanted = replace(self.filter, state=value)
        number = sum(
            n for (state, is_merged), n in counts.items() if state in states and (wanted.has_merged or not is_merged)
        )
        is_chosen = self.filter.state == value or (not value and self.filter.state == OPEN)
        return words, wanted.query, number, is_chosen

    @cached_property
    def is_new(self) -> bool:
        """Whether the team has no case at all."""
        return not self.cases and not Case.objects.filter(team=self.member.team).exists()

    @cached_property
    def loosened(self) -> list[tuple[str, str, str, int]]:
        """Of a filter that no case fits: each wish without which there are some, the address without it, how many."""
        if self.cases:
            return []
        member = self.member
        found = [
            (words, value, without.query, without.cases(member.team, member.user).count())
            for words, value, without in self.filter.wishes
        ]
        return [one for one in found if one[3]]

    @cached_property
    def saved(self) -> list[SavedFilter]:
        """The filters of the team."""
        return list(SavedFilter.objects.filter(team=self.member.team))

    @cached_property
    def assignable(self) -> list[Membership]:
        """Those whom cases may be given to."""
        rows = Membership.objects.filter(team=self.member.team).exclude(role=Role.VIEWER)
        return list(rows.select_related("user").order_by("pk"))

    @cached_property
    def team_labels(self) -> list[str]:
        """All labels of the team."""
        return list(Label.objects.filter(team=self.member.team).values_list("name", flat=True))

    @property
    def actions(self) -> list[tuple[str, str]]:
        """What can be done with all that are marked: the value of the field, and words."""
        moves = [(f"state:{one}", f"move to {one.label}") for one in CaseState if one is not CaseState.CLOSED]
        moves += [(f"state:closed:{one}", f"close as {one.label}") for one in ClosedAs]
        people = [(f"assignee:{one.user_id}", f"assign to {one.user}") for one in self.assignable]
        labels = [(f"label:{name}", f"add the label {name}") for name in self.team_labels]
        priorities = [(f"priority:{one.value}", f"priority {one.label}") for one in Priority]
        return [*moves, *people, ("assignee:0", "assign to nobody"), *priorities, *labels]

    def _page(self, number: int) -> str:
        return "&".join(filter(None, (self.filter.query, f"page={number}" if number > 1 else "")))
