"""A proof as numbered steps, and a failure."""

from __future__ import annotations

from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.answer.proof import Conflict, Premise, Said
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

LINE = Premise(Said("Your line 4 requires a."), ("a",), (4,))
GAP = Premise(Said("There is no a."), ("a",))
MIDDLE = Premise(Said("So nothing."), ("a",), (), (LINE, GAP))
END = Premise(Said("And so on."), ("a", "b"), (), (MIDDLE, LINE))


def test_what_is_needed_twice_is_one_step() -> None:
    steps = proof_entry(END)["steps"]
    assert [step["text"] for step in steps] == [
        "Your line 4 requires a.",
        "There is no a.",
        "So nothing.",
        "And so on.",
    ]
    assert [step["causes"] for step in steps] == [[], [], [0, 1], [2, 0]]
    assert proof_of({"steps": steps}) == END


def test_a_conflict_is_read_back() -> None:
    conflict = Conflict("0.1", "sys_platform == 'win32'", END, (Said("One."), Said("Two.")), ("a", "b"))
    assert_shape(conflict_entry(conflict), ConflictEntry)
    assert conflict_of(stored(conflict_entry(conflict))) == conflict


def test_a_failure_is_read_back() -> None:
    failure = Failure(
        FailureKind.FETCH, Obstacle.SAID, "https://index.test/a", "a-1.whl", 404, ("a",), detail="It answers 404."
    )
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


def test_what_is_read_back_says_the_same() -> None:
    """Its facts are not stored: their words are."""
    for conflict in (MISSING.solve_single().conflict, CLASHING.solve_universal().conflict):
        assert conflict is not None
        entry = conflict_entry(conflict)
        assert conflict_entry(conflict_of(stored(entry))) == entry
