"""What the command line prints is the documents of its answers."""

from __future__ import annotations

from resolver_core.codec import comparison_to_json, to_json
from resolver_core.codec.command_line import CommandLineDocument, command_line_to_json
from tests.core.codec.worlds import CLASHING, DIVERGENT, compared
from tests.support.shapes import assert_shape


def test_all_answers() -> None:
    single, universal, comparison = DIVERGENT.solve_single(), DIVERGENT.solve_universal(), compared(DIVERGENT)
    document = command_line_to_json(universal, [single], [comparison], [])
    assert_shape(document, CommandLineDocument)
    assert document["universal"] == to_json(universal)
    assert document["single"] == [to_json(single)]
    assert document["comparisons"] == [comparison_to_json(comparison)]
    assert document["as_pip"] == []


def test_one_mode_alone() -> None:
    document = command_line_to_json(None, [CLASHING.solve_single()], [], [])
    assert_shape(document, CommandLineDocument)
    assert document["universal"] is None
