"""The date of a report."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.dates import date_of
from resolver_core.inputs.report.lines import NumberedLine


def found(text: str) -> tuple[str, bool] | None:
    lines = [NumberedLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    fact = date_of(lines, lines)
    return None if fact is None else (fact.value, fact.is_assumed)


@pytest.mark.parametrize(
    "line",
    [
        "created_at: 2025-10-16T19:27:43Z",
        'createdAt: "2025-10-16"',
        "someone opened on Oct 16, 2025",
        "opened on October 16, 2025",
        "someone opened this issue on 16 October 2025",
        "someone opened this issue Oct 16, 2025 · 3 comments",
        "_Issue opened by @x on 2025-10-16 19:27_",
        "asked on 2025-10-16",
        "Created on 2025-10-16 by the team.",
        "Originally posted by **someone** October  16, 2025",
        "Date: 2025-10-16",
        "somebody · first post · 2025-10-16",
        "somebody opened this · Oct 16, 2025",
        "**Date:** Oct 16th, 2025",
        "Date of the run: 2025-10-16.",
        "2025-10-16T08:41:07.1204410Z uv sync",
        "[2025-10-16 02:00:15] $ pip install a",
        "Start time: 20251016094122",
        "Oct 16, 2025",
        "As of 2025-10-16 it picks the old one",
    ],
)
def test_dates(line: str) -> None:
    assert found(f"It fails.\n{line}\nuv sync\n") == ("2025-10-16", False)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("uv 0.9.3 (0a1b2c3d4 2025-10-15)", "2025-10-15"),
        ("DEBUG uv 0.5.5 (Homebrew 2024-11-27)", "2024-11-27"),
        ("torch==2.7.0.dev20250116+cu126", "2025-01-16"),
        ('{ url = "x", upload-time = "2025-02-03T10:00:00Z" }', "2025-02-03"),
        ('exclude-newer = "2024-09-15T00:00:00Z"', "2024-09-15"),
        ("uv 0.8.3 on my machine, 2025-07-29.", "2025-07-29"),
        ("$ uv lock --exclude-newer 2024-09-15", "2024-09-15"),
    ],
)
def test_earliest_days_are_assumed(line: str, day: str) -> None:
    assert found(line) == (day, True)


def test_the_latest_bound_counts_and_a_stated_day_before_it() -> None:
    assert found("uv 0.5.5 (x 2024-11-27)\na==1.dev20250116") == ("2025-01-16", True)
    assert found("uv 0.5.5 (x 2024-11-27)\nopened on Jan 2, 2025") == ("2025-01-02", False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It was 2025",
        "opened on 2025-13-45",
        "torch 2.6 came out on a Monday",
        "created_at: never",
        "from 2025-01-01 to 2025-02-02",
        "1.2.3",
    ],
)
def test_no_date(text: str) -> None:
    assert found(text) is None


def test_the_day_of_the_post_comes_before_that_of_a_build() -> None:
    assert found("me · post · 2025-03-02\nuv 0.6.2 (6d3614eec 2025-02-19)\n") == ("2025-03-02", False)
