"""A verdict on a terminal."""

from __future__ import annotations

from resolver_core.triage.wording.lines import verdict_lines
from tests.core.triage.test_triaging import FROM_PRIVATE, OLD, PRIVATE, WithPrivate, both, the_index
from tests.support.reports import a_report, judged


def test_the_verdict_stands_first_and_every_claim_below() -> None:
    lines = list(verdict_lines(judged(a_report("torch", transcript=both("2.0", "1.5"), stated=OLD), the_index())))
    assert lines[0].startswith("Partly reproduced")
    assert "  = torch 2.0 there, 2.0 here (uv sync)" in lines
    assert any(line.startswith("  ! torch 1.5 there, 1.0 here") for line in lines)
    assert any(line.startswith("  cause: no-compatible-file (proven)") for line in lines)
    assert any(line.startswith("  where it lies: this looks intended") for line in lines)


def test_trouble_is_quoted_with_its_line() -> None:
    failing = "$ uv pip install plain\nerror: Failed to build `plain==2.0`"
    lines = list(verdict_lines(judged(a_report("plain", transcript=failing), the_index())))
    assert lines[1].endswith("error: Failed to build `plain==2.0`")


def test_what_is_open_stands_in_the_place_of_the_cause() -> None:
    text = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD, more=FROM_PRIVATE.format("torch"))
    lines = list(verdict_lines(judged(text, WithPrivate())))
    assert any(line.startswith(f"  open: {PRIVATE} decides about torch") for line in lines)
    assert not any(line.startswith("  cause:") for line in lines)
