"""`marker-forks`: one project is asked for under several markers."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import assert_divergence, assert_no_divergence, world_of
from tests.support.small_indexes import Example


def test_two_lines_on_one_project() -> None:
    split = Example({"a": "1 2"}, ["a<2 ; sys_platform == 'darwin'", "a>=1"])
    assert_divergence(CauseClass.MARKER_FORKS, world_of(split), "a")
    whole = Example({"a": "1 2"}, ["a<3 ; sys_platform == 'darwin'", "a>=1"])
    assert_no_divergence(CauseClass.MARKER_FORKS, world_of(whole), "a")
