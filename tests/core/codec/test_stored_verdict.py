"""The verdict from stored documents: as the one that was solved, without any solve."""

from __future__ import annotations

from resolver_core.codec.explanation import explanation_to_json
from resolver_core.codec.report_verdict import report_verdict_to_json
from resolver_core.codec.resolution import to_json
from resolver_core.codec.stored_verdict import stored_report_verdict
from resolver_core.explain.explaining import explain
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.policy import Policy, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.triage.question import main_question
from tests.core.triage.test_triaging import OLD, both, the_index
from tests.support.reports import a_report, judged, read

TEXT = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD)


def test_it_is_the_verdict_that_was_solved() -> None:
    report = read(TEXT)
    asked = main_question(report, DEFAULT_URL, report.values)
    problem, target, options = asked.problem, asked.target, asked.options
    universal = resolve(problem, Policy.universal(problem, requires_python_of(problem, target), options), the_index())
    single = resolve(problem, Policy.single_platform(problem, target, options, asked.selection), the_index())
    explanation = explain(problem, (target,), options, the_index(), asked.selection)
    stored = stored_report_verdict(TEXT, to_json(single), to_json(universal), explanation_to_json(explanation))
    solved = report_verdict_to_json(judged(TEXT, the_index()))
    for name in ("verdict", "headline", "versions", "ends", "owner", "fingerprint", "thread", "labels", "notes"):
        assert stored[name] == solved[name], name  # type: ignore[literal-required]


def test_without_answers_it_is_judged_by_its_text() -> None:
    failing = "It fails:\n\n```\n$ uv sync\nerror: Permission denied (os error 13)\n```\n"
    assert stored_report_verdict(failing, None, None, None)["verdict"] == "not-about-resolution"
    assert stored_report_verdict("It fails.\n", None, None, None)["verdict"] == "needs-information"
