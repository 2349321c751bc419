"""The stored events of a solve as a timeline: filtered, in pages, in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from webui.resolutions.models import EventBatch, Solve
from webui.resolutions.showing import formats

Event = dict[str, Any]
PAGE_LENGTH = 200
DEEPEST = 12
PICTURE_WIDTH, PICTURE_HEIGHT = 1000, 64
MOST_POINTS = 1000

KINDS = {
    "decisions": ("Decided",),
    "conflicts": ("ConflictFound", "Backjumped", "Reranked"),
    "forks": ("ForkOpened", "ForkClosed"),
    "requirements": ("RequirementAdded",),
    "refusals": ("VersionRefused",),
    "reading": ("PageRead", "MetadataRead", "MetadataReadEvent"),
    "whole solve": ("SolveStarted", "SolveEnded", "Replayed"),
}
_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Moment:
    """One event. `level` is the number of decisions that stand at that moment."""

    number: int
    name: str
    kind: str
    fork: str
    level: int
    text: str
    detail: str  #: in smaller type

    @property
    def depth(self) -> int:
        """The indent."""
        return min(self.level, DEEPEST)


@dataclass(frozen=True, slots=True)
class Picture:
    """How many decisions stood over the course of the solve: a line, and where it went back or forked."""

    points: str
    backjumps: tuple[float, ...]
    forks: tuple[float, ...]
    deepest: int


@dataclass(frozen=True)
class Timeline:
    """What the trace part of a result page shows of one solve."""

    solve: Solve
    events: list[Event]
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
        return sorted({str(event["project"]) for event in self.events if event.get("project")})

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
        return _picture(self._moments)


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


def events_of(solve: Solve) -> list[Event]:
    """The stored events of the last attempt, in order."""
    batches = EventBatch.objects.filter(solve=solve, attempt=solve.attempt).order_by("first")
    return [event for batch in batches for event in batch.events]


def json_lines(events: Iterable[Event]) -> Iterator[str]:
    """One event per line."""
    return (json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def moments(events: Iterable[Event]) -> Iterator[Moment]:
    """Every event in words, with the depth of the search at that moment."""
    depth = 0
    for number, event in enumerate(events):
        name = event["event"]
        if name in ("Decided", "Backjumped"):
            depth = int(event["level"])
        elif name in ("ForkOpened", "ForkClosed"):
            depth = 0
        text, detail = _words(event)
        kind = _KIND_OF.get(name, "whole solve")
        yield Moment(number, name, kind, str(event["fork"]), depth, text, detail)


def _words(event: Event) -> tuple[str, str]:
    """What happened, and a detail in smaller type."""
    match event["event"]:
        case "SolveStarted":
            return f"begins the {event['label']} solve", ""
        case "SolveEnded":
            return f"ends: {event['outcome']}", formats.seconds(event["elapsed_seconds"])
        case "ForkOpened":
            split = f"split on {event['split_on']}" if event["split_on"] else ""
            return f"opens the part {event['marker'] or 'everywhere'}", split
        case "ForkClosed":
            return f"has solved the part: {formats.count(event['projects'], 'project')}", ""
        case "PageRead":
            versions = f": {formats.count(event['versions'], 'version')}" if event["versions"] else ""
            kept = "kept from before" if event["from_cache"] else ""
            return f"reads the page of {event['project']}{versions}", kept
        case "MetadataRead" | "MetadataReadEvent":
            return f"reads the metadata of {event['project']} {event['version']}", event["filename"] or event["source"]
        case "Decided":
            return f"chooses {event['project']} {event['version']}", f"level {event['level']}, as {event['rank']}"
        case "VersionRefused":
            return f"passes over {event['project']} {event['version']}", event["reason"]
        case "RequirementAdded":
            return f"{event['parent']} requires {event['requirement']}", ""
        case "ConflictFound":
            return "finds a conflict", event["summary"]
        case "Backjumped":
            return f"goes back to level {event['level']}", f"undoes {', '.join(event['undone'])}" if event[
                "undone"
            ] else ""
        case "Reranked":
            return f"will decide {event['project']} at another time", f"now {event['rank']}"
        case "Replayed":
            return f"resolvelib derives the answer again: {event['verdict']}", ""
    return str(event["event"]), ""


def _speaks_of(event: Event, project: str) -> bool:
    names = [event.get("project"), *_names(event.get("projects")), *_names(event.get("undone"))]
    said = (str(event.get(field, "")) for field in ("requirement", "parent"))
    return project in names or any(_begins_with(text, project) for text in said)


def _names(value: object) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else []


def _begins_with(text: str, project: str) -> bool:
    """Whether a requirement is one of this project, and not of one whose name only begins alike."""
    rest = text.removeprefix(project)
    return rest != text and not re.match(r"[\w.-]*\w", rest)


def _picture(found: list[Moment]) -> Picture | None:
    steps = [moment for moment in found if moment.name in ("Decided", "Backjumped", "ForkOpened", "ForkClosed")]
    if len(steps) < 4:
        return None
    deepest = max(1, *(moment.level for moment in steps))
    stride = max(1, len(steps) // MOST_POINTS)
    places = [(number * PICTURE_WIDTH / (len(steps) - 1), step) for number, step in enumerate(steps)]
    heights = [(x, PICTURE_HEIGHT * (1 - step.level / deepest)) for x, step in places[::stride]]
    corners = [f"{heights[0][0]:.1f},{heights[0][1]:.1f}"]
    corners += [f"{x1:.1f},{y0:.1f} {x1:.1f},{y1:.1f}" for (_, y0), (x1, y1) in pairwise(heights)]
    return Picture(
        points=" ".join(corners),
        backjumps=tuple(round(x, 1) for x, step in places if step.name == "Backjumped")[:MOST_POINTS],
        forks=tuple(round(x, 1) for x, step in places if step.name == "ForkOpened")[:MOST_POINTS],
        deepest=deepest,
    )
