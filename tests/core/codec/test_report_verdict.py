"""The document of a verdict, and the causes of a stored explanation."""

from __future__ import annotations

import json

from resolver_core.codec.explanation import explanation_to_json
from resolver_core.codec.report_verdict import causes_from_json, report_verdict_to_json
from resolver_core.explain.explaining import explain
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.triage.causes import causes_of
from resolver_core.triage.question import main_question
from tests.core.triage.test_triaging import OLD, both, the_index
from tests.support.reports import a_report, judged, read

TEXT = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD)


def test_the_document_has_everything() -> None:
    document = report_verdict_to_json(judged(TEXT, the_index()), "https://result.test/r/1")
    assert json.loads(json.dumps(document)) == document
    assert document["verdict"] == "reproduced"
    assert [one["holds"] for one in document["versions"]] == [True, True]
    assert document["causes"][0]["cause_class"] == "no-compatible-file"
    assert document["causes"][0]["fix_lines"]
    assert document["owner"] is not None
    assert document["thread"] is not None
    assert document["thread"]["is_same_project"]
    assert document["fingerprint"].startswith("1:no-compatible-file:torch:")
    assert "https://result.test/r/1" in document["reply"]


def test_stored_causes_are_the_same() -> None:
    report = read(TEXT)
    asked = main_question(report, DEFAULT_URL, report.values)
    found = explain(asked.problem, (asked.target,), asked.options, the_index(), asked.selection)
    fresh, stored = causes_of(found), causes_from_json(explanation_to_json(found))
    assert [(one.cause_class, one.proof, one.summary, one.projects, one.filename) for one in fresh] == [
        (one.cause_class, one.proof, one.summary, one.projects, one.filename) for one in stored
    ]
    assert fresh[0].fix_lines == stored[0].fix_lines
