"""Answers to questions as Markdown."""

from __future__ import annotations

from resolver_core.exports.answers_markdown import answers_to_markdown
from tests.core.exports.explained import asked


def test_every_answer_has_its_question_as_a_title() -> None:
    text = answers_to_markdown(asked())
    assert len(asked()) > 1
    for answer in asked():
        assert f"### {answer.question} ({answer.mode}, {answer.target.label})\n" in text


def test_every_step_and_sentence_is_there() -> None:
    lines = answers_to_markdown(asked()).splitlines()
    for answer in asked():
        for step in answer.steps:
            newest = "none" if step.newest is None else f"newest {step.newest}"
            assert f"- {step.text}: {step.left} left, {newest}" in lines
        assert set(answer.sentences) <= set(lines)


def test_what_else_would_move_is_named() -> None:
    text = answers_to_markdown(asked())
    assert all(f"It moves: {'; '.join(answer.moves)}." in text for answer in asked() if answer.moves)


def test_no_answers_are_an_empty_text() -> None:
    assert answers_to_markdown(()) == "\n"
