"""A proof as numbered steps, and a failure."""

from __future__ import annotations

from resolver_core.answer.resolution import Conflict, Failure, FailureKind, Premise
from resolver_core.codec.conflict import (
    ConflictEntry,
    FailureEntry,
    conflict_entry,
    conflict_of,
    failure_entry,
    failure_of,
    proof_entry,
    proof_of,
)
from tests.core.codec.worlds import CLASHING, MISSING
from tests.support.shapes import assert_shape, stored

LINE = Premise("Your line 4 requires a.", ("a",), (4,))
GAP = Premise("There is no a.", ("a",))
MIDDLE = Premise("So nothing.", ("a",), (), (LINE, GAP))
END = Premise("And so on.", ("a", "b"), (), (MIDDLE, LINE))


def test_what_is_needed_twice_is_one_step() -> None:
    steps = proof_entry(END)["steps"]
    assert [step["text"] for step in steps] == [LINE.text, GAP.text, MIDDLE.text, END.text]
    assert [step["causes"] for step in steps] == [[], [], [0, 1], [2, 0]]
    assert proof_of({"steps": steps}) == END


def test_a_conflict_is_read_back() -> None:
    conflict = Conflict("0.1", "sys_platform == 'win32'", END, ("One.", "Two."), ("a", "b"))
    assert_shape(conflict_entry(conflict), ConflictEntry)
    assert conflict_of(stored(conflict_entry(conflict))) == conflict


def test_a_failure_is_read_back() -> None:
    failure = Failure(FailureKind.FETCH, "It answers 404.", "https://index.test/a", "a-1.whl", 404, ("a",))
    assert_shape(failure_entry(failure), FailureEntry)
    assert failure_of(stored(failure_entry(failure))) == failure


def test_steps_of_a_real_proof_rest_on_earlier_ones() -> None:
    conflict = CLASHING.solve_universal().conflict
    assert conflict is not None
    steps = proof_entry(conflict.proof)["steps"]
    assert len(steps) > 2
    assert all(cause < number for number, step in enumerate(steps) for cause in step["causes"])
    assert steps[-1]["causes"]
    assert {line for step in steps for line in step["lines"]} == {4}


def test_what_the_index_lacks_is_read_back() -> None:
    conflict = MISSING.solve_single().conflict
    assert conflict is not None
    assert conflict_of(stored(conflict_entry(conflict))) == conflict
