"""The graph of both answers as files: for Graphviz, and as a picture."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils import timezone

from resolver_core import GraphDocument
from webui.resolutions.asking.labels import target_number
from webui.resolutions.models import Submission
from webui.resolutions.showing.page import resolution_page
from webui.resolutions.showing.parts.graph.view import graph_of


def as_dot(graph: GraphDocument) -> str:
    """The whole graph in the language of Graphviz: what differs is drawn with a double line."""
    return "\n".join(["digraph whichwheel {", "  rankdir=LR; node [shape=box];", *_lines(graph), "}", ""])


def graph_svg(submission: Submission, label: str) -> str:
    """The graph as the page draws it; "" where there is none."""
    number = target_number(label) or 1
    page = resolution_page(submission, timezone.now(), number=number, view="graph")
    graph = graph_of(page, {})
    if graph is None:
        return ""
    context = {"page": page, "drawing": graph.drawing, "is_file": True}
    return render_to_string("resolutions/_graph_svg.html", context)


def _lines(graph: GraphDocument) -> Iterator[str]:
    for node in graph["nodes"]:
        versions = {"pip install": node["single"], "lock": node["universal"]}
        same = node["single"] == node["universal"]
        words = [str(node["single"])] if same else [f"{side}: {version or '-'}" for side, version in versions.items()]
        more = "" if node["difference"] == "none" else " peripheries=2"
        yield f"  {_quoted(node['project'])} [label={_quoted(chr(10).join([node['project'], *words]))}{more}];"
    for edge in graph["edges"]:
        if edge["parent"] is not None:
            style = "" if edge["single"] and edge["universal"] else " [style=dashed]"
            yield f"  {_quoted(edge['parent'])} -> {_quoted(edge['child'])}{style};"


def _quoted(text: str) -> str:
    return json.dumps(text)
