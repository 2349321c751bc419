"""The course of a solve as a line: how many decisions stood at each moment."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from webui.resolutions.showing.parts.trace_words import Moment

PICTURE_WIDTH, PICTURE_HEIGHT = 1000, 64
MOST_POINTS = 1000
STEPS = ("Decided", "Backjumped", "ForkOpened", "ForkClosed")


@dataclass(frozen=True, slots=True)
class Picture:
    """How many decisions stood over the course of the solve: a line, and where it went back or forked."""

    points: str
    backjumps: tuple[float, ...]
    forks: tuple[float, ...]
    deepest: int


def picture(found: list[Moment]) -> Picture | None:
    """The picture of some events; None where too little happened."""
    steps = [moment for moment in found if moment.name in STEPS]
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
