"""`index-routing`: the modes, or the projects, ask different indexes."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import (
    PROJECT,
    a_world,
    assert_answers,
    assert_divergence,
    assert_failure,
    assert_no_divergence,
    world_of,
)
from tests.support.small_indexes import Example

NAME = CauseClass.INDEX_ROUTING
INDEX = 'index = [{ name = "x", url = "@x", explicit = true }]'
OTHER = "https://other.index.test/simple"


def sent(sources: str) -> Example:
    return Example(
        {"a": "5", "q": {"1": ["a"]}},
        ["q"],
        others={"x": {"a": "1"}},
        tool_uv=f'constraint-dependencies = ["a<9"]\n{sources}{INDEX}',
    )


def test_a_source_that_reaches_further_in_a_lock() -> None:
    assert_divergence(NAME, world_of(sent('sources = { a = { index = "x" } }\n')), "a")
    assert_no_divergence(NAME, world_of(sent("")), "a")


def test_the_first_index_with_the_name_has_an_old_version() -> None:
    text, first = PROJECT.format('["a>1"]'), f'[[tool.uv.index]]\nurl = "{OTHER}"\n'
    assert_failure(NAME, a_world(text + first, {"a": "2"}, others={OTHER: {"a": "1"}}))
    assert_answers(a_world(text, {"a": "2"}))
