from __future__ import annotations

from dataclasses import replace

import pytest

from resolver_core.answer.failure import Obstacle
from resolver_core.answer.resolution import Failure, FailureKind, Outcome
from resolver_core.exports import to_markdown
from resolver_core.exports.markdown import code, fenced
from resolver_core.policy import Selection
from tests.core.exports.answers import Both, both, torch_like
from tests.support.builders import a_problem


def written(answers: Both) -> str:
    return to_markdown(answers.comparison, answers.single, answers.universal)


def test_what_differs_comes_first_and_the_rest_is_folded() -> None:
    lines = written(both(a_problem("engine", "tools", requires_python=">=3.9"), torch_like())).splitlines()
    assert lines[0] == "**Python 3.9 on x86_64-unknown-linux-gnu**, dependencies, as uv 0.13.8 resolves it."
    assert [line for line in lines if line.startswith("| ") and "---" not in line] == [
        "| project | `uv pip install` | `uv lock` | metadata from |",
        "| driver | - | 1 | `driver-1-py3-none-any.whl` |",
        "| engine | 1 | 2 | `engine-1-py3-none-any.whl`<br>`engine-2-cp312-cp312-manylinux2014_x86_64.whl` |",
        "| kernels | 1 | 2 | `kernels-1-py3-none-any.whl`<br>`kernels-2-py3-none-any.whl` |",
        "| project | `uv pip install` | `uv lock` | metadata from |",
        "| tools | 2 | 2 | `tools-2-py3-none-any.whl` |",
    ]
    assert "<details><summary>1 without a difference</summary>" in lines


def test_agreement_is_said() -> None:
    assert "Both modes agree." in written(both(a_problem("tools"), torch_like()))


def test_the_selection_and_the_address() -> None:
    problem = a_problem("tools", more='[dependency-groups]\ndev = ["driver"]\n')
    (dev,) = problem.dependency_groups
    answers = both(problem, torch_like(), selection=Selection(groups=(dev,)))
    text = to_markdown(answers.comparison, answers.single, answers.universal, "https://whichwheel.test/r/1")
    assert "dependencies, group `dev`" in text
    assert text.endswith("\n<https://whichwheel.test/r/1>\n")


def test_a_side_without_a_solution_says_why() -> None:
    text = written(both(a_problem("engine==2", requires_python=">=3.9"), torch_like()))
    assert "`uv pip install` finds no solution:\n\n```text\n" in text
    assert "engine==2" in text
    assert "<details><summary>3 versions</summary>" in text
    assert "agree" not in text


def test_a_failure_says_what_was_not_to_be_had() -> None:
    answers = both(a_problem("tools"), torch_like())
    failure = Failure(FailureKind.FETCH, Obstacle.SAID, detail="``` did not come")
    failed = replace(answers.universal, outcome=Outcome.FAILED, failure=failure)
    assert "`uv lock` fails:\n\n````text\n``` did not come\n````" in to_markdown(
        answers.comparison, answers.single, failed
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a|b", "`a\\|b`"), ("a`b", "`` a`b ``"), ("two\nlines", "`two lines`"), ("<script>", "`<script>`")],
)
def test_no_text_leaves_its_cell(text: str, expected: str) -> None:
    assert code(text) == expected


def test_no_text_leaves_its_block() -> None:
    assert fenced(["````", "x"]) == "`````text\n````\nx\n`````"
