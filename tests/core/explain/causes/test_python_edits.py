"""Ranges of Pythons that are cut as little as works, and another Python."""

from __future__ import annotations

import pytest

from resolver_core.explain.causes.python_edits import another_python, widest_python
from tests.support.causes import of_mode, world_of
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of


def widest(example: Example) -> list[str]:
    laboratory = a_laboratory(example)
    return [candidate.title for candidate in widest_python(laboratory, None)]


@pytest.mark.parametrize(
    ("python", "range_", "here", "expected"),
    [
        (">=3.11", ">=3.10,<3.13", "3.11", 'requires-python = ">=3.11,<3.13"'),
        (">=3.10", ">=3.8", "3.12", 'requires-python = ">=3.10"'),
        (">=3.11", ">=3.9", "3.13", 'requires-python = ">=3.11"'),
    ],
)
def test_the_lower_end_is_cut_as_little_as_works(python: str, range_: str, here: str, expected: str) -> None:
    example = Example({"a": {"2": of(python=python)}}, ["a"], python=here, requires_python=range_)
    assert widest(example) == [expected]


def test_the_upper_end_is_cut_where_the_lower_does_not_help() -> None:
    clash = {"a": {"1": ["b<2", "b>=2 ; python_version >= '3.13'"]}, "b": "1 2"}
    example = Example(clash, ["a"], python="3.11", requires_python=">=3.10")
    assert widest(example) == ['requires-python = ">=3.10,<3.13"']


def test_the_fix_of_a_lock_without_an_answer() -> None:
    example = Example({"a": {"2": of(python=">=3.11")}}, ["a"], python="3.11", requires_python=">=3.10,<3.13")
    fixes = of_mode(world_of(example).explained(), "universal").fixes
    assert (fixes[0].title, fixes[0].agrees) == ('requires-python = ">=3.11,<3.13"', True)


def test_another_python_has_a_file() -> None:
    only_old = {"a": {"1": of(tags="cp311-cp311-L cp313-cp313-win_amd64")}}
    example = Example(only_old, ["a"], python="3.12", requires_python=">=3.12")
    (candidate,) = another_python(a_laboratory(example))
    assert candidate.title.startswith("use Python 3.11")
    assert candidate.target is not None
    assert candidate.target.python == "3.11"
    assert 'requires-python = ">=3.11' in candidate.text
    fixes = of_mode(world_of(example).explained(), "single").fixes
    assert fixes[0].verdict.startswith("both modes agree on everything for Python 3.11 on linux")


def test_no_other_python_helps() -> None:
    example = Example({"a": {"1": of(tags="W")}}, ["a"], python="3.11", requires_python=">=3.10")
    assert not list(another_python(a_laboratory(example)))
