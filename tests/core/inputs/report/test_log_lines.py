"""Stamps of build logs."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.log_lines import without_stamp


@pytest.mark.parametrize(
    "stamp",
    [
        "#12 0.881 ",
        "#12 ",
        "6.923 ",
        "2024-12-20T08:41:07.1204410Z ",
        "2025-03-18T06:12:59.002114Z 00O ",
        "2025-03-18T06:12:59.002114Z 01E+",
        "section_start:1742278379:step_script ",
        "2025-03-18T06:12:59.002114Z 00O section_end:1742278379:get_sources ",
        "[2025-05-06 02:00:15] ",
        "2025-05-06 02:00:15,123 ",
        "[12:00:01] ",
        'Step #0 - "Build": #9 0.602 ',
        "remote:        ",
        "10:02:11 AM: ",
        "web-1  | ",
    ],
)
def test_stamps_are_taken_off(stamp: str) -> None:
    assert without_stamp(f"{stamp}uv sync").strip() == "uv sync"


@pytest.mark.parametrize("line", ["uv sync", "3.7.5", "# a comment", "2024 was a year", " + a==1.0"])
def test_other_lines_stay(line: str) -> None:
    assert without_stamp(line) == line


def test_the_line_of_a_recipe_that_a_builder_shows() -> None:
    assert without_stamp("  12 | >>> RUN uv sync --frozen") == ">>> RUN uv sync --frozen"
    assert without_stamp("  11 |     COPY . .") == "  11 |     COPY . ."


def test_the_progress_that_an_error_was_written_over_is_taken_off() -> None:
    assert without_stamp("\u283c attrs==23.1      \u00d7 Failed to build `b==1`") == "\u00d7 Failed to build `b==1`"
    assert without_stamp("\u283c attrs==23.1 and more") == "\u283c attrs==23.1 and more"
