"""The events of a solve in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resolver_core import EventDocument, marker_in_words
from webui.resolutions.showing import formats

DEEPEST = 12

KINDS = {
    "decisions": ("Decided",),
    "conflicts": ("ConflictFound", "Backjumped", "Reranked"),
    "forks": ("ForkOpened", "ForkClosed"),
    "refusals": ("VersionRefused",),
    "reading": ("PageRead", "MetadataReadEvent"),
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


def moments(events: Iterable[EventDocument]) -> Iterator[Moment]:
    """Every event in words, with the depth of the search at that moment."""
    depth = 0
    for number, event in enumerate(events):
        name = event["event"]
        if event["event"] == "Decided" or event["event"] == "Backjumped":
            depth = event["level"]
        elif name in ("ForkOpened", "ForkClosed"):
            depth = 0
        text, detail = _words(event)
        kind = _KIND_OF.get(name, "whole solve")
        yield Moment(number, name, kind, str(event["fork"]), depth, text, detail)


def _words(event: EventDocument) -> tuple[str, str]:
    """What happened, and a detail in smaller type."""
    match event["event"]:
        case "SolveStarted":
            return f"begins the {event['label']} solve", ""
        case "SolveEnded":
            return f"ends: {event['outcome']}", formats.seconds(event["elapsed_seconds"])
        case "ForkOpened":
            split = f"split on {event['split_on']}" if event["split_on"] else ""
            return f"opens the part {marker_in_words(event['marker']) or 'everywhere'}", split
        case "ForkClosed":
            return f"has solved the part: {formats.count(event['projects'], 'project')}", ""
        case "PageRead":
            versions = f": {formats.count(event['versions'], 'version')}" if event["versions"] else ""
            kept = "kept from before" if event["from_cache"] else ""
            return f"reads the page of {event['project']}{versions}", kept
        case "MetadataReadEvent":
            return f"reads the metadata of {event['project']} {event['version']}", event["filename"] or event["source"]
        case "Decided":
            return f"chooses {event['project']} {event['version']}", f"level {event['level']}, as {event['rank']}"
        case "VersionRefused":
            return f"passes over {event['project']} {event['version']}", event["reason"]
        case "ConflictFound":
            return "finds a conflict", event["summary"]
        case "Backjumped":
            undone = f"undoes {', '.join(event['undone'])}" if event["undone"] else ""
            return f"goes back to level {event['level']}", undone
        case "Reranked":
            return f"will decide {event['project']} at another time", f"now {event['rank']}"
        case "Replayed":
            return f"cross-check by resolvelib: {event['verdict']}", ""
    return str(event["event"]), ""
