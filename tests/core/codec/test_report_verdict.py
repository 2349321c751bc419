"""The document of a verdict."""

from __future__ import annotations

import json

from resolver_core.codec.report_verdict import report_verdict_to_json
from tests.core.triage.test_triaging import FROM_PRIVATE, OLD, PRIVATE, WithPrivate, both, the_index
from tests.support.reports import a_report, judged

TEXT = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD)


def test_the_document_has_everything() -> None:
    document = report_verdict_to_json(judged(TEXT, the_index()), "https://result.test/r/1")
    assert json.loads(json.dumps(document)) == document
    assert document["verdict"] == "reproduced"
    assert [one["holds"] for one in document["versions"]] == [True, True]
    assert document["causes"][0]["cause_class"] == "no-compatible-file"
    assert document["causes"][0]["fix_lines"]
    assert document["open"] is None
    assert document["owner"] is not None
    assert document["thread"] is not None
    assert document["thread"]["is_same_project"]
    assert document["fingerprint"].startswith("1:no-compatible-file:torch:")
    assert "https://result.test/r/1" in document["reply"]


def test_what_is_open_stands_beside_the_causes() -> None:
    text = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD, more=FROM_PRIVATE.format("torch"))
    document = report_verdict_to_json(judged(text, WithPrivate()))
    assert document["causes"] == []
    assert document["open"] is not None
    assert (document["open"]["indexes"], document["open"]["projects"]) == ([PRIVATE], ["torch"])
    assert document["open"]["text"] in document["reply"].replace("\\", "")
