"""What a queue shows: a filter is an address, and an address a filter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from resolver_core import class_in_words
from webui.team import search
from webui.team.duplicates import SHOWS_ITSELF
from webui.team.models import Case, Team, User
from webui.team.models.cases import Priority, Source
from webui.team.moves import CaseState, standing_in_words

OPEN, ALL = "open", "all"
ME, NOBODY = "me", "nobody"
LONGEST = 200
NO_CAUSE = "none"
WITHOUT_CAUSE = Q(cause_class="") & ~Q(standing="")
"""Of such a case, that its verdict tells no cause."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """By name of the query, what is wanted; "" is no wish. Without a `state` it is everything that is open."""

    state: str = ""  #: of `CaseState`, "open" or "all"
    q: str = ""  #: words of the report, a project, a file name, a class
    assignee: str = ""  #: "me", "nobody", or the id of a person
    label: str = ""
    priority: str = ""
    project: str = ""
    cause: str = ""
    index: str = ""
    source: str = ""
    standing: str = ""
    week: str = ""  #: the Monday, as a date
    uv: str = ""
    fingerprint: str = ""
    regression: str = ""  #: "yes"
    merged: str = ""  #: "yes": duplicates, too; "no": never; "": where words are searched, or every case is wanted

    @classmethod
    def from_query(cls, query: QueryDict) -> QueueFilter:
        """The filter of an address; what is none is left out."""
        values = {one.name: query.get(one.name, "").strip()[:LONGEST] for one in fields(cls)}
        return replace(cls(**values), **{name: "" for name, is_one in _checks(values) if not is_one})

    @property
    def query(self) -> str:
        """The same as part of an address, without what is not wished."""
        return urlencode({name: value for name, value in self.values() if value})

    def values(self) -> Iterable[tuple[str, str]]:
        """Every name with its value."""
        return [(one.name, str(getattr(self, one.name))) for one in fields(self)]

    @property
    def chosen(self) -> list[tuple[str, str, str]]:
        """What is wished beside the words and the state, in words, with the address without it."""
        wished = [(name, value) for name, value in self.values() if value and name not in ("q", "state")]
        return [
            (_WORDS.get(name, name), _value_in_words(name, value), replace(self, **{name: ""}).query)
            for name, value in wished
        ]

    @property
    def wishes(self) -> list[tuple[str, str, QueueFilter]]:
        """Each wish that leaves cases out, in words, with the same filter without it."""
        narrowing = [(name, value) for name, value in self.values() if value and name not in ("state", "merged")]
        found = [
            (_WORDS.get(name, name), _value_in_words(name, value), replace(self, **{name: ""}))
            for name, value in narrowing
        ]
        if self.state != ALL:
            words = CaseState(self.state).label if self.state in CaseState.values else OPEN
            found.append(("state", str(words), replace(self, state=ALL)))
        return found

    def with_state(self, state: str) -> str:
        """The address of the same with another state."""
        return replace(self, state=state).query

    def cases(self, team: Team, user: User) -> QuerySet[Case]:
        """The cases, in turn: what is urgent first, then the newest."""
        found = self.without_state(team, user).filter(self._of_state())
        found = found if self.has_merged else found.filter(merged_into=None)
        return found.order_by("-priority", "-number")

    def without_state(self, team: Team, user: User) -> QuerySet[Case]:
        """The cases of every state, merged ones included, in no order."""
        found = Case.objects.filter(self._columns(user), team=team)
        if self.label:
            found = found.filter(labels__name=self.label, labels__team=team)
        return search.matching(found, team, self.q) if self.q else found

    def _of_state(self) -> Q:
        if self.state == ALL:
            return Q()
        return Q(state=self.state) if self.state in CaseState.values else Q(state__in=STILL_OPEN)

    @property
    def has_merged(self) -> bool:
        """Whether cases that are merged into others are among them: whoever looks for one finds it."""
        return self.merged == "yes" or (not self.merged and bool(self.q or self.state == ALL))

    def _columns(self, user: User) -> Q:
        wanted = Q()
        exactly = {
            "priority": self.priority,
            "project": self.project,
            "cause_class": self.cause if self.cause != NO_CAUSE else "",
            "index": self.index,
            "source": self.source,
            "week": self.week,
            "uv_version": self.uv,
            "fingerprint": self.fingerprint,
        }
        wanted &= Q(**{column: value for column, value in exactly.items() if value})
        if self.cause == NO_CAUSE:
            wanted &= WITHOUT_CAUSE
        if self.standing:
            wanted &= _GROUPS.get(self.standing) or Q(standing=self.standing)
        if self.regression:
            wanted &= Q(is_regression=True)
        if self.assignee:
            wanted &= Q(assignee={ME: user.pk, NOBODY: None}.get(self.assignee, self.assignee))
        return wanted


STILL_OPEN = [state for state in CaseState if state is not CaseState.CLOSED]
_GROUPS = {"shown": Q(standing__in=SHOWS_ITSELF), "any": ~Q(standing="")}
"""Verdicts that are asked for together: what came out here, too, whole or in part; and whatever there is."""
_GROUPS_IN_WORDS = {"shown": "reproduced or partly reproduced", "any": "any"}
_WORDS = {
    "q": "search",
    **{"cause": "class", "standing": "verdict", "week": "week from", "uv": "judged with uv"},
    **{"regression": "regressions", "merged": "duplicates"},
}


def _value_in_words(name: str, value: str) -> str:
    if name == "cause":
        return cause_in_words(value)
    return _GROUPS_IN_WORDS.get(value, standing_in_words(value)) if name == "standing" else value


def cause_in_words(cause: str) -> str:
    """A class as the page of a case calls it."""
    return "no cause told" if cause == NO_CAUSE else class_in_words(cause).replace("-", " ")


def _checks(values: dict[str, str]) -> list[tuple[str, bool]]:
    assignee, state = values["assignee"], values["state"]
    return [
        ("state", state in (OPEN, ALL) or state in CaseState.values),
        ("assignee", assignee in (ME, NOBODY) or _is_number(assignee)),
        ("priority", values["priority"] in map(str, Priority.values)),
        ("source", values["source"] in Source.values),
        ("week", _is_date(values["week"])),
        ("regression", values["regression"] == "yes"),
        ("merged", values["merged"] in ("yes", "no")),
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
