"""What of an explanation a reply tells: the first fix that helps, and of the others those that do not."""

from __future__ import annotations

from dataclasses import replace

from resolver_core.triage.causes import causes_of
from tests.support.causes import root_on, world_of
from tests.support.small_indexes import Example, of


def test_a_fix_that_helps_as_well_is_not_called_vain() -> None:
    divergence = root_on(world_of(Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])).explained(), "a")
    assert divergence is not None
    helps = divergence.fixes[0]
    assert helps.agrees
    assert helps.is_offered
    as_well = replace(helps, title="the same otherwise", is_offered=False)
    vain = replace(helps, title="nothing of the kind", is_offered=False, agrees=False, verdict="a differs as before")
    (cause,) = causes_of([replace(divergence, fixes=(helps, as_well, vain))])
    assert cause.fix_title == helps.title
    assert cause.in_vain == (("nothing of the kind", "a differs as before"),)


def test_a_project_without_a_cause_is_not_told() -> None:
    found = world_of(Example({"a": {"1": [], "2": of(tags="W")}, "b": {"1": [], "2": of(tags="W")}}, ["a", "b"]))
    divergences = found.explained().divergences
    assert len(divergences) == 2
    first = replace(divergences[0], cause=None)
    assert [one.projects for one in causes_of([first, divergences[1]])] == [(divergences[1].project,)]
