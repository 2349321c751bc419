"""What the graph part of a result page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from webui.resolutions.graph import chosen
from webui.resolutions.graph.chosen import ROOT, Chosen, Edge, Node
from webui.resolutions.graph.drawing import KINDS, Drawing, draw

SCOPES = ("differences", "whole")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A node with the requirements that lead to it, for the table beside the picture."""

    node: Node
    parents: tuple[Edge, ...]


@dataclass(frozen=True)
class GraphView:
    """A picture of one scope. `around` is the project in its middle, "" for none."""

    whole: Chosen
    scope: str
    around: str
    project_name: str

    @cached_property
    def chosen(self) -> Chosen:
        """The nodes of the scope."""
        if self.around:
            return chosen.around(self.whole, self.around)
        return self.whole if self.scope == "whole" else chosen.neighbourhood(self.whole)

    @cached_property
    def drawing(self) -> Drawing:
        """The picture."""
        return draw(self.chosen, self.project_name)

    @property
    def legend(self) -> dict[str, str]:
        """The kinds of nodes that occur, in words."""
        kinds = {node.kind for node in self.chosen.nodes.values()}
        return {kind: words for kind, words in KINDS.items() if kind in kinds}

    @cached_property
    def table(self) -> list[TableRow]:
        """The same as a table: what differs first."""
        parents: dict[str, list[Edge]] = {}
        for edge in self.chosen.edges:
            parents.setdefault(edge.child, []).append(edge)
        rows = [TableRow(node, tuple(parents.get(name, ()))) for name, node in self.chosen.nodes.items()]
        return sorted(rows, key=lambda row: (not row.node.differs, row.node.project))


def graph_view(document: chosen.Document | None, query: Mapping[str, str], project_name: str) -> GraphView | None:
    """The picture that an address asks for; None where there is no graph."""
    if not document or not document["nodes"]:
        return None
    whole = chosen.read(document)
    around = query.get("around", "")
    differs = any(node.differs for node in whole.nodes.values())
    small = len(whole.nodes) <= chosen.MOST_NODES
    scope = query.get("scope", "")
    if scope not in SCOPES:
        scope = "differences" if differs and not small else "whole"
    if scope == "differences" and not differs:
        scope = "whole"
    return GraphView(whole, scope, around if around in whole.nodes else ROOT, project_name)
