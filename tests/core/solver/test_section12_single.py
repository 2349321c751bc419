"""Section 12 of uv-resolution and the tables it rests on: what one platform gets."""

from __future__ import annotations

import pytest

from tests.core.solver.examples.tables import EXAMPLES, marked
from tests.support.small_indexes import Example, tags_read, versions


@pytest.mark.parametrize("example", marked(EXAMPLES, "single"))
def test_example(example: Example) -> None:
    index = example.index()
    assert versions(example.solve_single(index)) == example.single
    if example.reads is not None:
        assert tags_read(index, example.reads_of) == {example.reads[0]}
