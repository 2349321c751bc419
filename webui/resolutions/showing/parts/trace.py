"""The stored events of a solve as a timeline: filtered, in pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from resolver_core import EventDocument
from webui.resolutions.models import EventBatch, Solve
from webui.resolutions.showing.parts.trace_course import Picture, picture
from webui.resolutions.showing.parts.trace_words import KINDS, Moment, moments

PAGE_LENGTH = 200


@dataclass(frozen=True)
class Timeline:
    """What the trace part of a result page shows of one solve."""

    solve: Solve
    events: list[EventDocument]
    project: str
    kind: str
    page: int
    base: str  #: the address of the trace, without a query

    @cached_property
    def _moments(self) -> list[Moment]:
        return list(moments(self.events))

    @cached_property
    def matching(self) -> list[Moment]:
        """The events that the filter lets through."""
        return [
            moment
            for moment in self._moments
            if (not self.kind or moment.kind == self.kind)
            and (not self.project or _speaks_of(self.events[moment.number], self.project))
        ]

    @property
    def shown(self) -> list[Moment]:
        """Those of this page."""
        start = (self.page - 1) * PAGE_LENGTH
        return self.matching[start : start + PAGE_LENGTH]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.matching) // PAGE_LENGTH))

    @property
    def kinds(self) -> list[tuple[str, int, bool]]:
        """For the select box: each kind that occurs with its count."""
        counts = dict.fromkeys(KINDS, 0)
        for moment in self._moments:
            counts[moment.kind] = counts.get(moment.kind, 0) + 1
        return [(kind, number, kind == self.kind) for kind, number in counts.items() if number]

    @property
    def projects(self) -> list[str]:
        """Every project that was looked at."""
        return sorted({str(event.get("project")) for event in self.events if event.get("project")})

    @property
    def has_parts(self) -> bool:
        """Whether the environments were split."""
        return len({event["fork"] for event in self.events}) > 1

    @property
    def label(self) -> str:
        """The label of the solve."""
        return self.solve.label

    def _address(self, page: int) -> str:
        asked = {"view": "trace", "side": self.label, "project": self.project, "kind": self.kind, "page": page}
        return f"{self.base}?{urlencode({name: value for name, value in asked.items() if value})}"

    @property
    def newer(self) -> str:
        """The address of the page before; "" on the first."""
        return self._address(self.page - 1) if self.page > 1 else ""

    @property
    def later(self) -> str:
        """The address of the page after; "" on the last."""
        return self._address(self.page + 1) if self.page < self.pages else ""

    @cached_property
    def picture(self) -> Picture | None:
        """The course of the solve; None where too little happened."""
        return picture(self._moments)


def timeline(solve: Solve, query: Mapping[str, str], base: str) -> Timeline:
    """The timeline that an address asks for."""
    kind, page = query.get("kind", ""), query.get("page", "")
    found = Timeline(
        solve=solve,
        events=events_of(solve),
        project=query.get("project", "").strip()[:200],
        kind=kind if kind in KINDS else "",
        page=int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 7 else 1,
        base=base,
    )
    return (
        found if 1 <= found.page <= found.pages else Timeline(solve, found.events, found.project, found.kind, 1, base)
    )


def events_of(solve: Solve) -> list[EventDocument]:
    """The stored events of the last attempt, in order."""
    batches = EventBatch.objects.filter(solve=solve, attempt=solve.attempt).order_by("first")
    return [event for batch in batches for event in batch.events]


def json_lines(events: Iterable[EventDocument]) -> Iterator[str]:
    """One event per line."""
    return (json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def _speaks_of(event: EventDocument, project: str) -> bool:
    names = [event.get("project"), *_names(event.get("projects")), *_names(event.get("undone"))]
    return project in names


def _names(value: object) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else []
