"""What the graph part of a result page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from resolver_core import GraphDocument
from webui.resolutions.showing.page import ResolutionPage
from webui.resolutions.showing.parts.graph import chosen
from webui.resolutions.showing.parts.graph.chosen import ROOT, Chosen, Edge, Node
from webui.resolutions.showing.parts.graph.drawing import KINDS, Drawing, draw

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
    findings: frozenset[str] = frozenset()  #: projects that are equal in both and still surprise

    @cached_property
    def chosen(self) -> Chosen:
        """The nodes of the scope."""
        if self.around:
            return chosen.around(self.whole, self.around)
        return self.whole if self.scope == "whole" else chosen.neighbourhood(self.whole, self._focus[1])

    @property
    def query(self) -> str:
        """What an address needs so that it shows the same."""
        return f"around={self.around}" if self.around else f"scope={self.scope}"

    @property
    def focus_words(self) -> str:
        """What is shown first, in words."""
        return self._focus[0]

    @cached_property
    def _focus(self) -> tuple[str, list[str]]:
        """What matters most in this graph."""
        nodes = self.whole.nodes
        differing = [name for name, node in nodes.items() if node.differs]
        if differing:
            return "what differs", differing
        surprising = [name for name in nodes if name in self.findings]
        if surprising:
            return "what surprises", chosen.with_neighbours(self.whole, surprising)
        return "what you ask for", chosen.asked_for(self.whole)

    @cached_property
    def drawing(self) -> Drawing:
        """The picture."""
        is_whole = not self.around and self.scope == "whole"
        ways = chosen.ways(self.whole, self._focus[1]) if is_whole and self._has_focus else ()
        return draw(self.chosen, self.project_name, ways)

    @property
    def _has_focus(self) -> bool:
        """Whether something matters more than the rest."""
        return any(node.differs for node in self.whole.nodes.values()) or bool(self.findings)

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


def graph_of(page: ResolutionPage, query: Mapping[str, str]) -> GraphView | None:
    """The picture that an address asks for of an answer; where only one side has an answer, of that one."""
    comparison = page.submission.comparison(page.label)
    document = comparison.graph if comparison and page.has_a_solved_side else None
    return graph_view(document, query, page.project_name, _surprising(page))


def graph_view(
    document: GraphDocument | None, query: Mapping[str, str], project_name: str, findings: Iterable[str] = ()
) -> GraphView | None:
    """The picture that an address asks for; None where there is no graph."""
    if not document or not document["nodes"]:
        return None
    whole = chosen.read(document)
    around, scope = query.get("around", ""), query.get("scope", "")
    if scope not in SCOPES:
        scope = "whole" if len(whole.nodes) <= chosen.MOST_NODES else "differences"
    return GraphView(whole, scope, around if around in whole.nodes else ROOT, project_name, frozenset(findings))


def _surprising(page: ResolutionPage) -> list[str]:
    """The projects of all findings at the target, and those that a side could not get past."""
    failures = [side.failure for side in page.sides if side.failure]
    stopped = [project for failure in failures for project in failure["projects"]]
    return [row.project for row in page.table.rows if row.is_finding] + stopped
