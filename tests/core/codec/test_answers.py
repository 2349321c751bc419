"""Answers to questions as a document."""

from __future__ import annotations

from resolver_core import Options, ask, target
from resolver_core.codec.answers import AnswersDocument, answers_to_json
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.core.codec.worlds import DIVERGENT
from tests.support.shapes import assert_shape


def test_answers_with_steps_and_experiments() -> None:
    here = target(DIVERGENT.python, DIVERGENT.platform)
    answers = ask(DIVERGENT.problem(), here, Options(DEFAULT_URL), DIVERGENT.index(), about=["a"], instead=["a==0.9"])
    document = answers_to_json(answers)
    assert_shape(document, AnswersDocument)
    assert [entry["question"] for entry in document["answers"]] == [answer.question for answer in answers]
    steps = [step for entry in document["answers"] for step in entry["steps"]]
    assert steps[0]["left"] == 3
    assert steps[0]["newest"] == "2.0"
    assert any(entry["experiments"] for entry in document["answers"])
