"""docs/scaling.md has the table that the simulation gives, and the simulation does what a queue does."""

from __future__ import annotations

import pytest

from benchmarks.sizing import PAGE, least, measured, simulated, written

EVEN = {"single": [1.0], "universal": [1.0], "explanation": [2.0]}


def test_the_table_is_that_of_the_simulation() -> None:
    text = PAGE.read_text("utf-8")
    assert written(text) == text, "python -m benchmarks.sizing"


def test_with_nobody_else_both_answers_take_as_long_as_one() -> None:
    assert simulated(0.001, 2, EVEN, submissions=50).answered_s == pytest.approx(1.0)
    assert simulated(0.001, 1, EVEN, submissions=50).answered_s == pytest.approx(2.0)


def test_how_busy_it_is_is_the_work_that_comes_by_the_processes() -> None:
    assert simulated(0.5, 4, EVEN, submissions=2_000).busy == pytest.approx(0.5 * 4 / 4, abs=0.05)


def test_reasons_wait_behind_answers() -> None:
    slow_reasons = {**EVEN, "explanation": [60.0]}
    assert simulated(0.05, 8, slow_reasons, submissions=500).answered_s < 10


def test_more_processes_never_answer_later_and_fewer_are_too_few() -> None:
    processes, found = least(1.0, measured())
    assert simulated(1.0, processes + 5, measured()).answered_s <= found.answered_s
    fewer = simulated(1.0, max(1, processes - 2), measured())
    assert fewer.answered_s > 10 or fewer.busy > 0.9
