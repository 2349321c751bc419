"""`requirements-conflict`: what is asked for excludes itself in both modes."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import PROJECT, a_world, assert_answers, assert_failure


def test_a_line_that_another_project_excludes() -> None:
    text = PROJECT.format('["a>=2", "b"]')
    found = assert_failure(CauseClass.REQUIREMENTS_CONFLICT, a_world(text, {"a": "1 2", "b": {"1": ["a<2"]}}))
    assert "If 'a>=2' did not hold there would be a solution." in found.failures[0].cause.summary
    assert_answers(a_world(text, {"a": "1 2", "b": {"1": ["a<3"]}}))


def test_a_project_that_no_index_has() -> None:
    world = a_world(PROJECT.format('["a", "reqeusts>=2"]'), {"a": "1"})
    found = assert_failure(CauseClass.REQUIREMENTS_CONFLICT, world, fixable=False)
    cause = found.failures[0].cause
    assert "No index that was asked has a project called reqeusts" in cause.summary
    assert [one.title for one in cause.experiments] == ["single-platform solve without 'reqeusts>=2'"]
    assert all("reqeusts" not in fix.title for failure in found.failures for fix in failure.fixes)


def test_a_line_that_leads_to_a_project_which_no_index_has() -> None:
    world = a_world(PROJECT.format('["a", "b"]'), {"a": "1", "b": {"1": ["reqeusts"]}})
    cause = assert_failure(CauseClass.REQUIREMENTS_CONFLICT, world, fixable=False).failures[0].cause
    assert "Without 'b' there is a solution." in cause.summary
    assert any("reqeusts was not found" in one.text for one in cause.evidence)


def test_two_projects_that_no_index_has_are_no_matter_of_one_line() -> None:
    found = a_world(PROJECT.format('["reqeusts", "nmupy"]'), {"a": "1"}).explained()
    assert {failure.cause.cause_class for failure in found.failures} == {CauseClass.NOT_PROVEN}


def test_a_bound_is_loosened_before_a_line_is_left_out() -> None:
    world = a_world(PROJECT.format('["a>=2", "b"]'), {"a": "1 2", "b": {"1": ["a<2"]}})
    (title,) = {one.title for one in world.explained().failures[0].cause.experiments}
    assert "with 'a>=2' loosened" in title
