"""The answer in ten lines: what differs, why, what helps, and as of when."""

from __future__ import annotations

import pytest

from resolver_core import explain, explanation_to_json, target
from resolver_core.exports.ten_lines import Circumstances, ten_lines
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.policy import Options
from tests.core.exports.test_explanation_markdown import parts
from tests.support.small_indexes import Example, of

AS_TYPED = Circumstances("2024-11-29", "checked with uv 0.13.8: the same 2 versions", "https://whichwheel.test/r/1")
NO_WHEEL_HERE = Example({"a": {"1": ["b<2"], "2": of("b", tags="W")}, "b": "1 2"}, ["a"])
EXAMPLES = {
    "a difference": NO_WHEEL_HERE,
    "a failure": Example({"a": {str(number): of(tags="W") for number in range(1, 50)}}, ["a"]),
    "agreement": Example({"a": "1"}, ["a"]),
}


def told(example: Example, circumstances: Circumstances = AS_TYPED) -> str:
    found = explain(example.problem(), [target("3.11", "linux")], Options(DEFAULT_URL), example.index())
    return ten_lines(explanation_to_json(found), circumstances)


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_has_at_most_ten_lines(name: str) -> None:
    text = told(EXAMPLES[name])
    assert len(text.splitlines()) <= 10
    assert "As of 2024-11-29 · as uv 0.13.8 resolves it · checked with uv 0.13.8: the same 2 versions" in text
    assert "<https://whichwheel.test/r/1>" in text


def test_what_differs_why_and_what_helps() -> None:
    first, _, why, _, fix, _, _, _, table = told(NO_WHEEL_HERE).splitlines()
    assert first.startswith(
        "**a is 2 with uv sync and 1 with uv pip install on Python 3.11 on linux.** 1 other project"
    )
    assert "has no file for" in why
    assert why.endswith("*(no-compatible-file: proven by solving again)*")
    assert fix.startswith("What helps: ")
    assert table.startswith("<details><summary>All 2 that differ</summary>")
    assert "<td>b</td><td>2</td><td>1</td>" in table


def test_forty_versions_with_one_reason_are_one_sentence() -> None:
    first, *rest = told(EXAMPLES["a failure"]).splitlines()
    assert "a 1 to 49 (49 versions) cannot be used" in " ".join([first, *rest])
    assert all(len(line) < 700 for line in rest)


def test_agreement_is_said() -> None:
    assert told(EXAMPLES["agreement"], Circumstances()).splitlines() == [
        "`uv sync` and `uv pip install` agree at Python 3.11 on linux, and nothing is worth a look.",
        "",
        "As uv 0.13.8 resolves it",
    ]


def test_it_is_markdown_that_nobody_breaks_out_of() -> None:
    kinds = {kind for kind, _ in parts(told(NO_WHEEL_HERE))}
    assert "html_inline" not in kinds


def test_the_others_are_told_once() -> None:
    assert " 1 other project differs because of it." in told(NO_WHEEL_HERE)
    beside = Example({**NO_WHEEL_HERE.projects, "z": {"1": [], "2": of(tags="W")}}, ["a", "z"])
    assert " 2 other projects differ, 1 of them because of it." in told(beside)
