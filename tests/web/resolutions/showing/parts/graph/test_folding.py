"""What goes together is one node: families, what is there because of one project, and what matters stays apart."""

from __future__ import annotations

import random

import pytest

from tests.support.seeds import seeds
from tests.web.resolutions.showing.parts.graph.test_chosen import a_graph
from webui.resolutions.showing.parts.graph import chosen
from webui.resolutions.showing.parts.graph.folding import Folded, Group, fold

Edges = list[tuple[str | None, str]]
TORCH: Edges = [
    (None, "torch"),
    *(("torch", f"nvidia-{name}") for name in ("cublas", "cudnn", "nccl", "nvtx")),
    ("nvidia-cudnn", "nvidia-cublas"),
    ("torch", "sympy"),
    ("sympy", "mpmath"),
]
NVIDIA = {f"nvidia-{name}" for name in ("cublas", "cudnn", "nccl", "nvtx")}


def groups(folded: Folded) -> dict[str, list[str]]:
    return {group.name: group.names for group in folded.groups}


def test_a_family_that_one_project_requires_is_one_node_even_where_it_matters() -> None:
    folded = fold(chosen.read(a_graph(TORCH, {"torch", *NVIDIA})), {"torch", *NVIDIA})
    assert groups(folded) == {"4 nvidia-*": sorted(NVIDIA)}
    assert folded.nodes["nvidia-cublas"].kind == "differs"
    assert {(edge.parent, edge.child) for edge in folded.edges} == {
        ("", "torch"),
        ("torch", "nvidia-cublas"),
        ("torch", "sympy"),
        ("sympy", "mpmath"),
    }
    requires = next(edge for edge in folded.edges if edge.child == "nvidia-cublas")
    assert sorted(requires.single) == sorted(NVIDIA)


def test_a_family_of_which_only_a_part_differs_is_two() -> None:
    folded = fold(chosen.read(a_graph([(None, f"x-{n}") for n in range(7)], {"x-0", "x-1", "x-2"})))
    assert {name: len(names) for name, names in groups(folded).items()} == {"3 x-*": 3, "4 x-*": 4}


def test_relatives_that_different_projects_require_stay_apart() -> None:
    edges: Edges = [(None, "a"), (None, "b"), (None, "c"), ("a", "x-1"), ("b", "x-2"), ("c", "x-3")]
    assert not fold(chosen.read(a_graph(edges))).groups


def test_only_as_much_is_folded_as_is_needed() -> None:
    edges: Edges = [(None, "celery"), ("celery", "kombu"), ("kombu", "amqp"), ("celery", "billiard")]
    edges += [(None, "other"), ("other", "six"), ("celery", "six")]
    whole = chosen.read(a_graph(edges))
    assert not fold(whole, most=6).groups
    assert groups(fold(whole, most=5)) == {"celery + 3": ["celery", "amqp", "billiard", "kombu"]}
    assert not fold(whole, {"celery", "kombu", "amqp", "billiard"}, most=5).groups


def test_a_group_is_taken_apart_again() -> None:
    whole = chosen.read(a_graph(TORCH))
    assert set(fold(whole, unfolded={"nvidia-cublas"}).nodes) == set(whole.nodes)


@pytest.mark.parametrize("seed", seeds(12))
def test_nothing_is_lost_and_what_matters_is_seen(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"{chance.choice(('aa-', 'bb-', ''))}p{number}" for number in range(200)]
    edges: Edges = [(None, name) for name in names[:30]]
    edges += [(names[chance.randrange(number)], names[number]) for number in range(30, 200)]
    edges += [(chance.choice(names), chance.choice(names)) for _ in range(120)]
    whole = chosen.read(a_graph(sorted(set(edges), key=str), set(names[40:44])))
    apart = {name for ends in chosen.ways(whole, names[40:44]) for name in ends}
    folded = fold(whole, apart)
    members = [
        name for node in folded.nodes.values() for name in (node.names if isinstance(node, Group) else [node.project])
    ]
    assert sorted(members) == sorted(names)
    assert len(folded.nodes) <= 70
    assert all(edge.parent in folded.nodes or not edge.parent for edge in folded.edges)
    single = {text for edge in whole.edges for text in edge.single}
    assert {text for edge in folded.edges for text in edge.single} <= single
    assert {
        "".join(kinds) for group in folded.groups if len(kinds := {node.kind for node in group.members}) > 1
    } == set()
