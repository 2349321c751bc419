"""Hard random graphs, solved by uv and by us, in both modes. A failure names its seed."""

from __future__ import annotations

import pytest

from tests.differential.amount import at_length
from tests.support.hard_graphs import HardGraph
from tests.support.seeds import batches
from tests.support.small_indexes import FAILS, versions
from tests.support.small_indexes_in_uv import uv_single, uv_universal

BATCHES = 25 if at_length() else 4
GRAPHS_PER_BATCH = 20 if at_length() else 10


@pytest.mark.parametrize("seeds", batches(BATCHES, of=GRAPHS_PER_BATCH))
def test_versions(seeds: range) -> None:
    wrong = {}
    for seed in seeds:
        graph = HardGraph.of(seed)
        expected = {"single": uv_single(graph.example), "universal": uv_universal(graph.example)[0]}
        actual = {
            "single": versions(graph.example.solve_single()),
            "universal": versions(graph.example.solve_universal()),
        }
        wrong |= {(seed, mode): (expected[mode], actual[mode]) for mode in expected if expected[mode] != actual[mode]}
    assert not wrong, f"(seed, mode): (uv, ours): {wrong}"


def test_the_graphs_are_hard() -> None:
    """Of the graphs of some fixed seeds, solving most takes conflicts, and order alone changes answers."""
    graphs = [HardGraph.of(seed) for seed in range(60)]
    single = [graph.example.solve_single() for graph in graphs]
    universal = [graph.example.solve_universal() for graph in graphs]
    assert sum(answer.stats.conflicts > 0 for answer in single) > 40
    assert sum(answer.stats.conflicts >= 5 for answer in single) > 10
    assert sum(versions(a) != versions(b) for a, b in zip(single, universal, strict=True)) > 3
    assert 0 < sum(versions(answer) == FAILS for answer in single) < 30
