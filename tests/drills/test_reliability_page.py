"""The tables of docs/reliability.md, and what is kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills import parts, reliability_page, results
from tests.drills.results import Row

ROWS = [
    Row("faults", "kill", "embedded", {"lost": "0", "notes": "a | b\nc"}, True),
    Row("faults", "clock", "embedded", {"notes": "skipped: no compiler"}, None),
    Row("poison", "cancel", "separate", {"figures": "3 s"}, False),
]


def test_rows_stand_between_the_marks_of_their_part() -> None:
    text = "Words.\n\n<!-- drills: faults -->\nold\n<!-- end -->\nMore.\n<!-- drills: poison -->\n<!-- end -->\n"
    page = reliability_page.filled(text, ROWS)
    assert "| kill | embedded | 0 | a \\| b c | yes |" in page
    assert "| clock | embedded |  | skipped: no compiler | skipped |" in page
    assert "| cancel | separate | 3 s | **no** |" in page
    assert "\nold\n" not in page
    assert page.startswith("Words.\n")
    assert reliability_page.filled(page, ROWS) == page


def test_a_table_of_drills_that_were_not_run_stays_as_it_is() -> None:
    text = "<!-- drills: attacks -->\n| old |\n<!-- end -->\n"
    assert reliability_page.filled(text, ROWS) == text


def test_the_page_has_a_place_for_every_part() -> None:
    text = reliability_page.PAGE.read_text("utf-8")
    for part in parts.PARTS:
        assert text.count(f"<!-- drills: {part} -->") == 1


def test_a_later_run_replaces_the_rows_that_it_made_anew(tmp_path: Path) -> None:
    results.keep(ROWS, tmp_path)
    better = Row("poison", "cancel", "separate", {"figures": "1 s"}, True)
    results.keep([better], tmp_path)
    assert results.read(tmp_path) == [*ROWS[:2], better]


@pytest.mark.parametrize("only", ["", "KILL", "kill -9"])
def test_drills_are_chosen_by_a_part_of_their_name(only: str) -> None:
    asked = parts.Asked(1, 1, (), only.lower())
    assert asked.wants("kill -9 of a worker")
    assert asked.wants("SIGTERM") is (only == "")
