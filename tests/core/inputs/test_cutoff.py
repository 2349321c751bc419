from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resolver_core.inputs.cutoff import as_typed, parse_cutoff
from resolver_core.inputs.requirement import InvalidText

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "cutoff"),
    # What uv 0.13.8 wrote into a lock for these values (for spans: by its choice among dated files).
    [
        ("2024-11-29", "2024-11-30T00:00:00"),
        ("20241129", "2024-11-30T00:00:00"),
        ("2024-12-31", "2025-01-01T00:00:00"),
        ("2024-11-29T12:00:00", "2024-11-30T00:00:00"),
        ("2024-11-29T12", "2024-11-30T00:00:00"),
        ("2024-11-29T12:00:00[UTC]", "2024-11-30T00:00:00"),
        ("2024-11-29T12:00:00Z", "2024-11-29T12:00:00"),
        ("2024-11-29T12:00Z", "2024-11-29T12:00:00"),
        ("2024-11-29 12:00:00Z", "2024-11-29T12:00:00"),
        ("2024-11-29t12:00:00z", "2024-11-29T12:00:00"),
        ("2024-11-29T12:00:00+02:00", "2024-11-29T10:00:00"),
        ("2024-11-29T12:00:00+02:00[Europe/Paris]", "2024-11-29T10:00:00"),
        ("2024-11-29T12:00:00-0530", "2024-11-29T17:30:00"),
        ("2024-11-29T12:00:00.123456Z", "2024-11-29T12:00:00.123456"),
        ("30 days", "2026-10-21T12:00:00"),
        ("30 days ago", "2026-10-21T12:00:00"),
        ("-30 days", "2026-10-21T12:00:00"),
        ("P30D", "2026-10-21T12:00:00"),
        ("1 week", "2026-11-13T12:00:00"),
        ("3w", "2026-10-30T12:00:00"),
        ("PT24H", "2026-11-19T12:00:00"),
        ("P1DT12H", "2026-11-19T00:00:00"),
        ("1 day, 2h", "2026-11-19T10:00:00"),
        ("2d 3h 4m 5s", "2026-11-18T08:55:55"),
        ("1.5 hours", "2026-11-20T10:30:00"),
        ("0 days", "2026-11-20T12:00:00"),
    ],
)
def test_a_cutoff_is_read_as_uv_reads_it(text: str, cutoff: str) -> None:
    assert parse_cutoff(text, NOW) == datetime.fromisoformat(cutoff).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-11-29", "2024-11-29"),
        ("2024-11-29T12:00:00+02:00", "2024-11-29T12:00:00+02:00"),
        ("30 days", "30 days ago (2026-10-21T12:00:00Z)"),
        ("30 days ago", "30 days ago (2026-10-21T12:00:00Z)"),
    ],
)
def test_a_cutoff_is_said_as_it_was_typed(text: str, said: str) -> None:
    assert as_typed(parse_cutoff(text, NOW)) == said


def test_a_cutoff_whose_text_is_unknown_is_the_day_that_it_ends_or_the_instant() -> None:
    assert as_typed(datetime(2024, 11, 30, tzinfo=UTC)) == "2024-11-29"
    assert as_typed(datetime(2024, 11, 30, 1, tzinfo=UTC)) == "2024-11-30T01:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "yesterday",
        "in 3 days",
        "2024-11",
        "+2024-11-29",
        "30D",
        "30 Days",
        "1 fortnight",
        " 30 days ",
        "P",
        "PT",
    ],
)
def test_what_uv_refuses_is_refused(text: str) -> None:
    with pytest.raises(InvalidText, match="30 days"):
        parse_cutoff(text, NOW)


@pytest.mark.parametrize("text", ["1 month", "2 years", "P1M", "P1Y"])
def test_spans_without_fixed_length_are_refused(text: str) -> None:
    with pytest.raises(InvalidText, match="no fixed length"):
        parse_cutoff(text, NOW)


@pytest.mark.parametrize("text", ["2024-02-30", "2024-13-01", "2024-01-01T25:00:00Z", "9999999999 days", "9999-12-31"])
def test_dates_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(InvalidText, match="no date that exists"):
        parse_cutoff(text, NOW)
