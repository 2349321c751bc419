"""The examples of the solver's tests, put to uv itself: what they expect is what uv 0.13.8 answers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from resolver_core.markers import MarkerSet
from tests.core.solver.examples.tables import EXAMPLES
from tests.differential.amount import share
from tests.support.small_indexes import Example
from tests.support.small_indexes_in_uv import uv_single, uv_universal


def asked(mode: str) -> Mapping[str, Example]:
    """A share of the examples; all of them in a long run."""
    found = {name: each for name, each in EXAMPLES.items() if getattr(each, mode) is not None}
    return {name: found[name] for name in share(sorted(found), 20)}


@pytest.mark.random
@pytest.mark.parametrize("example", [pytest.param(each, id=name) for name, each in asked("single").items()])
def test_single(example: Example) -> None:
    assert uv_single(example) == example.single


@pytest.mark.random
@pytest.mark.parametrize("example", [pytest.param(each, id=name) for name, each in asked("universal").items()])
def test_universal(example: Example) -> None:
    versions, forks = uv_universal(example)
    assert versions == example.universal
    if example.forks is not None:
        assert [str(MarkerSet.parse(each)) for each in forks] == [str(MarkerSet.parse(each)) for each in example.forks]
