"""The problem as a value: two texts that ask the same have one digest, and nothing else has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from packaging.utils import canonicalize_name

from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import InputKind, Problem, Settings
from tests.support.builders import a_problem

A, B = canonicalize_name("a"), canonicalize_name("b")


def test_equal_texts_have_one_digest() -> None:
    assert a_problem("a", "b").digest == a_problem("a", "b").digest
    assert len(a_problem("a").digest) >= 32


@pytest.mark.parametrize(
    "other",
    [
        a_problem("a", "b>1"),
        a_problem("b", "a"),
        a_problem("a", "b", requires_python=">=3.11"),
        a_problem("a", "b", tool_uv='resolution = "lowest"'),
    ],
    ids=["a bound", "the order", "the Python", "a setting"],
)
def test_what_asks_something_else_has_another(other: Problem) -> None:
    assert other.digest != a_problem("a", "b").digest


@pytest.mark.parametrize(
    ("text", "filename", "kind"),
    [
        ('[project]\nname = "x"\nversion = "1"\n', "pyproject.toml", InputKind.PYPROJECT),
        ("a>=1\nb\n", "requirements.txt", InputKind.REQUIREMENTS),
        ("# /// script\n# dependencies = []\n# ///\n", "script.py", InputKind.SCRIPT),
    ],
)
def test_every_kind_of_text(text: str, filename: str, kind: InputKind) -> None:
    assert parse_problem(text, filename=filename).kind is kind


def test_a_problem_is_a_frozen_value() -> None:
    problem = a_problem("a")
    with pytest.raises(AttributeError):
        problem.name = None  # type: ignore[misc]
    assert replace(problem) == problem


def test_settings_that_say_nothing_are_all_none_or_empty() -> None:
    values = [getattr(Settings(), name) for name in Settings.__slots__]
    assert not any(values)


def test_kinds_of_files_add_up() -> None:
    below = Settings(no_build=True, no_binary_package=frozenset({B}))
    above = Settings(no_build=False, no_binary_package=frozenset({A}))
    found = above.beside(below)
    assert (found.no_build, found.no_binary_package) == (True, {A, B})
    assert (above.over(below).no_build, above.over(below).no_binary_package) == (False, {A})


@pytest.mark.parametrize(
    ("settings", "wheels", "building"),
    [
        (Settings(), False, False),
        (Settings(no_binary=True), True, False),
        (Settings(no_binary=True, no_build_package=frozenset({A})), False, True),
        (Settings(no_binary_package=frozenset({A}), no_build=True), True, False),
        (Settings(no_binary_package=frozenset({A}), no_build_package=frozenset({A})), True, True),
        (Settings(no_binary=True, no_build=True), True, True),
    ],
)
def test_which_files_of_a_project_are_forbidden(settings: Settings, wheels: bool, building: bool) -> None:
    assert (settings.forbids_wheels(A), settings.forbids_building(A)) == (wheels, building)
