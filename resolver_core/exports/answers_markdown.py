"""Answers to questions as Markdown, to be pasted into an issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resolver_core.explain.questions import Answer


def answers_to_markdown(answers: Iterable[Answer]) -> str:
    """The answers for an issue comment, or a terminal."""
    return "\n".join(line for answer in answers for line in _answer_lines(answer)).strip() + "\n"


def _answer_lines(answer: Answer) -> Iterator[str]:
    yield f"\n### {answer.question} ({answer.mode}, {answer.target.label})\n"
    for step in answer.steps:
        newest = "none" if step.newest is None else f"newest {step.newest}"
        yield f"- {step.text}: {step.left} left, {newest}"
    if answer.steps:
        yield ""
    yield from answer.sentences
    if answer.moves:
        yield f"It moves: {'; '.join(answer.moves)}."
