"""What was read from a pasted text, as documents."""

from __future__ import annotations

from resolver_core.codec.report import MistakeEntry, ReportDocument, mistake_entry, report_to_json
from resolver_core.errors import Mistake
from resolver_core.inputs.report import parse_report
from tests.support.shapes import assert_shape

TEXT = """It fails with `uv pip install . --python-version 3.9` on Linux.

```toml
[project]
name = "x"
version = "1"
dependencies = ["torch"]
```
"""


def test_facts_with_their_places() -> None:
    report = parse_report(TEXT)
    document = report_to_json(report)
    assert_shape(document, ReportDocument)
    assert [fact["field"] for fact in document["facts"]] == [fact.field for fact in report.facts]
    assert all(fact["quote"] in TEXT and fact["line"] >= 1 for fact in document["facts"])
    assert document["missing"] == list(report.missing)


def test_a_mistake_with_and_without_a_place() -> None:
    assert mistake_entry(Mistake("wrong", 3, 7, "a >> 2")) == {
        "message": "wrong", "line": 3, "column": 7, "text": "a >> 2", "file": "",
    }  # fmt: skip
    assert_shape(mistake_entry(Mistake("wrong")), MistakeEntry)
