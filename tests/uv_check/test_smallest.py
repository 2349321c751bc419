"""The written scenario of a small case, served and put to the real uv: both modes come out as we say."""

from __future__ import annotations

import pytest

from resolver_core import Options, Selection, target
from resolver_core.exports.smallest import to_scenario
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.minimise.minimising import minimise
from tests.support.builders import a_problem
from tests.support.random_indexes import a_world
from tests.support.served_scenario import put_to_uv, versions
from tests.support.shared import require_shared
from tests.support.small_cases import smallest
from uv_check.question import Mode
from uv_check.running.releases import installed_uv
from uv_check.verdict import Verdict

require_shared("scenarios")
UV = installed_uv()


def test_a_difference_is_uv_s_own() -> None:
    found = smallest()
    assert found.closed is not None
    asked = put_to_uv(to_scenario(found), UV)
    assert {one.check.verdict for one in asked.values()} == {Verdict.AGREES}
    assert versions(asked[Mode.COMPILE].ours) == versions(found.closed.single) == [("a", "1")]
    assert versions(asked[Mode.LOCK].ours) == versions(found.closed.universal) == [("a", "2")]


@pytest.mark.parametrize("seed", [9, 22, 23, 26, 42])
def test_random_worlds(seed: int) -> None:
    world = a_world(seed)
    problem = a_problem(*world.requirements, requires_python=">=3.8", tool_uv=world.tool_uv)
    found = minimise(problem, target("3.11", "linux"), Options(DEFAULT_URL), world.index, Selection())
    assert found.closed is not None
    asked = put_to_uv(to_scenario(found), UV)
    assert {one.check.verdict for one in asked.values()} == {Verdict.AGREES}
    assert versions(asked[Mode.COMPILE].ours) == versions(found.closed.single)
    assert versions(asked[Mode.LOCK].ours) == versions(found.closed.universal)
