"""`requirements-conflict`: what is asked for excludes itself in both modes."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import PROJECT, a_world, assert_answers, assert_failure


def test_a_line_that_another_project_excludes() -> None:
    text = PROJECT.format('["a>=2", "b"]')
    found = assert_failure(CauseClass.REQUIREMENTS_CONFLICT, a_world(text, {"a": "1 2", "b": {"1": ["a<2"]}}))
    assert "If 'a>=2' did not hold there would be a solution." in found.failures[0].cause.summary
    assert_answers(a_world(text, {"a": "1 2", "b": {"1": ["a<3"]}}))
