"""A range of Pythons with an end moved."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core.explain.lab.python_ranges import range_of, with_requires_python
from tests.support.builders import a_problem


@pytest.mark.parametrize(
    ("written", "low", "last", "expected"),
    [
        (">=3.9", 11, None, ">=3.11"),
        (">=3.9,<4", 11, None, ">=3.11,<4"),
        (">=3.9,!=3.11.1,<3.13", None, 11, ">=3.9,!=3.11.1,<3.12"),
        ("~=3.9", 11, None, ">=3.11,<4"),
        ("~=3.9.2", None, 9, ">=3.9.2,<3.10"),
        (">3.8", None, 12, ">3.8,<3.13"),
        ("==3.*", 10, 12, ">=3.10,<3.13"),
        ("<4,>=3.9", None, 12, ">=3.9,<3.13"),
    ],
)
def test_ends_are_moved_and_the_rest_is_kept(written: str, low: int | None, last: int | None, expected: str) -> None:
    found = range_of(SpecifierSet(written, prereleases=True))
    assert found is not None
    found = found if low is None else found.since(low)
    found = found if last is None else found.until(last)
    assert found.text == expected


@pytest.mark.parametrize(
    ("specifiers", "since", "until"),
    [
        (">=3.10,<3.13", ">=3.11,<3.13", ">=3.10,<3.12"),
        (">=3.9", ">=3.11", ">=3.9,<3.12"),
        ("~=3.10", ">=3.11,<4", ">=3.10,<3.12"),
    ],
)
def test_one_end_is_moved(specifiers: str, since: str, until: str) -> None:
    found = range_of(SpecifierSet(specifiers))
    assert found is not None
    assert (found.since(11).text, found.until(11).text) == (since, until)


def test_a_range_with_a_hole_is_none() -> None:
    assert range_of(SpecifierSet(">=3.9,!=3.11.*")) is None
    assert range_of(SpecifierSet("<3")) is None


def test_a_text_without_a_range_gets_none() -> None:
    assert with_requires_python(a_problem("a", requires_python=None).text, ">=3.9") is None
    assert 'requires-python = ">=3.10"' in (with_requires_python(a_problem("a").text, ">=3.10") or "")
    poetry = '[tool.poetry]\nname = "p"\n[tool.poetry.dependencies]\npython = "^3.9"\n'
    assert 'python = ">=3.10,<4"' in (with_requires_python(poetry, ">=3.10,<4") or "")
