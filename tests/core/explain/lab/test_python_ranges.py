"""The range of Pythons that a text is for, with one end or the other moved."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core.explain.lab.python_ranges import range_of, with_requires_python


@pytest.mark.parametrize(
    ("specifiers", "since", "until"),
    [
        (">=3.10,<3.13", ">=3.11,<3.13", ">=3.10,<3.12"),
        (">=3.9", ">=3.11", ">=3.9,<3.12"),
        ("~=3.10", ">=3.11", ">=3.10,<3.12"),
    ],
)
def test_one_end_is_moved(specifiers: str, since: str, until: str) -> None:
    found = range_of(SpecifierSet(specifiers))
    assert found is not None
    assert (found.since(11).text, found.until(11).text) == (since, until)


def test_a_range_with_holes_is_none() -> None:
    assert range_of(SpecifierSet(">=3.9,!=3.10.*")) is None
    assert range_of(SpecifierSet(">=3.40")) is None


def test_only_a_range_that_is_stated_is_changed() -> None:
    text = '[project]\nname = "x"\nrequires-python = ">=3.9" # why\n'
    edited = with_requires_python(text, ">=3.10")
    assert edited is not None
    assert 'requires-python = ">=3.10"' in edited
    assert with_requires_python('[project]\nname = "x"\n', ">=3.10") is None
