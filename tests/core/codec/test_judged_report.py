"""A report judged and told: what every door gives."""

from __future__ import annotations

import pytest

from resolver_core.codec.judged_report import judge_report, judge_report_without_project
from resolver_core.codec.report_verdict import report_verdict_to_json
from resolver_core.errors import Cancelled
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.triage.corrections import Corrections
from tests.core.triage.test_triaging import OLD, both, the_index
from tests.support.reports import a_report, judged

TEXT = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD)


def test_it_is_the_verdict() -> None:
    assert judge_report(TEXT, the_index(), DEFAULT_URL) == report_verdict_to_json(judged(TEXT, the_index()))


def test_corrections_go_before_what_is_read() -> None:
    corrected = judge_report(TEXT, the_index(), DEFAULT_URL, Corrections(values={"python": "3.10"}))
    assert corrected["verdict"] == "partly"


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        judge_report(TEXT, the_index(), DEFAULT_URL, should_stop=lambda: True)


def test_without_a_project_it_is_judged_by_its_words() -> None:
    failing = "It fails:\n\n```\n$ uv sync\nerror: Permission denied (os error 13)\n```\n"
    assert judge_report_without_project(failing)["verdict"] == "not-about-resolution"
    assert judge_report_without_project("It fails.\n")["verdict"] == "needs-information"
