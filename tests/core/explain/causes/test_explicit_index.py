"""`explicit-index`: an index that only the project's own requirements are sent to."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import (
    a_world,
    assert_answers,
    assert_divergence,
    assert_failure,
    assert_no_divergence,
)

NAME = CauseClass.EXPLICIT_INDEX
SPECIAL = "https://special.index.test/simple"
INDEX = f'[[tool.uv.index]]\nname = "special"\nurl = "{SPECIAL}"\nexplicit = true\n'
SOURCE = '[tool.uv.sources]\na = { index = "special" }\n'
EXTRA = '[project.optional-dependencies]\nfast = ["a"]\n'


def text(dependencies: str, *tables: str) -> str:
    head = f'[project]\nname = "asking"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = {dependencies}\n'
    return head + "".join(tables)


PROJECTS = {"a": "1", "q": {"1": ["a"]}}
OTHERS = {SPECIAL: {"a": "2"}}


def test_a_source_that_only_an_extra_has_sends_the_lock_elsewhere() -> None:
    """The lock meets the extra, and takes `a` from the index; the install meets `a` through `q` alone."""
    world = a_world(text('["q"]', EXTRA, SOURCE, INDEX), PROJECTS, others=OTHERS)
    divergence = assert_divergence(NAME, world, "a")
    assert divergence.cause is not None
    assert any("special" in evidence.text for evidence in divergence.cause.evidence)
    assert "require a yourself" in {fix.title for fix in divergence.fixes}


def test_an_index_that_everybody_asks_is_another_reason() -> None:
    """The same world with the index open to all: the extra alone makes the difference, if there is one."""
    open_to_all = INDEX.replace("explicit = true\n", "")
    assert_no_divergence(NAME, a_world(text('["q"]', EXTRA, SOURCE, open_to_all), PROJECTS, others=OTHERS), "a")


def test_what_the_project_requires_itself_is_asked_for_everywhere() -> None:
    world = a_world(text('["q", "a"]', SOURCE, INDEX), PROJECTS, others=OTHERS)
    assert not world.explained().divergences


def test_a_version_that_only_the_explicit_index_has() -> None:
    """`q` wants a newer `a` than the usual index has; the explicit one has it and is not asked."""
    projects = {"a": "1", "q": {"1": ["a>=2"]}}
    found = assert_failure(NAME, a_world(text('["q"]', SOURCE, INDEX), projects, others=OTHERS))
    assert all("special is explicit" in failure.cause.summary for failure in found.failures)
    without_source = a_world(text('["q"]', INDEX), projects, others=OTHERS)
    assert_failure(NAME, without_source)
    assert_answers(a_world(text('["q", "a"]', SOURCE, INDEX), projects, others=OTHERS))


def test_an_explicit_index_that_would_not_help_is_not_blamed() -> None:
    projects = {"a": "1", "q": {"1": ["a>=3"]}}
    found = a_world(text('["q"]', SOURCE, INDEX), projects, others=OTHERS).explained()
    assert found.failures
    assert all(failure.cause.cause_class is not NAME for failure in found.failures)
