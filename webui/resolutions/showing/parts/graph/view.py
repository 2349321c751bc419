"""What the graph part of a result page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from resolver_core import GraphDocument
from webui.resolutions.showing.page import ResolutionPage
from webui.resolutions.showing.parts.graph import chosen
from webui.resolutions.showing.parts.graph.chosen import ROOT, Chosen, Edge, Node
from webui.resolutions.showing.parts.graph.drawing import KINDS, Drawing, draw
from webui.resolutions.showing.parts.graph.folding import Folded, fold

SCOPES = ("differences", "whole")
EVERYTHING = "*"  # in the place of the groups to take apart


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
    unfolded: frozenset[str] = frozenset()  #: keys of groups that are taken apart

    @cached_property
    def chosen(self) -> Chosen:
        """The nodes of the scope."""
        if self.around:
            return chosen.around(self.whole, self.around)
        return self.whole if self.scope == "whole" else chosen.neighbourhood(self.whole, self._focus[1])

    @cached_property
    def folded(self) -> Folded:
        """The same with what goes together as one node."""
        apart = {self.around} if self.around else {name for ends in self._ways for name in ends}
        if self.unfolded == {EVERYTHING}:
            return Folded(dict(self.chosen.nodes), self.chosen.edges)
        return fold(self.chosen, apart, self.unfolded)

    @property
    def query(self) -> dict[str, str]:
        """What an address needs so that it shows the same part."""
        return {"around": self.around} if self.around else {"scope": self.scope}

    @property
    def full_query(self) -> str:
        """The same with the groups that are taken apart."""
        return urlencode(self.query | ({"unfold": ",".join(sorted(self.unfolded))} if self.unfolded else {}))

    def unfolding(self, key: str) -> dict[str, str]:
        """What an address needs to show the projects of a group, too."""
        return {**self.query, "unfold": ",".join(sorted({*self.unfolded, key}))}

    @property
    def everything(self) -> dict[str, str]:
        """What an address needs to show every project for itself."""
        return {**self.query, "unfold": EVERYTHING}

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
            return "what is worth a look", chosen.with_neighbours(self.whole, surprising)
        return "what you ask for", chosen.asked_for(self.whole)

    @cached_property
    def drawing(self) -> Drawing:
        """The picture."""
        is_whole = not self.around and self.scope == "whole"
        return draw(self.folded, self.project_name, self._ways if is_whole else ())

    @cached_property
    def _ways(self) -> set[tuple[str, str]]:
        """The edges to what matters, if something does."""
        return chosen.ways(self.whole, self._focus[1]) if self._has_focus else set()

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
    unfolded = frozenset(
        name for name in query.get("unfold", "").split(",") if name == EVERYTHING or name in whole.nodes
    )
    return GraphView(
        whole, scope, around if around in whole.nodes else ROOT, project_name, frozenset(findings), unfolded
    )


def _surprising(page: ResolutionPage) -> list[str]:
    """The projects of all findings at the target, and those that a side could not get past."""
    failures = [side.failure for side in page.sides if side.failure]
    stopped = [project for failure in failures for project in failure["projects"]]
    return [row.project for row in page.table.rows if row.is_finding] + stopped
