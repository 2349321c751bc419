"""Who requires a project: from the line of the pasted text down to it, with the requirement on every edge."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import canonicalize_name

from resolver_core import Edge, Place, ResolutionDocument, Way, requirements_from_json, ways_to

MOST_WAYS = 12


@dataclass(frozen=True, slots=True)
class Hop:
    """One requirement on the way: `child` is required with `specifier` where `marker` holds ("" = always)."""

    child: str
    version: str
    specifier: str
    marker: str
    through: str  #: the extra or group of the parent that says so; "" for its plain dependencies


@dataclass(frozen=True, slots=True)
class WayDown:
    """A chain of requirements; `line` is that of the first one in the pasted text."""

    line: int | None
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class WaysDown:
    """How one side comes to a project. `more` is how many ways are left out."""

    kind: str  #: "single" or "universal"
    glyph: str
    ways: tuple[WayDown, ...]
    more: int


def ways_down(
    kind: str, glyph: str, document: ResolutionDocument, project: str, place: Place | None = None
) -> WaysDown | None:
    """The shortest ways of a side, those at the place if any leads there; None where it does not have the project."""
    ways = [_shown(way) for way in ways_to(canonicalize_name(project), requirements_from_json(document), place)]
    return WaysDown(kind, glyph, tuple(ways[:MOST_WAYS]), len(ways[MOST_WAYS:])) if ways else None


def _shown(way: Way) -> WayDown:
    return WayDown(way.line, tuple(map(_hop, way.edges)))


def _hop(edge: Edge) -> Hop:
    extra = f"[{edge.child_extra}]" if edge.child_extra else ""
    part = f"extra {edge.parent_extra}" if edge.parent_extra else ""
    through = f"group {edge.parent_group}" if edge.parent_group else part
    return Hop(edge.child.project + extra, str(edge.child.version), edge.specifier, edge.marker, through)
