"""`python-upper-bound`: uv ignores the upper limit of Requires-Python, pip obeys it."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import PROJECT, World, a_world, assert_finding, assert_no_finding, root_on, world_of
from tests.support.small_indexes import Example, of

NAME = CauseClass.PYTHON_UPPER_BOUND


def limited_to(python: str) -> World:
    projects = {"a": {"1": of(python=">=3.8"), "2": of(python=f">=3.8,<{python}")}}
    return a_world(PROJECT.format('["a"]'), projects)


def test_a_release_that_excludes_the_python() -> None:
    assert_finding(NAME, limited_to("3.11"), "a", "1")
    assert_no_finding(NAME, limited_to("3.12"))


def test_the_limit_that_uv_ignores_is_obeyed_by_pip() -> None:
    finding = assert_finding(NAME, limited_to("3.11"), "a", "1")
    as_pip = [one for one in finding.cause.experiments if one.start == "as-pip"]
    assert [one.outcome for one in as_pip] == ["1"]


def test_both_modes_agree_once_the_limit_is_obeyed() -> None:
    """The lock takes a release that has no file here, and that excludes the Python anyway."""
    limited = Example({"a": {"1": [], "2": of(python=">=3.8,<3.11", tags="W")}}, ["a"])
    divergence = root_on(world_of(limited).explained(), "a")
    assert divergence is not None
    assert divergence.cause is not None
    assert divergence.cause.cause_class is NAME
    assert "With it obeyed both modes agree on a." in divergence.cause.summary
