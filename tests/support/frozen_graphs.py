"""The graph of every recorded project, drawn as a page draws it: no edge under a box, and how long the layout takes.

`python -m tests.support.frozen_graphs PROJECTS OUT` solves each project for Linux and keeps its graph as JSON and its
pictures as SVG. It ends with an error where an edge runs under a box or two boxes overlap.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.template.loader import render_to_string

from resolver_core import (
    Environment,
    GraphDocument,
    Options,
    Policy,
    Problem,
    Selection,
    compare,
    graph_to_json,
    overlay,
    parse_problem,
    requires_python_of,
    resolve,
    target,
)
from resolver_core.index.base import Index
from tests.conformance.asking import loopback_index
from tests.conformance.explanations import asked
from tests.conformance.projects import BASE_IN_FILES, LINUX, Project, command_line_settings, index_base, load_case

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webui.settings")
django.setup()

from tests.support.clearance import edges_under_boxes, overlapping_boxes  # noqa: E402
from webui.resolutions.showing.parts.graph.view import EVERYTHING, GraphView, graph_view  # noqa: E402

QUERIES = ({"scope": "differences"}, {"scope": "whole"}, {"scope": "whole", "unfold": EVERYTHING})


def graphs_of(folder: Path) -> Iterator[tuple[str, GraphDocument]]:
    """The graph of a project for Linux, once for each of its selections."""
    text, case = (folder / "pyproject.toml").read_text("utf-8"), load_case(folder)
    with index_base(Project(folder, folder, None, 0), case) as base, loopback_index() as index:
        problem = parse_problem(text.replace(BASE_IN_FILES, base), filename="pyproject.toml")
        options = Options(default_index=f"{base}/simple", settings=command_line_settings(case))
        for name, python, platform, selection in asked(text, case):
            if platform == LINUX:
                label = f"{folder.name}-{name.split('/')[0]}-{python}"
                yield label, graph_of(problem, target(python, platform), options, index, selection)


def graph_of(
    problem: Problem, environment: Environment, options: Options, index: Index, selection: Selection
) -> GraphDocument:
    """Both answers to a question, laid over each other."""
    single = resolve(problem, Policy.single_platform(problem, environment, options, selection), index)
    everywhere = Policy.universal(problem, requires_python_of(problem, environment), options)
    universal = resolve(problem, everywhere, index)
    comparison = compare(single, universal, environment, selection.extras, selection.groups)
    return graph_to_json(overlay(comparison, single, universal))


@dataclass(frozen=True)
class Measured:
    """One picture: how large it is, what is wrong with it, and how long folding and layout took (seconds)."""

    projects: int
    boxes: int
    edges_under_boxes: int
    overlaps: int
    width: int
    height: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.projects:4} projects {self.boxes:4} boxes {self.width:5} x {self.height:5} px {self.seconds:6.2f} s"
            f"  {self.edges_under_boxes} edges under boxes, {self.overlaps} overlaps"
        )


def measured(document: GraphDocument, query: dict[str, str]) -> tuple[Measured, GraphView]:
    """What a page shows of a graph at an address."""
    view = graph_view(document, query, "project")
    if view is None:
        raise ValueError("a graph without projects")
    start = time.perf_counter()
    drawing = view.drawing
    seconds = time.perf_counter() - start
    wrong = len(edges_under_boxes(drawing)), len(overlapping_boxes(drawing))
    return Measured(len(view.chosen.nodes), len(drawing.boxes), *wrong, drawing.width, drawing.height, seconds), view


def main() -> None:
    """The program."""
    directory, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    found: list[Measured] = []
    for folder in sorted(path.parent for path in directory.glob("*/pyproject.toml")):
        for name, document in graphs_of(folder):
            (out / f"{name}.json").write_text(json.dumps(document), "utf-8")
            for query in QUERIES:
                one, view = measured(document, query)
                found.append(one)
                print(f"{name:40} {' '.join(query.values()):12} {one}", flush=True)
                svg = render_to_string("resolutions/_graph_svg.html", {"drawing": view.drawing, "is_file": True})
                (out / f"{name}-{'-'.join(query.values()).replace('*', 'each')}.svg").write_text(svg, "utf-8")
    under, over = sum(one.edges_under_boxes for one in found), sum(one.overlaps for one in found)
    slowest = max(found, key=lambda one: one.seconds)
    print(f"{len(found)} pictures: {under} edges under boxes, {over} overlaps; the slowest: {slowest}")
    if under or over:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
