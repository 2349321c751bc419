"""Answers to questions as a JSON document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypedDict

from resolver_core.codec.experiment import ExperimentEntry, experiment_entry
from resolver_core.codec.says import says
from resolver_core.codec.schema_version import SCHEMA_VERSION
from resolver_core.codec.target import TargetEntry, target_entry
from resolver_core.explain.narrowing import Step
from resolver_core.explain.questions import Answer
from resolver_core.policy import UV_VERSION


class StepEntry(TypedDict):
    """One fact that narrows the versions of a project."""

    text: Annotated[str, says("the fact in words")]
    left: Annotated[int, says("how many versions it leaves")]
    newest: Annotated[str | None, says("the newest of them; `null`: none is left")]
    line: Annotated[int | None, says("of the pasted text (1-based), where the fact is a line of it")]


class AnswerEntry(TypedDict):
    """The answer to one question in one mode."""

    question: Annotated[str, says("what was asked, in words")]
    mode: Annotated[str, says("`single` or `universal`")]
    target: Annotated[TargetEntry, says("where")]
    sentences: Annotated[list[str], says("the answer")]
    steps: Annotated[list[StepEntry], says("from all versions down to the one that was taken")]
    experiments: Annotated[list[ExperimentEntry], says("the solves it rests on")]
    moves: Annotated[list[str], says("other versions that would change")]


class AnswersDocument(TypedDict):
    """Answers to questions (`answers_to_json`); `--why NAME` and `--why-not NAME==VERSION` print it."""

    schema_version: Annotated[int, says("of this document")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    answers: Annotated[list[AnswerEntry], says("in the order of the questions")]


def answers_to_json(answers: Iterable[Answer]) -> AnswersDocument:
    """The document of answers to questions."""
    return {"schema_version": SCHEMA_VERSION, "uv": UV_VERSION, "answers": [answer_entry(answer) for answer in answers]}


def answer_entry(answer: Answer) -> AnswerEntry:
    """The entry of an answer."""
    return {
        "question": answer.question,
        "mode": answer.mode,
        "target": target_entry(answer.target),
        "sentences": list(answer.sentences),
        "steps": [step_entry(step) for step in answer.steps],
        "experiments": [experiment_entry(experiment) for experiment in answer.experiments],
        "moves": list(answer.moves),
    }


def step_entry(step: Step) -> StepEntry:
    """The entry of a step."""
    newest = None if step.newest is None else str(step.newest)
    return {"text": step.text, "left": step.left, "newest": newest, "line": step.line}
