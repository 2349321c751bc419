"""Section 12 of uv-resolution and the tables it rests on: what a lock has."""

from __future__ import annotations

import pytest

from resolver_core.markers import MarkerSet
from tests.core.solver.examples.tables import EXAMPLES, marked
from tests.support.small_indexes import Example, tags_read, versions, versions_at


@pytest.mark.parametrize("example", marked(EXAMPLES, "universal"))
def test_example(example: Example) -> None:
    index = example.index()
    lock = example.solve_universal(index)
    assert versions(lock) == example.universal
    assert {place: versions_at(lock, place) for place in example.at} == example.at
    if example.forks is not None:
        assert sets(lock.fork_markers) == sets(example.forks)
    if example.reads is not None:
        assert tags_read(index, example.reads_of) == {example.reads[1]}


def sets(markers: tuple[str, ...] | list[str]) -> list[str]:
    """Markers in one spelling each."""
    return [str(MarkerSet.parse(marker)) for marker in markers]
