"""Whether the picture of a graph can be read: edges that run under boxes, and boxes that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from webui.resolutions.showing.parts.graph.drawing import Box, Drawing, Line

Point = tuple[float, float]

STEPS = 24  #: points looked at on each curve
TOUCH = 1.5  #: pixels; coordinates are rounded, and an edge touches the boxes at its ends
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def edges_under_boxes(drawing: Drawing) -> list[tuple[Line, Box]]:
    """Every edge with a box that it runs under, its own ends included."""
    return [
        (line, box)
        for line in drawing.lines
        for points in [list(_points(line.path))]
        for box in drawing.boxes
        if any(_is_inside(point, box) for point in points)
    ]


def overlapping_boxes(drawing: Drawing) -> list[tuple[Box, Box]]:
    """Every two boxes that have a point in common."""
    return [(one, other) for one, other in combinations(drawing.boxes, 2) if _overlap(one, other)]


def _overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not beside and one.y < other.y + other.height and other.y < one.y + one.height


def _is_inside(point: Point, box: Box) -> bool:
    x, y = point
    return box.x + TOUCH < x < box.x + box.width - TOUCH and box.y + TOUCH < y < box.y + box.height - TOUCH


def _points(path: str) -> Iterator[Point]:
    """Points on a path of M, L and C commands, close to each other."""
    here = (0.0, 0.0)
    for command, rest in re.findall(r"([MLC])([^MLC]*)", path):
        numbers = [float(number) for number in NUMBER.findall(rest)]
        ends = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            yield ends[0]
        else:
            curve = [here, *(ends if command == "C" else [here, ends[0], ends[0]])]
            yield from (_on_curve(curve, step / STEPS) for step in range(1, STEPS + 1))
        here = ends[-1]


def _on_curve(curve: list[Point], share: float) -> Point:
    """De Casteljau's point of a curve."""
    points = curve
    while len(points) > 1:
        points = [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for (x0, y0), (x1, y1) in pairwise(points)]
    return points[0]
