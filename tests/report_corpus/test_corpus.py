"""Reports in the styles that trackers receive: what is read of them, against what a careful person reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resolver_core import extract_report
from tests.report_corpus.score import WHOLE, Tally, score_one, totals

HERE = Path(__file__).parent
REPORTS = sorted(HERE.glob("*/[0-9]*.md"))
WANTED = 0.98


def tallied(leave_out: str = "") -> Tally:
    """The score of all reports; `leave_out` is a field that is not given, to see that the score tells."""
    tally = Tally()
    for report in REPORTS:
        produced = dict(extract_report(report.read_text("utf-8")))
        produced.pop(leave_out, None)
        score_one(tally, report.stem, json.loads(report.with_suffix(".json").read_text("utf-8")), produced)
    return tally


def shares(tally: Tally) -> tuple[float, float]:
    """Recall and precision over everything."""
    rows, _ = totals(tally)
    _, hit, missed, too_much = next(row for row in rows if row[0] == WHOLE)
    return hit / (hit + missed), hit / (hit + too_much)


def test_every_report_has_what_is_expected_of_it() -> None:
    assert len(REPORTS) == 110
    assert all(report.with_suffix(".json").exists() for report in REPORTS)


def test_nearly_everything_is_read_and_nearly_nothing_else() -> None:
    tally = tallied()
    recall, precision = shares(tally)
    assert min(recall, precision) >= WANTED, tally.misses


@pytest.mark.parametrize("field", ["commands", "observed_versions", "tools"])
def test_a_reader_without_a_field_is_noticed(field: str) -> None:
    recall, _ = shares(tallied(leave_out=field))
    assert recall < WANTED
