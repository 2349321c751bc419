"""A fix is an edit that was solved again in both modes; its verdict and its moves are what came out."""

from __future__ import annotations

from resolver_core import ProjectFiles, explain, parse_project, target
from resolver_core.explain.lab.changes import Change
from tests.support.causes import NO_OPTIONS, root_on, world_of
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

EXAMPLE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])


def test_every_fix_that_agrees_was_solved_in_both_modes() -> None:
    divergence = root_on(world_of(EXAMPLE).explained(), "a")
    assert divergence is not None
    assert divergence.fixes
    assert divergence.fixes[0].agrees
    again = a_laboratory(EXAMPLE)
    pins, locked = map(again.pins, again.both(Change(text=divergence.fixes[0].text)))
    assert {name: pin.version for name, pin in pins.items()} == {name: pin.version for name, pin in locked.items()}


def test_an_edit_is_of_the_file_that_is_asked_about_and_named_by_its_path() -> None:
    member, root = EXAMPLE.problem().text, '[tool.uv.workspace]\nmembers = ["m"]\n'
    problem = parse_project(ProjectFiles({"pyproject.toml": root, "m/pyproject.toml": member}, "m/pyproject.toml"))
    divergence = root_on(explain(problem, [target("3.11", "linux")], NO_OPTIONS, EXAMPLE.index()), "a")
    assert divergence is not None
    assert divergence.fixes[0].agrees
    for fix in divergence.fixes:
        assert fix.text.splitlines()[0] == member.splitlines()[0]
        assert "m/pyproject.toml" in fix.patch
