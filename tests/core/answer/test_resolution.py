"""The answer as a value: what it can be asked, and what makes two of its parts equal."""

from __future__ import annotations

import pytest

from resolver_core.answer.resolution import Edge, Outcome, PinKey, marker_of
from resolver_core.markers import MarkerSet
from tests.support.small_indexes import Example

SOLVED = Example({"a": {"1": ["b"]}, "b": "1 2"}, ["a"]).solve_universal()
CLASH = Example({"a": "1"}, ["a>=2"]).solve_single()


def key(project: str) -> PinKey:
    return next(pin.key for pin in SOLVED.pins if pin.project == project)


def test_only_a_solved_answer_has_pins() -> None:
    assert SOLVED.solved
    assert SOLVED.conflict is SOLVED.failure is None
    assert not CLASH.solved
    assert CLASH.outcome is Outcome.UNSATISFIABLE
    assert CLASH.conflict is not None
    assert CLASH.pins == ()


def test_a_pin_is_found_by_its_key() -> None:
    pin = SOLVED.pin(key("b"))
    assert (pin.project, str(pin.version)) == ("b", "2")
    with pytest.raises(KeyError):
        SOLVED.pin(PinKey(pin.project, pin.version, "https://elsewhere.test/simple"))


def test_edges_leave_a_pin() -> None:
    (edge,) = SOLVED.edges_from(key("a"))
    assert edge.child == key("b")
    assert SOLVED.edges_from(key("b")) == []
    (root,) = (pin for pin in SOLVED.pins if pin.is_root)
    assert [edge.child for edge in SOLVED.edges_from(root.key)] == [key("a")]


def test_keys_sort_by_project_then_version() -> None:
    assert sorted([key("b"), key("a")]) == [key("a"), key("b")]


def test_edges_are_values() -> None:
    edge = Edge(None, key("a"), "", "")
    assert edge == Edge(None, key("a"), "", "")
    assert edge != Edge(None, key("a"), "", "", line=3)


def test_an_empty_marker_is_everywhere() -> None:
    assert marker_of("") is MarkerSet.TRUE
    assert marker_of("sys_platform == 'win32'") is MarkerSet.parse("sys_platform == 'win32'")
