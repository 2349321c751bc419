"""Ways down to a project: nearest first, over extras only where they are asked for, cycles aside."""

from __future__ import annotations

from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import Edge, Place, Way, requirements_from_json, resolve, to_json, ways_to
from resolver_core.answer.resolution import PinKey
from resolver_core.answer.ways import RequirementGraph, first_edges
from resolver_core.policy import Options, Policy
from tests.support.builders import a_problem, a_target, an_index

INDEX = "https://index.test/simple"
OPTIONS = Options(default_index=INDEX)


def key(name: str) -> PinKey:
    return PinKey(canonicalize_name(name), Version("1"), INDEX)


def edge(
    parent: str | None, child: str, *, line: int | None = None, asks: str = "", of: str = "", where: str = ""
) -> Edge:
    """`asks` is the extra of the child that is asked for, `of` the extra of the parent that asks."""
    return Edge(
        parent=key(parent) if parent else None,
        child=key(child),
        marker=where,
        specifier="",
        parent_extra=canonicalize_name(of) if of else None,
        child_extra=canonicalize_name(asks) if asks else None,
        line=line,
    )


def names(ways: list[Way]) -> list[list[str]]:
    return [[one.child.project for one in way.edges] for way in ways]


def ways(
    project: str, *edges: Edge, root: str = "", place: Place | None = None, fork_markers: tuple[str, ...] = ()
) -> list[Way]:
    graph = RequirementGraph(edges, frozenset([key(root)]) if root else frozenset(), fork_markers)
    return ways_to(canonicalize_name(project), graph, place)


def test_the_pasted_project_is_where_ways_begin() -> None:
    found = ways("z", edge("p", "a", line=3), edge("a", "z"), root="p")
    assert names(found) == [["a", "z"]]
    assert found[0].line == 3


def test_there_is_one_way_for_each_that_requires_it_the_shortest_first() -> None:
    edges = [edge(None, "a", line=1), edge("a", "b"), edge("b", "z"), edge("a", "z")]
    assert names(ways("z", *edges)) == [["a", "z"], ["a", "b", "z"]]


def test_an_extra_is_followed_only_where_it_is_asked_for() -> None:
    of_the_extra = edge("a", "z", of="fast")
    assert ways("z", edge(None, "a"), of_the_extra) == []
    assert names(ways("z", edge(None, "a", asks="fast"), of_the_extra)) == [["a", "z"]]


def test_what_nobody_reaches_is_no_way() -> None:
    assert ways("z", edge("a", "z")) == []


def test_a_project_that_requires_itself_and_a_cycle_end() -> None:
    edges = [edge(None, "z", asks="all"), edge("z", "z", of="all"), edge("z", "a"), edge("a", "z")]
    assert names(ways("z", *edges)) == [["z"], ["z", "a", "z"]]


def test_the_edges_of_a_document_give_the_same_ways_as_its_resolution() -> None:
    problem, index = a_problem("a", "b"), an_index({"a": {"1": ["c"]}, "b": {"1": ["c"]}, "c": {"1": []}})
    resolution = resolve(problem, Policy.single_platform(problem, a_target(), OPTIONS), index)
    graph = requirements_from_json(to_json(resolution))
    assert set(graph.edges) == set(resolution.edges)
    assert names(ways_to(canonicalize_name("c"), graph)) == [["a", "c"], ["b", "c"]]


def test_each_node_is_reached_by_its_nearest_edge_first() -> None:
    edges = {None: [edge(None, "a"), edge(None, "b")], key("a"): [edge("a", "b")], key("b"): [edge("b", "c")]}
    found = first_edges(None, edges, lambda one: [one.child])
    assert {node.project: parent and parent.project for node, (parent, _) in found.items() if node} == {
        "a": None,
        "b": None,
        "c": "b",
    }


WINDOWS, LINUX = "sys_platform == 'win32'", "sys_platform == 'linux'"


def test_the_requirements_of_a_way_hold_together_somewhere() -> None:
    edges = [edge(None, "a", where=WINDOWS), edge(None, "b"), edge("b", "a", where=LINUX), edge("a", "z", where=LINUX)]
    assert names(ways("z", *edges)) == [["b", "a", "z"]]
    assert ways("z", edge(None, "a", where=WINDOWS), edge("a", "z", where=LINUX)) == []


def test_at_a_place_only_what_holds_there_is_a_way() -> None:
    edges = [edge(None, "a", where=WINDOWS), edge(None, "b"), edge("a", "z"), edge("b", "z", where=LINUX)]
    assert names(ways("z", *edges)) == [["a", "z"], ["b", "z"]]
    assert names(ways("z", *edges, place=Place(a_target()))) == [["b", "z"]]


def test_what_no_way_leads_to_at_a_place_has_those_of_elsewhere() -> None:
    assert names(ways("z", edge(None, "z", where=WINDOWS), place=Place(a_target()))) == [["z"]]


def test_an_extra_of_the_pasted_project_is_a_way_where_it_is_chosen() -> None:
    edges = [edge("p", "a"), edge("p", "z", of="gpu"), edge("a", "z")]
    assert names(ways("z", *edges, root="p", place=Place(a_target()))) == [["a", "z"]]
    chosen = Place(a_target(), (canonicalize_name("gpu"),))
    assert names(ways("z", *edges, root="p", place=chosen)) == [["z"], ["a", "z"]]


def test_extras_in_conflict_are_on_together_nowhere() -> None:
    cpu, gpu = "extra == 'extra-1-p-cpu'", "extra == 'extra-1-p-gpu'"
    edges = [edge("p", "a", of="cpu", where=cpu), edge("a", "z", where=gpu)]
    assert names(ways("z", *edges, root="p")) == [["a", "z"]]
    forks = (f"{cpu} and extra != 'extra-1-p-gpu'", f"{gpu} and extra != 'extra-1-p-cpu'")
    assert ways("z", *edges, root="p", fork_markers=forks) == []
    unsaid = [edge("p", "a", of="cpu"), edge("a", "z", where=gpu)]
    assert ways("z", *unsaid, root="p", fork_markers=forks) == []
