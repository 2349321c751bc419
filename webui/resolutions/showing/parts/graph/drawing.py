"""A laid out graph as the shapes of an SVG picture: texts and numbers for the template."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from resolver_core import marker_in_words
from webui.resolutions.showing.parts.graph.chosen import ROOT, Chosen, Edge, Node
from webui.resolutions.showing.parts.graph.graphviz import by_dot
from webui.resolutions.showing.parts.graph.layered import Layout, Point, layered

MARGIN = 16.0
BOX_HEIGHT = 38.0
ABSENT = "absent"
LETTER = 7.3  # width of a monospaced letter at 12 pixels
PADDING = 12.0
KINDS = {
    "common": "in both, the same version",
    "differs": "in both, but different",
    "single": "single-platform only",
    "universal": "universal only",
}


STROKES = {"single": "#e8a33d", "universal": "#5b9bf0", "differs": "#1a1f26"}
STROKE = "#c4cad2"


@dataclass(frozen=True, slots=True)
class Box:
    """A node. Numbers are pixels."""

    project: str
    kind: str
    name: str
    versions: tuple[tuple[str, str], ...]  #: (kind, text) of each part of the second line
    x: float
    y: float
    width: float
    height: float

    @property
    def text_x(self) -> float:
        """Where the texts start."""
        return self.x + PADDING

    @property
    def stroke(self) -> str:
        """The colour of its border."""
        return STROKES.get(self.kind, STROKE)

    @property
    def title(self) -> str:
        """What it says, for those who do not see it."""
        versions = " ".join(text for _, text in self.versions)
        return f"{self.name} {versions}: {KINDS.get(self.kind, 'your project')}"


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as the `d` of an SVG path, with the requirements as its title."""

    kind: str
    path: str
    title: str
    parent: str
    child: str
    is_way: bool  #: on the way to what matters


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def has_ways(self) -> bool:
        """Whether some lines matter more than others."""
        return any(line.is_way for line in self.lines)


def draw(chosen: Chosen, project_name: str, ways: Collection[tuple[str, str]] = ()) -> Drawing:
    """Draw a graph, the edges of `ways` above others; through `dot` where that is installed."""
    names = [*([ROOT] if chosen.has_root else []), *chosen.nodes]
    texts = {name: _texts(chosen.nodes.get(name), name or project_name or "request") for name in names}
    widths = {name: _width(*texts[name]) for name in names}
    ends = [_ends(edge) for edge in chosen.edges]
    layout = by_dot(widths, ends) or layered(widths, ends)
    boxes = tuple(_box(name, chosen.nodes.get(name), texts[name], widths[name], layout.middles[name]) for name in names)
    return Drawing(
        width=round(layout.width + 2 * MARGIN),
        height=round(layout.height + 2 * MARGIN + BOX_HEIGHT / 2),
        boxes=boxes,
        lines=tuple(
            _line(edge, layout, project_name, _ends(edge) in ways)
            for edge in sorted(chosen.edges, key=lambda edge: _ends(edge) in ways)  # later ones lie above
            if _ends(edge) in layout.routes
        ),
    )


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.parent, edge.child


def _texts(node: Node | None, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if node is None:
        return name, (("", "your project"),)
    if node.kind == "common" or (node.single == node.universal and node.single):
        return name, (("", node.single or ""),)
    sides = (("single", f"● {node.single or ABSENT}"), ("universal", f"◆ {node.universal or ABSENT}"))
    return name, sides


def _width(name: str, versions: Sequence[tuple[str, str]]) -> float:
    letters = max(len(name), len("  ".join(text for _, text in versions)))
    return round(letters * LETTER + 2 * PADDING)


def _box(
    name: str, node: Node | None, texts: tuple[str, tuple[tuple[str, str], ...]], width: float, middle: Point
) -> Box:
    x, y = middle
    left, top = round(x - width / 2 + MARGIN, 1), round(y - BOX_HEIGHT / 2 + MARGIN, 1)
    return Box(name, node.kind if node else "root", texts[0], texts[1], left, top, width, BOX_HEIGHT)


def _line(edge: Edge, layout: Layout, project_name: str, is_way: bool) -> Line:
    points = [(x + MARGIN, y + MARGIN) for x, y in layout.routes[_ends(edge)]]
    sides = (("●", edge.single), ("◆", edge.universal))
    said = "; ".join(f"{glyph} {', '.join(map(marker_in_words, texts))}" for glyph, texts in sides if texts)
    return Line(
        edge.kind,
        _path(points),
        f"{edge.parent or project_name or 'the request'} requires {said}",
        edge.parent,
        edge.child,
        is_way,
    )


def _path(points: list[Point]) -> str:
    """A smooth line through points, level at each."""
    (x, y), *_ = points
    path = f"M{x:.0f} {y:.0f}"
    for (x0, y0), (x1, y1) in pairwise(points):
        half = (x0 + x1) / 2
        path += f"C{half:.0f} {y0:.0f} {half:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"
    return path
