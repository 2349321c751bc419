from __future__ import annotations

import json

from packaging.utils import canonicalize_name

from resolver_core.answer.comparison import Difference
from resolver_core.codec import graph_to_json
from resolver_core.exports import Graph, GraphEdge, overlay
from resolver_core.policy import Selection
from tests.core.exports.answers import Both, both, torch_like
from tests.support.builders import a_problem

ENGINE, KERNELS, DRIVER, TOOLS = map(canonicalize_name, ("engine", "kernels", "driver", "tools"))


def laid_over(answers: Both) -> Graph:
    return overlay(answers.comparison, answers.single, answers.universal)


def test_both_answers_lie_over_each_other() -> None:
    graph = laid_over(both(a_problem("engine", requires_python=">=3.9"), torch_like()))
    assert graph.target == "Python 3.9 on x86_64-unknown-linux-gnu"
    assert [(node.project, node.single, node.universal, node.difference) for node in graph.nodes] == [
        (DRIVER, None, "1", Difference.PRESENCE),
        (ENGINE, "1", "2", Difference.VERSION),
        (KERNELS, "1", "2", Difference.VERSION),
    ]
    assert graph.edges == (
        GraphEdge(None, ENGINE, ("engine",), ("engine",)),
        GraphEdge(ENGINE, KERNELS, ("kernels==1",), ("kernels==2", "kernels[gpu]==2")),
        GraphEdge(KERNELS, DRIVER, (), ("driver",)),
    )


def test_edges_of_other_environments_and_selections_are_left_out() -> None:
    more = '[project.optional-dependencies]\nx = ["tools<2"]\n'
    problem = a_problem("engine<2", more=more, requires_python=">=3.9")
    (x,) = problem.optional_dependencies
    plain = laid_over(both(problem, torch_like()))
    assert {edge.child for edge in plain.edges} == {ENGINE, KERNELS}
    chosen = laid_over(both(problem, torch_like(), selection=Selection(extras=(x,))))
    assert GraphEdge(None, TOOLS, ("tools<2",), ("tools<2",)) in chosen.edges


def test_a_side_without_a_solution_has_no_edges() -> None:
    graph = laid_over(both(a_problem("engine==2", requires_python=">=3.9"), torch_like()))
    assert graph.edges
    assert not any(edge.single for edge in graph.edges)


def test_the_document_is_json() -> None:
    graph = laid_over(both(a_problem("engine", requires_python=">=3.9"), torch_like()))
    document = json.loads(json.dumps(graph_to_json(graph)))
    assert document["nodes"][0] == {"project": "driver", "single": None, "universal": "1", "difference": "presence"}
    assert document["edges"][0] == {"parent": None, "child": "engine", "single": ["engine"], "universal": ["engine"]}
