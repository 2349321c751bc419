"""A laid out graph as the shapes of an SVG picture: texts and numbers for the template."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten

from resolver_core import marker_in_words
from webui.resolutions.showing.parts.graph.chosen import ROOT, Edge, Node
from webui.resolutions.showing.parts.graph.folding import Folded, Group
from webui.resolutions.showing.parts.graph.layered import Layout, Point, layered

MARGIN = 16.0
BOX_HEIGHT = 38.0
ABSENT = "absent"
LETTER = 7.3  # width of a monospaced letter at 12 pixels
PADDING = 12.0
STACKED = 3.0  # how far the second box of a group looks out from under the first
MOST_LETTERS = 26  # of the projects of a group
MOST_REQUIREMENTS = 4  # said of an edge
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
    members: tuple[str, ...] = ()  #: of a group: its projects

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
        if self.members:
            return f"{self.name}: {', '.join(self.members)}; {KINDS[self.kind]}. Unfold"
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


def draw(graph: Folded, project_name: str, ways: Collection[tuple[str, str]] = ()) -> Drawing:
    """Draw a graph, the edges of `ways` above others."""
    names = [*([ROOT] if graph.has_root else []), *graph.nodes]
    texts = {name: _texts(graph.nodes.get(name), name or project_name or "request") for name in names}
    widths = {name: _width(*texts[name]) for name in names}
    ends = [_ends(edge) for edge in graph.edges]
    layout = layered(widths, ends)
    boxes = tuple(_box(name, graph.nodes.get(name), texts[name], widths[name], layout.middles[name]) for name in names)
    return Drawing(
        width=round(layout.width + 2 * MARGIN),
        height=round(layout.height + 2 * MARGIN + BOX_HEIGHT / 2),
        boxes=boxes,
        lines=tuple(
            _line(edge, layout, project_name, _ends(edge) in ways)
            for edge in sorted(graph.edges, key=lambda edge: _ends(edge) in ways)  # later ones lie above
            if _ends(edge) in layout.routes
        ),
    )


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.parent, edge.child


def _texts(node: Node | Group | None, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if isinstance(node, Group):
        return node.name, (("", shorten(", ".join(node.names), MOST_LETTERS, placeholder=" …")),)
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
    name: str, node: Node | Group | None, texts: tuple[str, tuple[tuple[str, str], ...]], width: float, middle: Point
) -> Box:
    x, y = middle
    left, top = round(x - width / 2 + MARGIN, 1), round(y - BOX_HEIGHT / 2 + MARGIN, 1)
    members = tuple(node.names) if isinstance(node, Group) else ()
    return Box(name, node.kind if node else "root", texts[0], texts[1], left, top, width, BOX_HEIGHT, members)


def _line(edge: Edge, layout: Layout, project_name: str, is_way: bool) -> Line:
    points = [(x + MARGIN, y + MARGIN) for x, y in layout.routes[_ends(edge)]]
    sides = (("●", edge.single), ("◆", edge.universal))
    said = "; ".join(f"{glyph} {_requirements(texts)}" for glyph, texts in sides if texts)
    return Line(
        edge.kind,
        _path(points),
        f"{edge.parent or project_name or 'the request'} requires {said}",
        edge.parent,
        edge.child,
        is_way,
    )


def _requirements(texts: tuple[str, ...]) -> str:
    said = [marker_in_words(text) for text in texts[:MOST_REQUIREMENTS]]
    more = len(texts) - len(said)
    return ", ".join([*said, *([f"{more} more"] if more else [])])


def _path(points: list[Point]) -> str:
    """A smooth line through points: straight where two are level, and level at each where they are not."""
    (x, y), *_ = points
    path = f"M{x:.0f} {y:.0f}"
    for (x0, y0), (x1, y1) in pairwise(points):
        half = (x0 + x1) / 2
        level = round(y0) == round(y1)
        path += f"L{x1:.0f} {y1:.0f}" if level else f"C{half:.0f} {y0:.0f} {half:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"
    return path
