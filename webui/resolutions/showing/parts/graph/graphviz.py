"""The same layout by Graphviz's `dot`, where that program is installed: fewer crossings in large graphs."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from webui.resolutions.showing.parts.graph.layered import Ends, Layout, Point

log = logging.getLogger(__name__)

DPI = 72.0
NODE_HEIGHT = 40.0
PATIENCE_SECONDS = 3.0


def by_dot(widths: Mapping[str, float], edges: Sequence[Ends]) -> Layout | None:
    """The layout; None where `dot` is missing, fails or takes too long."""
    program = shutil.which("dot")
    if program is None or not widths:
        return None
    numbers = {name: number for number, name in enumerate(widths)}
    try:
        done = subprocess.run(
            [program, "-Tplain"],
            input=_source(widths, edges, numbers),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        log.warning("dot could not lay out %d nodes", len(widths), exc_info=True)
        return None
    return _read(done.stdout, list(widths))


def _source(widths: Mapping[str, float], edges: Sequence[Ends], numbers: Mapping[str, int]) -> str:
    lines = ['digraph { rankdir=LR; nodesep=0.15; ranksep=0.7; node [shape=box fixedsize=true label=""];']
    height = NODE_HEIGHT / DPI
    lines += [f"n{numbers[name]} [width={width / DPI:.3f} height={height:.3f}];" for name, width in widths.items()]
    lines += [f"n{numbers[parent]} -> n{numbers[child]};" for parent, child in edges]
    return "\n".join([*lines, "}"])


def _read(plain: str, names: list[str]) -> Layout:
    """Read the `plain` format: inches, the origin at the bottom."""
    middles: dict[str, Point] = {}
    routes: dict[Ends, list[Point]] = {}
    width = height = 0.0
    for fields in map(str.split, plain.splitlines()):
        match fields:
            case ["graph", _, graph_width, graph_height]:
                width, height = float(graph_width) * DPI, float(graph_height) * DPI
            case ["node", node, x, y, *_]:
                middles[names[int(node[1:])]] = (float(x) * DPI, height - float(y) * DPI)
            case ["edge", parent, child, count, *rest]:
                places = [float(value) * DPI for value in rest[: 2 * int(count)]]
                points = [(x, height - y) for x, y in zip(places[::2], places[1::2], strict=True)]
                # Every third point of dot's splines lies on the line.
                routes[names[int(parent[1:])], names[int(child[1:])]] = points[::3]
    return Layout(middles, routes, width, height)
