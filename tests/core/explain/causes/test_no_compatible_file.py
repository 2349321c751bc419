"""`no-compatible-file`: a version that the lock takes has no file for the target."""

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
from tests.support.small_indexes import Example, of

NAME = CauseClass.NO_COMPATIBLE_FILE


def test_a_version_for_another_platform_alone() -> None:
    assert_divergence(NAME, world_of(Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])), "a")
    assert_no_divergence(NAME, world_of(Example({"a": {"1": [], "2": of(tags="W L")}}, ["a"])), "a")


def test_a_project_without_a_file_for_any_python_in_range() -> None:
    """Both modes lack it, and so nothing that one of them does otherwise would prove it."""
    text = PROJECT.format('["a"]').replace(">=3.8", ">=3.11")
    old = of("b", tags="cp310-cp310-L cp39-cp39-win_amd64")
    found = assert_failure(NAME, a_world(text, {"a": {"1": old}, "b": "1"}))
    for failure in found.failures:
        assert failure.cause.summary.endswith(
            "a 1 has 2 wheels (cp39 to cp310; Linux x86_64, Windows x86_64) and no source distribution, and none of "
            "them is for Python 3.11 on linux: with one that fits there is a solution."
        )
    clashing = a_world(text, {"a": {"1": of("b>1", tags="cp310-cp310-L")}, "b": "1"})
    assert NAME not in {failure.cause.cause_class for failure in clashing.explained().failures}


def test_a_project_for_another_platform_alone() -> None:
    text = PROJECT.format('["a"]')
    found = assert_failure(NAME, a_world(text, {"a": {"1": of(tags="W")}}), ("single",))
    assert found.failures[0].fixes[0].title == "ask for a only where sys_platform != 'linux'"
    assert_answers(a_world(text, {"a": {"1": of(tags="L")}}))
