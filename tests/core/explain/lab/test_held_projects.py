"""A project held at what the other mode has of it."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.held_projects import holding
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

A, B = map(canonicalize_name, "ab")
NO_WHEEL_HERE = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])
TWO_FILES = Example({"a": {"1": {"L": [], "W": ["b"]}}, "b": "1"}, ["a"], platform="windows")


def test_its_version() -> None:
    laboratory = a_laboratory(NO_WHEEL_HERE)
    held = laboratory.run(Start.UNIVERSAL, holding(laboratory.pins(laboratory.single)[A]))
    assert laboratory.result(held, A).text == "1"


@pytest.mark.parametrize(("start", "has_b"), [(Start.SINGLE, False), (Start.UNIVERSAL, True)])
def test_what_its_file_says(start: Start, has_b: bool) -> None:
    """The files of one version differ: the held one is read whichever would be read otherwise."""
    laboratory = a_laboratory(TWO_FILES)
    single, universal = laboratory.pins(laboratory.single), laboratory.pins(laboratory.universal)
    assert (B in single) is not (B in universal)
    other = universal if start is Start.SINGLE else single
    held = laboratory.run(start, holding(other[A]))
    assert (B in laboratory.pins(held)) is (B in other)
    assert has_b is (B in other)
