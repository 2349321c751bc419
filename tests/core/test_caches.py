"""Every cache of the core has a bound, and what is kept for markers goes with its last user."""

from __future__ import annotations

import gc

import pytest

from resolver_core.markers.diagram import MEMORY_LIMIT, NODES
from resolver_core.policy import Options, Policy
from resolver_core.solver.solve import resolve
from tests.support.builders import a_problem, a_target
from tests.support.caches import cache_sizes, clear, module_tables
from tests.support.random_indexes import a_distinct_world

MOST = 20_000
"""No cache may hold more: what the largest recorded project needs, and half as much again."""


def solve(number: int) -> None:
    world = a_distinct_world(number)
    problem = a_problem(*world.requirements, tool_uv=world.tool_uv)
    assert problem.requires_python is not None
    resolve(problem, Policy.universal(problem, problem.requires_python, Options(world.index.url)), world.index)
    resolve(problem, Policy.single_platform(problem, a_target(), Options(world.index.url)), world.index)


def test_every_cache_has_a_bound() -> None:
    sizes = cache_sizes()
    assert {name for name, size in sizes.items() if size.bound is None or size.bound > MOST} == set()
    assert len(sizes) > 20


def test_no_table_of_a_module_grows() -> None:
    """What is filled while the core works stands in an object, or is bounded (`Memory`)."""
    clear()
    before = {name: len(table) for name, table in module_tables().items()}
    for number in range(10):
        solve(number)
    grown = {name: len(table) for name, table in module_tables().items() if len(table) > before[name]}
    assert {name for name, entries in grown.items() if entries > MEMORY_LIMIT or name not in cache_sizes()} == set()


def test_many_problems_fill_no_cache_beyond_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resolver_core.markers.diagram.MEMORY_LIMIT", 200)
    clear()
    for number in range(30):
        solve(number)
    over = {name: size for name, size in cache_sizes().items() if size.bound is None or size.entries > size.bound}
    assert not over


def test_a_process_that_solved_many_problems_keeps_no_more_diagrams_than_one_that_solved_few() -> None:
    def left_after(problems: range) -> int:
        for number in problems:
            solve(number)
        clear()
        gc.collect()
        return len(NODES)

    few = left_after(range(5))
    assert left_after(range(5, 40)) <= few
