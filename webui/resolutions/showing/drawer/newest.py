"""How far each project is behind its index, as the stored ladders say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resolver_core import RungEntry, newest_of_ladder
from webui.resolutions.models import StoredLadder
from webui.resolutions.showing.drawer.ladder import GLYPHS, RungView, StandingView, rung_view


@dataclass(frozen=True, slots=True)
class Held:
    """Why one mode does not have the newest version."""

    kind: str
    glyph: str
    standing: StandingView


@dataclass(frozen=True, slots=True)
class NewestView:
    """How far a project is behind what its index lists up to the cut-off. Pre-releases count where nothing else is."""

    newest: str
    allowed: str  #: the newest one that the user's own lines allow; "" for none
    held: tuple[Held, ...]  #: none where every mode has the newest

    @property
    def is_held_by_own_lines(self) -> bool:
        """Whether the user's own lines leave the newest out."""
        return self.allowed != self.newest


def newest_of(submission_id: str, target: int) -> dict[str, NewestView]:
    """By project: the newest version, and what holds it back. Empty until the ladders are stored."""
    rows = StoredLadder.objects.filter(submission=submission_id, target=target).values_list("project", "document")
    found = ((project, _newest(document["rungs"])) for project, document in rows)
    return {project: newest for project, newest in found if newest is not None}


def _newest(rungs: list[RungEntry]) -> NewestView | None:
    found = newest_of_ladder(rungs)
    if found is None:
        return None
    return NewestView(found.version, found.allowed, tuple(_held(rung_view(rungs[found.rung]))))


def _held(rung: RungView) -> Iterator[Held]:
    for kind, side in (("single", rung.single), ("universal", rung.universal)):
        if side is not None and not side.is_taken and side.state == "passed":
            yield Held(kind, GLYPHS[kind]["taken"], side)
